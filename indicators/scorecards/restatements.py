"""Figures that were changed after they had been recorded: old and new, why, by whom, with which file."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from indicators.calculations import formats, months
from indicators.calculations.fingerprint import canonical
from indicators.calculations.movements import movement
from indicators.calculations.terms import Missing, Unit
from indicators.models import Indicator, ReportingMonth, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN

from .build import MONTHS_SHOWN
from .changes import name_of


@dataclass(frozen=True, slots=True)
class Restatement:
    """One figure changed. `before`, `after` and `change` are texts, `parts` says where those were others.

    `was` and `now` are the figure as a signature keeps it, None where there was none. `leader_pk` is the
    indicator whose commentary goes with it. `is_undoing`: a load that was taken back did it.
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


def restated_since_opened(scorecard_pk: int, month: date) -> dict[int, frozenset[date]]:
    """By indicator, the months before `month` that were restated since it was opened and stand so.

    Loads that were undone, and their undoing, restated nothing. One query.
    """
    first = months.shift(month, 1 - MONTHS_SHOWN)
    found: dict[int, set[date]] = defaultdict(set)
    rows = ReturnRevision.objects.filter(
        Q(batch=None) | Q(batch__undoes=None, batch__undone_by=None),
        monthly_return__indicator__scorecard_id=scorecard_pk,
        monthly_return__month__gte=first,
        monthly_return__month__lt=month,
        number__gt=1,
        at__gte=Subquery(_openings(scorecard_pk, month)[:1]),
    )
    for pk, restated in rows.order_by().values_list("monthly_return__indicator_id", "monthly_return__month"):
        found[pk].add(restated)
    return {pk: frozenset(each) for pk, each in found.items()}


def restated_since(
    scorecard_pk: int, month: date, since: datetime, words: str = ""
) -> QuerySet[ReturnRevision, Any]:
    """The changes since then of any figure that the month's scorecard shows, newest first.

    Every one of `words` is in the ref, a title or the reason. Read them with `restatement`.
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


def restatements_of(indicator: Indicator) -> tuple[Restatement, ...]:
    """All of one indicator, newest first; withdrawn figures are none. One query."""
    rows = _changed().filter(monthly_return__indicator=indicator)
    standing = rows.exclude(missing=WITHDRAWN).exclude(before_missing=WITHDRAWN)
    return tuple(restatement(each) for each in standing)


def restatement(revision: Any) -> Restatement:
    """Of a row of `restated_since`."""
    indicator: Indicator = revision.monthly_return.indicator
    unit, decimals, batch = Unit(indicator.unit), indicator.decimals, revision.batch
    return Restatement(
        pk=revision.pk,
        ref=indicator.ref,
        ref_slug=indicator.ref_slug,
        title=indicator.shown_title,
        leader_pk=indicator.shares_commentary_with_id or indicator.pk,
        month=revision.monthly_return.month,
        before=_figure(indicator, revision.before_value, revision.before_missing),
        after=_figure(indicator, revision.value, revision.missing),
        change=_change(revision.value, revision.before_value, unit, decimals),
        parts=_parts_changed(revision),
        was=_kept(revision.before_value, revision.before_missing),
        now=_kept(revision.value, revision.missing),
        why=revision.reason,
        by=name_of(revision.by),
        at=revision.at,
        batch_pk=batch.pk if batch else None,
        file_name=batch.file_name if batch else "",
        is_undoing=batch is not None and batch.undoes_id is not None,
    )


def _openings(scorecard_pk: int, month: date) -> QuerySet[Any, datetime]:
    opened = ReportingMonth.history.filter(
        scorecard_id=scorecard_pk, month=month, status=ReportingMonth.OPEN
    ).order_by("history_date")
    dates: QuerySet[Any, datetime] = opened.values_list("history_date", flat=True)
    return dates


def _changed() -> QuerySet[ReturnRevision, Any]:
    """Every revision but the first of each return, with the figures before it."""
    earlier = ReturnRevision.objects.filter(
        monthly_return=OuterRef("monthly_return"), number=OuterRef("number") - 1
    )
    before = {
        f"before_{field}": Subquery(earlier.values(field)[:1])
        for field in ("value", "missing", "numerator", "denominator")
    }
    return (
        ReturnRevision.objects.filter(number__gt=1)
        .annotate(**before, section_order=F("monthly_return__indicator__section__order"))
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


def _figure(indicator: Indicator, value: Decimal | None, missing: str) -> str:
    if value is not None:
        return formats.figure(value, Unit(indicator.unit), indicator.decimals)
    return WITHDRAWN if missing == WITHDRAWN else f"“{formats.missing_words(Missing(missing))}”"


def _change(now: Decimal | None, before: Decimal | None, unit: Unit, decimals: int) -> str:
    """Such as "down 21 (−2%)"; a percentage changes by points alone. Empty where a number is missing."""
    if now is None or before is None:
        return ""
    said = formats.difference(now, before, unit, decimals)
    moved = movement(now, before)
    if unit == Unit.PERCENTAGE or moved.percent is None or said == formats.SAME:
        return said
    return f"{said} ({formats.percent(moved)})"


def _kept(value: Decimal | None, missing: str) -> str | None:
    kept: str | None = json.loads(canonical(value))
    return kept if missing in ("", WITHDRAWN) else missing


def _parts_changed(revision: Any) -> str:
    now = (revision.numerator, revision.denominator)
    before = (revision.before_numerator, revision.before_denominator)
    return "" if now == before else f"worked out from {_parts(*now)} (was {_parts(*before)})"


def _parts(numerator: Decimal | None, denominator: Decimal | None) -> str:
    if numerator is None or denominator is None:
        return "no number and out of"
    return f"{formats.number(numerator, 0)} of {formats.number(denominator, 0)}"
