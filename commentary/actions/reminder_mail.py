"""A reminder by hand as a mail. An answer to it goes to who sent it."""

from datetime import date

from django.core.mail import EmailMultiAlternatives

from commentary.notifications import Reminding, one_line
from indicators.calculations import dates
from indicators.people.models import User

from .two_parts import two_parts


def reminder_mail(
    reminding: Reminding, *, by: User, day: date, name: str, address: str
) -> EmailMultiAlternatives:
    """`name` is the same for the same reminder, however often it is tried."""
    letter = reminding.letter
    return two_parts(
        template="commentary/mail/reminder",
        context={
            "letter": letter,
            "copied": reminding.copied,
            "day": dates.weekday(day),
            "by": one_line(by.full_name),
        },
        subject=f"Scorecard Portal, a reminder: {letter.summary}",
        to=[letter.email],
        cc=reminding.copies,
        reply_to=[by.email],
        name=name,
        address=address,
    )
