"""A mail of two parts, plain text and HTML, from one context."""

import re
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

WIDTH = 72


def two_parts(
    *,
    template: str,
    context: Mapping[str, Any],
    subject: str,
    to: Iterable[str],
    cc: Iterable[str] = (),
    reply_to: Iterable[str] = (),
    name: str,
    address: str,
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """`template` lacks its ending; `name` makes the Message-ID; `address` is the portal's, for the links."""
    said = {
        **context,
        "address": address,
        "home": address + reverse("home"),
        "choices": address + reverse("commentary:messages"),
        "council_name": settings.COUNCIL_NAME,
        "performance_team_email": settings.PERFORMANCE_TEAM_EMAIL,
    }
    message = EmailMultiAlternatives(
        subject=subject,
        body=in_columns(render_to_string(f"{template}.txt", said)),
        to=list(to),
        cc=list(cc),
        reply_to=list(reply_to),
        headers={
            "Message-ID": f"<{name}@{urlsplit(address).hostname}>",
            "Auto-Submitted": "auto-generated",
            **(headers or {}),
        },
    )
    message.attach_alternative(render_to_string(f"{template}.html", said), "text/html")
    return message


def in_columns(text: str) -> str:
    """No line longer than 72 characters but for addresses, which stay whole; what goes on is indented."""
    shown = "\n".join(each for line in text.splitlines() for each in _in_columns(line))
    return re.sub(r"\n{3,}", "\n\n", f"{shown}\n")


def _in_columns(line: str) -> list[str]:
    lead = len(line) - len(line.lstrip(" *-"))
    return wrap(
        line[lead:],
        WIDTH,
        initial_indent=line[:lead],
        subsequent_indent=" " * lead,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [line.rstrip()]
