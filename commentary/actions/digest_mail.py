"""A letter as a mail of two parts, text and HTML, with absolute links."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from commentary.notifications import Letter
from indicators.calculations import dates


def mail_of(letter: Letter, day: date, address: str) -> EmailMultiAlternatives:
    """The same person's mail of the same day has the same Message-ID, however often it is tried."""
    choices = address + reverse("commentary:messages")
    context = {
        "letter": letter,
        "day": dates.weekday(day),
        "address": address,
        "home": address + reverse("home"),
        "choices": choices,
        "council_name": settings.COUNCIL_NAME,
        "performance_team_email": settings.PERFORMANCE_TEAM_EMAIL,
    }
    message = EmailMultiAlternatives(
        subject=f"Scorecard Portal: {letter.summary}",
        body=render_to_string("commentary/mail/digest.txt", context),
        to=[letter.email],
        headers={
            "Message-ID": f"<digest-{letter.user_pk}-{day.isoformat()}@{urlsplit(address).hostname}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{choices}>",
        },
    )
    message.attach_alternative(render_to_string("commentary/mail/digest.html", context), "text/html")
    return message
