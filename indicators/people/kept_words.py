"""Words typed into a form whose session had ended wait, in the new session, until the person is back."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .models import User

View = TypeVar("View", bound=Callable[..., Any])

SESSION_KEY = "kept_words"
LIMIT = 20_000
# Controls of one kind that are kept, such as the decisions of a page of findings.
MOST_CONTROLS = 400
TYPED_BY = "typed_by"


def mark_of(user: User) -> str:
    """What a form carries in its field `typed_by`, so that only this person gets the words back."""
    return signing.dumps(user.pk, salt=SESSION_KEY)


def browser_mark(user: User) -> str:
    """Names the person in their browser's own store: always the same, and says nothing of who they are."""
    return salted_hmac(SESSION_KEY, str(user.pk), algorithm="sha256").hexdigest()[:16]


def keeps_typed(*fields: str) -> Callable[[View], View]:
    """Mark a view whose form somebody works on at length: these fields are kept, and with one that ends in a
    dot all those that begin so."""

    def mark(view: View) -> View:
        view.keeps_typed = fields  # type: ignore[attr-defined]
        return view

    return mark


def keep(request: HttpRequest, view: Callable[..., Any]) -> None:
    """Keep the typed fields of a marked view under its address; nothing for any other view."""
    fields: tuple[str, ...] = getattr(view, "keeps_typed", ())
    if fields:
        typed = {name: request.POST.get(name, "")[:LIMIT] for name in fields if not name.endswith(".")}
        several = tuple(name for name in fields if name.endswith("."))
        chosen = [name for name in request.POST if several and name.startswith(several)]
        typed |= {name: request.POST[name][:200] for name in chosen[:MOST_CONTROLS] if len(name) <= 400}
        by = request.POST.get(TYPED_BY, "")[:200]
        request.session[SESSION_KEY] = {"path": request.path, "typed": typed, "by": by}


def take(request: HttpRequest) -> dict[str, str] | None:
    """What this person typed at this address before the sign-in, once. Somebody else's words are dropped."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[SESSION_KEY]
    try:
        by = signing.loads(kept["by"], salt=SESSION_KEY)
    except signing.BadSignature:
        return None
    typed: dict[str, str] = kept["typed"]
    return typed if by == request.user.pk else None
