"""What every request passes through: health, headers, the clock, sign-in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.shortcuts import render
from django.utils import timezone

from indicators.people import activity, kept_words
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.http import SignedInRequest

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """`/livez` says that the process answers, `/readyz` that the database does and is migrated.

    First in line, so that no host check, redirect or sign-in stands before a load balancer's question.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/livez":
            return HttpResponse("alive\n", content_type="text/plain")
        if request.path == "/readyz":
            return self._readiness()
        return self.get_response(request)

    def _readiness(self) -> HttpResponse:
        try:
            executor = MigrationExecutor(connection)
            pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
        if pending:
            return HttpResponse("migrations are pending\n", status=503, content_type="text/plain")
        return HttpResponse("ready\n", content_type="text/plain")


class SecurityHeadersMiddleware:
    """Content security policy (from `SECURE_CSP`, Django 6's setting), and nothing kept by caches.

    A page that may be kept says so itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.SECURE_CSP.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class ClockMiddleware:
    """Reads the clock once: `request.now` and `request.today` are all that views know of time."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        clocked = cast("SignedInRequest", request)
        clocked.now = now()
        clocked.today = timezone.localdate(clocked.now)
        with activity.coming_from(_address(request)):
            return self.get_response(request)


def _address(request: HttpRequest) -> str:
    """The person's machine, past as many proxies as are trusted."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "unknown"


def now() -> datetime:
    """The portal's now. In a demonstration the day stands still; the time of day goes on."""
    real = timezone.localtime()
    if settings.DEMONSTRATION_TODAY is None:
        return real
    day = settings.DEMONSTRATION_TODAY
    return real.replace(year=day.year, month=day.month, day=day.day)


class ProblemMiddleware:
    """A domain refusal that no view has shown becomes a page that says it, never a 500."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Conflict):
            return _problem(request, "409.html", 409, exception.reason)
        if isinstance(exception, Invalid):
            return _problem(request, "400.html", 400, exception.reason)
        if isinstance(exception, Refused):
            return _problem(request, "403.html", 403, exception.reason)
        return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token did not fit: the cookie was lost or the form was forged."""
    return _problem(request, "403_csrf.html", 403, "")


# Fields in which people write at length. Never passwords.
_WORDS = ("text", "answer", "reason", "note", "definition", "outcome")


def _problem(request: HttpRequest, template: str, status: int, reason: str) -> HttpResponse:
    """A page that says what went wrong and gives typed words back."""
    return render(request, template, {"reason": reason, "typed": typed_words(request)}, status=status)


def typed_words(request: HttpRequest) -> str:
    """What somebody wrote at length into the form that they sent; nothing of one that cannot be read."""
    try:
        posted = request.POST
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return ""
    reasons = [name for name in posted if name.startswith("reason.")]
    return "\n\n".join(posted[name] for name in (*_WORDS, *reasons) if posted.get(name))


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Everything needs a sign-in unless its view says otherwise. Typed words wait for the person."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method == "POST":
            kept_words.keep(request, view_func)
        return super().handle_no_permission(request, view_func)
