"""What somebody types about a person, made fit to keep."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from indicators.people.errors import Invalid
from indicators.people.models import User

LONGEST = {"full_name": 120, "job_title": 120, "email": 254}


def line(text: str, *, field: str, required: bool) -> str:
    """One line of text with single spaces. Raises Invalid for control characters and for what is too long."""
    kept = " ".join(text.split())
    if not kept.isprintable():
        raise Invalid("There is a character here that cannot be kept: type it again.", field=field)
    if required and not kept:
        raise Invalid("Enter a name.", field=field)
    if len(kept) > LONGEST[field]:
        raise Invalid(f"Use at most {LONGEST[field]} characters.", field=field)
    return kept


def email(text: str, *, of: User | None = None) -> str:
    """The address in lower case. Raises Invalid where it is none, or somebody else's."""
    kept = text.strip().lower()
    try:
        validate_email(kept)
    except ValidationError:
        raise Invalid("Enter an email address, such as name@example.gov.uk.", field="email") from None
    if len(kept) > LONGEST["email"]:
        raise Invalid(f"Use at most {LONGEST['email']} characters.", field="email")
    other = User.objects.filter(email=kept).first()
    if other is not None and other != of:
        raise taken(kept, other)
    return kept


def taken(address: str, other: User | None = None) -> Invalid:
    """Somebody else signs in with this address already."""
    whose = f"{other} has an account with {address}" if other else f"There is an account with {address}"
    state = " It is deactivated." if other and not other.is_active else ""
    return Invalid(f"{whose} already.{state} Every person needs an address of their own.", field="email")
