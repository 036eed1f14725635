"""A letter as a mail of two parts, text and HTML, with absolute links."""

from datetime import date

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from commentary.notifications import Letter
from indicators.calculations import dates

from .two_parts import two_parts


def mail_of(letter: Letter, day: date, address: str) -> EmailMultiAlternatives:
    """The same person's mail of the same day has the same Message-ID, however often it is tried."""
    return two_parts(
        template="commentary/mail/digest",
        context={"letter": letter, "day": dates.weekday(day)},
        subject=f"Scorecard Portal: {letter.summary}",
        to=[letter.email],
        name=f"digest-{letter.user_pk}-{day.isoformat()}",
        address=address,
        headers={"List-Unsubscribe": f"<{address}{reverse('commentary:messages')}>"},
    )
