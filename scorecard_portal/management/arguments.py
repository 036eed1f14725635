"""Types of command line arguments: what they refuse is wrong usage."""

import re
from argparse import ArgumentTypeError
from datetime import date

from indicators.calculations import months


def month(text: str | date) -> date:
    """Such as 2018-06. `call_command` hands a value over as it is, so one that is a date stays one."""
    if isinstance(text, date):
        return text
    try:
        return months.parse_slug(text)
    except ValueError as problem:
        raise ArgumentTypeError(str(problem)) from None


def text(given: str) -> str:
    """Anything that can be kept: an argument that is not UTF-8 reaches Python with lone surrogates."""
    if any("\ud800" <= character <= "\udfff" for character in given):
        raise ArgumentTypeError("this is not UTF-8 text.")
    return given


def slug(text: str) -> str:
    """Such as childrens-services."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 60:
        raise ArgumentTypeError(f"“{text}” is no address of a scorecard: write it like childrens-services.")
    return text
