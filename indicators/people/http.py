"""The request as views see it, once the middleware has run."""

from datetime import date, datetime

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request of somebody signed in. The clock is read once, by the middleware.

    `now` is aware; `today` is its date in London.
    """

    user: User
    now: datetime
    today: date
