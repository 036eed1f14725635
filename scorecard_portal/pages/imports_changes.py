"""What a loaded file changed: every figure that it wrote, with the one before it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from indicators.calculations import formats
from indicators.calculations.terms import Missing, Unit
from indicators.models import ImportBatch, Indicator, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN

from .imports_effects import Standing

PER_PAGE = 100
NEW, RESTATED = "new", "changed"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Written:
    """One figure. `before` and `after` are texts; `is_new`: there was none, or it was withdrawn."""

    ref: str
    ref_slug: str
    title: str
    month: date
    before: str
    after: str
    reason: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """`show` is "new", "changed" or "" for both; `found` counts what fits, `total` all."""

    page: Page[Any]
    rows: tuple[Written, ...]
    show: str
    words: str
    new: int
    total: int

    @property
    def found(self) -> int:
        return self.page.paginator.count

    @property
    def restated(self) -> int:
        return self.total - self.new


def changes(batch: ImportBatch, query: QueryDict) -> Changes:
    """In printed order, each ref's months together. Four queries."""
    every = _revisions(batch)
    fresh = Q(number=1) | Q(before_missing=WITHDRAWN)
    show = query.get("show", "")
    show = show if show in (NEW, RESTATED) else ""
    # PostgreSQL takes no NUL.
    words = query.get("q", "").replace("\0", "").strip()[:100]
    found = {"": every, NEW: every.filter(fresh), RESTATED: every.exclude(fresh)}[show]
    for word in words.split():
        indicator = "monthly_return__indicator__"
        found = found.filter(
            Q(**{f"{indicator}ref__icontains": word}) | Q(**{f"{indicator}title__icontains": word})
        )
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    return Changes(
        page, tuple(map(_written, page.object_list)), show, words, every.filter(fresh).count(), every.count()
    )


def before(batch: ImportBatch) -> dict[tuple[int, date], Standing]:
    """What each figure of the batch will say once it is undone, by indicator and month. One query."""
    rows = _revisions(batch).values_list(
        "monthly_return__indicator_id", "monthly_return__month", "before_value", "before_missing"
    )
    return {(pk, month): _standing(value, missing or "") for pk, month, value, missing in rows}


def _revisions(batch: ImportBatch) -> QuerySet[Any, Any]:
    earlier = ReturnRevision.objects.filter(
        monthly_return=OuterRef("monthly_return"), number=OuterRef("number") - 1
    )
    return (
        ReturnRevision.objects.filter(batch=batch)
        .annotate(
            before_value=Subquery(earlier.values("value")[:1]),
            before_missing=Subquery(earlier.values("missing")[:1]),
            section_order=F("monthly_return__indicator__section__order"),
        )
        .select_related("monthly_return__indicator")
        .order_by(
            "section_order",
            "monthly_return__indicator__order",
            "monthly_return__indicator__ref",
            "-monthly_return__month",
        )
    )


def _standing(value: Decimal | None, missing: str) -> Standing:
    return Standing(value, Missing(missing) if missing and missing != WITHDRAWN else None)


def _written(revision: Any) -> Written:
    indicator: Indicator = revision.monthly_return.indicator
    is_new = revision.number == 1 or revision.before_missing == WITHDRAWN
    return Written(
        ref=indicator.ref,
        ref_slug=indicator.ref_slug,
        title=indicator.shown_title,
        month=revision.monthly_return.month,
        before=_words(indicator, revision.before_value, revision.before_missing or ""),
        after=_words(indicator, revision.value, revision.missing),
        reason=revision.reason,
        is_new=is_new,
    )


def _words(indicator: Indicator, value: Decimal | None, missing: str) -> str:
    standing = _standing(value, missing)
    if standing.value is not None:
        return formats.figure(standing.value, Unit(indicator.unit), indicator.decimals)
    return formats.missing_words(standing.missing) if standing.missing else NOTHING
