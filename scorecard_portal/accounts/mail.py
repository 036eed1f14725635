"""Messages about accounts. Sent on commit, so that nobody is invited to what was rolled back."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from indicators.people.models import User

from .links import days_valid, one_time

logger = logging.getLogger(__name__)


class NotSent(Exception):
    """The account is as asked for, the message about it is not on its way. `person` is whom it was for."""

    def __init__(self, person: User) -> None:
        super().__init__(f"Message to person {person.pk} not sent")
        self.person = person


def send_invitation(person: User, *, address: str, invited_by: User | None) -> None:
    """Send the one-time link. Raises NotSent where the mail server does not take the message."""
    context = {
        "person": person,
        "invited_by": invited_by,
        "council_name": settings.COUNCIL_NAME,
        "performance_team_email": settings.PERFORMANCE_TEAM_EMAIL,
        "link": one_time(person, address),
        "days": days_valid(),
    }
    try:
        send_mail(
            f"Your account for the {settings.COUNCIL_NAME} scorecard portal",
            render_to_string("accounts/mail/invitation.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [person.email],
        )
    except OSError as problem:
        logger.exception("Invitation of person %s not sent", person.pk)
        raise NotSent(person) from problem
