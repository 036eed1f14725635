"""One line in the activity log for each thing done, written in the action's own transaction."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from .models import AuditEvent, User

_origin: ContextVar[str] = ContextVar("origin", default="command")


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """Whatever is recorded inside came from `origin`, the address of the person's machine."""
    token = _origin.set(origin[:64])
    try:
        yield
    finally:
        _origin.reset(token)


def record(
    *,
    verb: str,
    by: User | None,
    at: datetime,
    on: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    on_label: str = "",
    scorecard: models.Model | None = None,
) -> AuditEvent:
    """Record that `by` (None: a command) did `verb` to `on`; `before` and `after` hold what changed."""
    return AuditEvent.objects.create(
        at=at,
        by=by,
        origin=_origin.get(),
        verb=verb,
        on_model=on._meta.label,
        on_pk=str(on.pk),
        on_label=(on_label or str(on))[:200],
        scorecard_pk=scorecard.pk if scorecard else None,
        before=_plain(before),
        after=_plain(after),
    )


def _plain(fields: Mapping[str, Any] | None) -> Any:
    return None if fields is None else json.loads(json.dumps(fields, cls=DjangoJSONEncoder))
