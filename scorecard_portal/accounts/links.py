"""One-time links to choose a password. They stop working once used, and after three days."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from indicators.people.models import User


def one_time(person: User, address: str) -> str:
    """A link under `address` ("https://scorecard.example.gov.uk"; "" gives the path alone)."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    return address.rstrip("/") + path


def days_valid() -> int:
    days: int = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    return days


def own_address() -> str:
    """What the settings say of the portal's address; nothing where they do not say."""
    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS)
    if not settings.PRODUCTION:
        return "http://127.0.0.1:8000"
    hosts = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    return f"https://{hosts[0]}" if hosts else ""
