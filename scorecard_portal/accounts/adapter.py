"""How django-allauth behaves here: nobody signs up, sign-ins are recorded."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from indicators.people import activity
from indicators.people.models import User

logger = logging.getLogger(__name__)


class PortalAccountAdapter(DefaultAccountAdapter):
    # Which of the two is wrong is never said: it would tell who has an account.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "The email address or password is not right. After 5 tries you wait 5 minutes."
        ),
        "too_many_login_attempts": "Too many tries. Wait 5 minutes, then try again, or reset your password.",
    }

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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer is said on the page, whoever the message is for."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("Message %s not sent", template_prefix)
            messages.error(
                self.request,
                "The message could not be sent: the mail server does not answer. Try again later.",
            )


def display_name(user: User) -> str:
    return user.full_name
