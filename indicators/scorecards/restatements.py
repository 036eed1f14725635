"""Figures that were changed after they had been recorded: old and new, why, by whom, with which file."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from indicators.calculations import formats, months
from indicators.calculations.fingerprint import canonical
from indicators.calculations.movements import movement
from indicators.calculations.proportions import disagreement
from indicators.calculations.terms import Missing, Unit
from indicators.models import Indicator, ReportingMonth, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN, ReturnFigures

from .build import MONTHS_SHOWN
from .changes import name_of
from .rows import Row
from .values import STANDING


@dataclass(frozen=True, slots=True)
class Restatement:
    """One figure changed. `before`, `after` and `change` are texts, `parts` says where those were others.

    `was`, `now` and `stands` (today) are the figure as a signature keeps it, None where there is none.
    `leader_pk` is the indicator whose commentary goes with it. `is_undoing`: a load was taken back.
    """

    pk: int
    ref: str
    ref_slug: str
    title: str
    leader_pk: int
    month: date
    before: str
    after: str
    change: str
    parts: str
    was: str | None
    now: str | None
    stands: str | None
    why: str
    by: str
    at: datetime
    batch_pk: int | None
    file_name: str
    is_undoing: bool

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    @property
    def what(self) -> str:
        """Such as "May 2018 restated from 1,011 to 990"."""
        month = months.label(self.month)
        said = f"{month} {'put back' if self.is_undoing else 'restated'} from {self.before} to {self.after}"
        if self.before == self.after and not self.is_undoing:
            said = f"{month} restated: {self.after} stays"
        return f"{said}, {self.parts}" if self.parts else said


def opened_at(scorecard_pk: int, month: date) -> datetime | None:
    """When the reporting month was first opened. One query."""
    return _openings(scorecard_pk, month).first()


def restated_since_opened(
    scorecard_pk: int, month: date, *, while_latest: bool = False
) -> dict[int, dict[date, "Before"]]:
    """By indicator, the months before `month` that were restated since it was opened and stand so.

    Each has its figures before the first of those changes. Loads that were undone, and their undoing,
    restated nothing. `while_latest` leaves out what was changed once the next month was open. One query.
    """
    first = months.shift(month, 1 - MONTHS_SHOWN)
    found: dict[int, dict[date, Before]] = defaultdict(dict)
    rows = ReturnRevision.objects.filter(
        STANDING,
        monthly_return__indicator__scorecard_id=scorecard_pk,
        monthly_return__month__gte=first,
        monthly_return__month__lt=month,
        number__gt=1,
        at__gte=Subquery(_openings(scorecard_pk, month)[:1]),
    )
    if while_latest:
        following = _openings(scorecard_pk, months.shift(month, 1))
        rows = rows.annotate(following=Subquery(following[:1])).filter(
            Q(following=None) | Q(at__lt=F("following"))
        )
    before = [f"before_{field}" for field in Before._fields]
    for pk, restated, *figures in (
        rows.annotate(**_figures_before())
        .order_by("number")
        .values_list("monthly_return__indicator_id", "monthly_return__month", *before)
    ):
        found[pk].setdefault(restated, Before(*figures))
    return dict(found)


def restated_since(
    scorecard_pk: int, month: date, since: datetime, words: str = ""
) -> QuerySet[ReturnRevision, Any]:
    """The changes since then of any figure that the month's scorecard shows, newest first.

    Every one of `words` is in the ref, a title or the reason. Read them with `read`.
    """
    shown = Indicator.objects.filter(scorecard_id=scorecard_pk).active_in(month)
    found = _changed().filter(
        monthly_return__indicator__in=shown,
        monthly_return__month__gte=months.shift(month, 1 - MONTHS_SHOWN),
        monthly_return__month__lte=month,
        at__gte=since,
    )
    for word in words.split():
        of = "monthly_return__indicator"
        found = found.filter(
            Q(reason__icontains=word)
            | Q(**{f"{of}__ref__icontains": word})
            | Q(**{f"{of}__title__icontains": word})
            | Q(**{f"{of}__short_title__icontains": word})
        )
    return found


def left_behind(indicator: Indicator, row: Row) -> tuple[str, ...]:
    """Of each earlier month whose parts were restated and no longer make its figure, what its parts give.

    `row` is the indicator's. One query, none without parts.
    """
    if not any(cell.numerator is not None for cell in row.cells):
        return ()
    restated = ReturnRevision.objects.filter(
        number__gt=1, monthly_return__indicator__in=indicator.parts.values("other")
    )
    touched = set(restated.order_by().values_list("monthly_return__month", flat=True)) - row.restated
    said = (
        disagreement(
            months.label(cell.month),
            row.cells[: place + 1],
            unit=row.unit,
            multiplier=row.multiplier,
            decimals=row.decimals,
        )
        for place, cell in enumerate(row.cells[:-1])
        if cell.month in touched
    )
    return tuple(f"{each} The parts were restated and the figure was not." for each in said if each)


def read(revision: Any) -> Restatement:
    """Of a row of `restated_since`."""
    before = Before(*(getattr(revision, f"before_{field}") for field in Before._fields))
    return restatement(revision.monthly_return.indicator, before, revision)


class Before(NamedTuple):
    value: Decimal | None
    missing: str
    numerator: Decimal | None
    denominator: Decimal | None


def restatement(indicator: Indicator, old: Before | ReturnRevision, new: ReturnRevision) -> Restatement:
    """From one revision of a return to the next."""
    batch = new.batch
    return Restatement(
        pk=new.pk,
        ref=indicator.ref,
        ref_slug=indicator.ref_slug,
        title=indicator.shown_title,
        leader_pk=indicator.shares_commentary_with_id or indicator.pk,
        month=new.monthly_return.month,
        before=figure_in_words(indicator, old),
        after=figure_in_words(indicator, new),
        change=_change(new.value, old.value, Unit(indicator.unit), indicator.decimals),
        parts=_parts_changed(old, new),
        was=_kept(old),
        now=_kept(new),
        stands=_kept(new.monthly_return),
        why=new.reason,
        by=name_of(new.by),
        at=new.at,
        batch_pk=batch.pk if batch else None,
        file_name=batch.file_name if batch else "",
        is_undoing=batch is not None and batch.undoes_id is not None,
    )


def figure_in_words(indicator: Indicator, figures: Before | ReturnRevision) -> str:
    """Such as "22.6%", "“not supplied”" or "withdrawn"."""
    if figures.value is not None:
        return formats.figure(figures.value, Unit(indicator.unit), indicator.decimals)
    if figures.missing == WITHDRAWN:
        return WITHDRAWN
    return f"“{formats.missing_words(Missing(figures.missing))}”"


def _openings(scorecard_pk: int, month: date) -> QuerySet[Any, datetime]:
    opened = ReportingMonth.history.filter(
        scorecard_id=scorecard_pk, month=month, status=ReportingMonth.OPEN
    ).order_by("history_date")
    dates: QuerySet[Any, datetime] = opened.values_list("history_date", flat=True)
    return dates


def _figures_before() -> dict[str, Subquery]:
    earlier = ReturnRevision.objects.filter(
        monthly_return=OuterRef("monthly_return"), number=OuterRef("number") - 1
    )
    return {f"before_{field}": Subquery(earlier.values(field)[:1]) for field in Before._fields}


def _changed() -> QuerySet[ReturnRevision, Any]:
    """Every revision but the first of each return, with the figures before it."""
    return (
        ReturnRevision.objects.filter(number__gt=1)
        .annotate(**_figures_before(), section_order=F("monthly_return__indicator__section__order"))
        .select_related("monthly_return__indicator", "batch", "by")
        .order_by(
            "-at",
            "section_order",
            "monthly_return__indicator__order",
            "monthly_return__indicator__ref",
            "-monthly_return__month",
            "-number",
        )
    )


def _change(now: Decimal | None, before: Decimal | None, unit: Unit, decimals: int) -> str:
    """Such as "down 21 (−2%)"; a percentage changes by points alone. Empty where a number is missing."""
    if now is None or before is None:
        return ""
    said = formats.difference(now, before, unit, decimals)
    moved = movement(now, before)
    if unit == Unit.PERCENTAGE or not moved.percent:
        return said
    return f"{said} ({formats.percent(moved)})"


def _kept(figures: Before | ReturnFigures) -> str | None:
    if figures.missing and figures.missing != WITHDRAWN:
        return figures.missing
    kept: str | None = json.loads(canonical(figures.value))
    return kept


def _parts_changed(old: Before | ReturnRevision, new: ReturnRevision) -> str:
    before, now = (old.numerator, old.denominator), (new.numerator, new.denominator)
    return "" if now == before else f"worked out from {_parts(*now)} (was {_parts(*before)})"


def _parts(numerator: Decimal | None, denominator: Decimal | None) -> str:
    if numerator is None or denominator is None:
        return "no number and out of"
    return f"{formats.number(numerator, 0)} of {formats.number(denominator, 0)}"
