"""How django-allauth behaves here: nobody signs up, sign-ins are recorded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from indicators.people import activity
from indicators.people.models import User


class PortalAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        activity.record(verb="signed in", by=user, at=getattr(request, "now", timezone.now()), on=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email", "")).strip().lower()
        user = User.objects.filter(email=email).first()
        if user is not None:
            at = getattr(request, "now", timezone.now())
            activity.record(verb="failed to sign in", by=None, at=at, on=user)
        super().authentication_failed(request, **credentials)


def display_name(user: User) -> str:
    return user.full_name
