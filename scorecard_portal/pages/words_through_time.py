"""The commentary of every month of one indicator, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from commentary import summaries
from commentary.permissions import standing_of
from commentary.summaries import Summary
from commentary.workflow import SIGNERS, WRITERS, Status, may_read
from indicators import scorecards
from indicators.calculations import formats, months
from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing
from indicators.models import Indicator, ReportingMonth
from indicators.people.http import SignedInRequest
from indicators.scorecards import Row

MONTHS_SEEN = 13


@dataclass(frozen=True, slots=True)
class MonthOfWords:
    """`summary` is None where the reader may not read the words, or where there are none.

    `status` is what the state component shows; `why_none` says why no words stand here; `warning` that the
    figures are no longer those that were signed. `is_loaded`: the words came from a file. `signed_figure`
    is the figure they were signed with. `may_write` and `may_sign` are for links to the working pages.
    """

    month: date
    figure: str
    status: str
    summary: Summary | None = None
    why_none: str = ""
    warning: str = ""
    is_loaded: bool = False
    signed_figure: str = ""
    may_write: bool = False
    may_sign: bool = False


def words_through_time(
    request: SignedInRequest,
    indicator: Indicator,
    *,
    month: date,
    rows: Sequence[Row],
    family: Sequence[Indicator],
    statuses: Mapping[date, str],
    is_optional: bool = False,
) -> tuple[MonthOfWords, ...]:
    """Newest first, up to `month`. `family` are all that share the words, `rows` theirs for `month`.

    `is_optional`: in `month` no words are needed.

    Four queries, and those of one scorecard for each further open month with a signature.
    """
    leader = family[0]
    own = next(row for row in rows if row.pk == indicator.pk)
    inactive = {each.pk for each in family[1:] if not each.is_active_in(month)}
    signed_rows = [row for row in rows if row.pk not in inactive]
    roles = standing_of(request, indicator.scorecard).roles_on(leader)
    found = {each.month: each for each in summaries.for_indicator(indicator) if each.month <= month}
    asked = {each for each, status in statuses.items() if status != ReportingMonth.PLANNED and each <= month}
    cells = {cell.month: cell for cell in own.cells}
    entries = []
    for each in sorted(found.keys() | asked, reverse=True):
        summary = found.get(each) or Summary(leader.pk, each)
        is_open = statuses.get(each) == ReportingMonth.OPEN
        entry = MonthOfWords(each, _figure(own, cells.get(each)), summary.status.value)
        if not may_read(summary.status, roles):
            needless = is_optional and each == month
            status = "not_needed" if needless else "not_yet"
            why_none = "No commentary was needed." if needless and not is_open else _why_none(is_open)
            entries.append(replace(entry, status=status, why_none=why_none))
            continue
        warning = _warning(summary, indicator, signed_rows, is_open=is_open, is_shown=each == month)
        entries.append(
            replace(
                entry,
                status="stale" if warning and is_open else entry.status,
                summary=summary if summary.text else None,
                why_none="" if summary.text else _why_none(is_open),
                warning=warning,
                is_loaded=summary.written is not None and summary.written.by_pk not in summary.authors,
                signed_figure=_signed_figure(summary, own),
                may_write=is_open and bool(roles & WRITERS),
                may_sign=is_open and bool(roles & SIGNERS),
            )
        )
    return tuple(entries)


def _figure(row: Row, cell: Cell | None) -> str:
    if cell is None:
        return ""
    return formats.figure(cell.value, row.unit, row.decimals) or formats.missing_words(cell.missing)


def _why_none(is_open: bool) -> str:
    return "" if is_open else "No commentary was approved before the month closed."


def _warning(
    summary: Summary, indicator: Indicator, rows: Sequence[Row], *, is_open: bool, is_shown: bool
) -> str:
    """An open month asks about all that was signed, a closed one about its figures only."""
    if summary.status is not Status.APPROVED or summary.figures_seen is None:
        return ""
    if not is_open:
        return "Figures restated since." if _is_restated(summary, rows) else ""
    if is_shown:
        seen = scorecards.seen_of([_seen_from(row, summary.month) for row in rows])
    else:
        seen = scorecards.figures_seen(indicator.scorecard, summary.month, [summary.indicator_pk])[
            summary.indicator_pk
        ]
    if scorecards.hash_of(seen) == summary.figures_hash:
        return ""
    return "A figure changed after sign-off: the owner is asked to sign again."


def _is_restated(summary: Summary, rows: Sequence[Row]) -> bool:
    signed: Mapping[str, Any] = summary.figures_seen or {}
    now = scorecards.seen_of([_seen_from(row, summary.month) for row in rows])
    return any(now[ref]["values"] != seen["values"] for ref, seen in signed.items() if ref in now)


def _seen_from(row: Row, month: date) -> Row:
    """The row with the 13 months that somebody saw in `month`."""
    cells = {cell.month: cell for cell in row.cells}
    shown = months.months_to(month, MONTHS_SEEN)
    return replace(row, cells=tuple(cells.get(each) or Cell(each, None) for each in shown))


def _signed_figure(summary: Summary, row: Row) -> str:
    if summary.status is not Status.APPROVED or not summary.figures_seen:
        return ""
    values = summary.figures_seen.get(row.ref, {}).get("values", {})
    value = values.get(summary.month.isoformat())
    if value is None:
        return ""
    if value in tuple(Missing):
        return formats.missing_words(Missing(value))
    return formats.figure(Decimal(value), row.unit, row.decimals)
