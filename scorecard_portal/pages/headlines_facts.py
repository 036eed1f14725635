"""What the headlines of a month are chosen from: each row beside its words and its earlier months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from indicators.calculations import formats, months
from indicators.calculations.headline_facts import SILENT_FROM, HeadlineFacts, extreme_of
from indicators.calculations.target_words import against_words
from indicators.calculations.terms import Basis, Missing
from indicators.scorecards import Row
from indicators.scorecards.neighbours import BesideNeighbours

from .scorecard_words import APPROVED, STALE, Words

_NO_FIGURE = {
    Missing.NOT_SUPPLIED: "no figure was supplied",
    Missing.NO_DENOMINATOR: "no figure, because there was nothing to divide by",
}


@dataclass(frozen=True, slots=True)
class Besides:
    """What is known of the rows besides themselves, by row.

    `words` are what everybody may read. `restated` are earlier months changed since last month's scorecard,
    `silent` how many months in a row have had no approved words. By exception three may pass, and the next
    one is asked about: `silent_from` is four.
    """

    words: Mapping[int, Words]
    beside: Mapping[int, BesideNeighbours]
    restated: Mapping[int, Iterable[date]]
    silent: Mapping[int, int]
    is_open: bool
    silent_from: int = SILENT_FROM


def facts_of(rows: Iterable[Row], known: Besides) -> tuple[HeadlineFacts, ...]:
    shown = tuple(rows)
    refs = {row.pk: row.ref for row in shown}
    return tuple(_facts(row, refs, known) for row in shown)


def _facts(row: Row, refs: Mapping[int, str], known: Besides) -> HeadlineFacts:
    extreme, is_joint = extreme_of([cell.value for cell in row.cells])
    beside = known.beside.get(row.pk)
    reading = row.target_reading
    return HeadlineFacts(
        ref=row.ref,
        title=row.shown_title,
        figure=_figure(row),
        no_figure=_no_figure(row, is_open=known.is_open),
        polarity=row.polarity,
        signal=row.signal.reading.kind,
        signal_words=row.signal.clause,
        signal_is_new=row.signal.is_new,
        extreme=extreme,
        extreme_is_joint=is_joint,
        months_known=sum(cell.value is not None for cell in row.cells),
        has_commentary=known.words[row.pk].state in (APPROVED, STALE),
        target_status=reading.status if reading else None,
        target_words=against_words(row.target_position, unit=row.unit, decimals=row.decimals)
        if row.target_position
        else "",
        verdict_now=beside.now if beside else None,
        verdict_before=beside.before if beside else None,
        neighbours=formats.figure(beside.figure, row.unit, row.decimals) if beside else "",
        restated=tuple(months.label(each) for each in sorted(known.restated.get(row.pk, ()))),
        silent_months=known.silent.get(row.pk, 0),
        silent_from=known.silent_from,
        moved=row.change_month.arrow,
        pair=refs.get(row.shares_with_pk, "") if row.shares_with_pk else "",
    )


def _figure(row: Row) -> str:
    """Beside a sum over the year it is said that it is the month's."""
    figure = formats.figure(row.now.value, row.unit, row.decimals)
    return f"{figure} in the month" if figure and row.target_now.basis is Basis.ANNUAL_TOTAL else figure


def _no_figure(row: Row, *, is_open: bool) -> str:
    if row.now.missing is not None:
        return _NO_FIGURE[row.now.missing]
    return "no figure has come in yet" if is_open else "no figure was recorded"
