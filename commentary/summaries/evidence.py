"""The figures beside the words: what the month says, the months before it, and what it is compared with."""

from dataclasses import dataclass
from decimal import Decimal

from indicators import scorecards
from indicators.calculations import formats, months, wording
from indicators.calculations.series import Cell
from indicators.calculations.target_words import target_words
from indicators.calculations.terms import Basis
from indicators.calculations.wording import MonthInWords
from indicators.models.benchmark import SYMBOLS
from indicators.scorecards import Benchmark, Row, Target
from indicators.scorecards.signals import RowSignal, is_up

from .month import Item, MonthWork
from .signal_words import Box, box, kind_word


@dataclass(frozen=True, slots=True)
class MonthFigure:
    label: str
    figure: str
    is_restated: bool
    is_missing: bool
    kind: str
    is_up: bool
    signal: str


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of another month and the movement from it to the month shown."""

    figure: str
    arrow: str
    percent: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Member:
    """One of the indicators that share the words."""

    ref: str
    title: str
    figure: str
    signal: RowSignal
    last_month: Change
    last_year: Change


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything is text, ready to show; `benchmarks` are name and figure.

    `fingerprint` is that of the figures shown, which an owner signs.
    """

    month: str
    last_month: str
    last_year: str
    words: MonthInWords
    box: Box
    parts: str
    extreme: str
    figures: tuple[MonthFigure, ...]
    members: tuple[Member, ...]
    average: str
    benchmarks: tuple[tuple[str, str], ...]
    release: str
    is_local: bool
    target: str
    target_status: str
    target_detail: str
    target_asked: str
    fingerprint: str


def evidence(work: MonthWork, item: Item) -> Evidence:
    """The figures of one commentary. No query."""
    row = item.row
    now, last_month, last_year = row.cells[-1], row.cells[-2], row.cells[-13]
    followers = [each for each in item.family if each.pk != row.pk]
    release = work.scorecard.release
    reading = row.target_reading
    return Evidence(
        month=months.label(now.month),
        last_month=months.label(last_month.month),
        last_year=months.label(last_year.month),
        words=wording.month_in_words(
            now=now, previous_month=last_month, last_year=last_year, unit=row.unit, decimals=row.decimals
        ),
        box=box(item),
        parts=parts_of(now),
        extreme=extreme_of(row),
        figures=tuple(
            MonthFigure(
                months.label(cell.month),
                _figure(row, cell.value) if cell.value is not None else formats.missing_words(cell.missing),
                cell.month in row.restated,
                cell.value is None,
                kind or "",
                is_up(kind, row.polarity),
                kind_word(kind),
            )
            for cell, kind in zip(row.cells, row.signal.kinds, strict=True)
        ),
        members=tuple(_member(each) for each in (row, *followers)),
        average=_figure(row, row.mean_12),
        benchmarks=tuple((each.comparator.name, _benchmark(row, each)) for each in row.benchmarks),
        release=release.label if release else "",
        is_local=row.local,
        target=_target(row, row.target_now),
        target_status=(reading.status or "") if reading else "",
        target_detail=reading.reason if reading else "",
        target_asked=_asked(row),
        fingerprint=scorecards.hash_of(scorecards.seen_of(item.family)),
    )


def _member(row: Row) -> Member:
    return Member(
        ref=row.ref,
        title=row.shown_title,
        figure=_shown(row, row.now),
        signal=row.signal,
        last_month=Change(
            _shown(row, row.cells[-2]),
            row.change_month.arrow or "",
            formats.percent(row.change_month),
            row.judgement_month or "",
        ),
        last_year=Change(
            _shown(row, row.cells[-13]),
            row.change_year.arrow or "",
            formats.percent(row.change_year),
            row.judgement_year or "",
        ),
    )


def _shown(row: Row, cell: Cell) -> str:
    return formats.missing_words(cell.missing) if cell.value is None else _figure(row, cell.value)


def _figure(row: Row, value: Decimal | None) -> str:
    return formats.figure(value, row.unit, row.decimals)


def parts_of(cell: Cell) -> str:
    """Such as "77 of 159", where the numerator and the denominator are whole numbers."""
    if cell.numerator is None or cell.denominator is None or cell.value is None:
        return ""
    if cell.numerator % 1 or cell.denominator % 1:
        return ""
    return f"{formats.number(cell.numerator, 0)} of {formats.number(cell.denominator, 0)}"


def extreme_of(row: Row) -> str:
    """Whether the month stands alone at the top or the bottom of the months shown."""
    others = [cell.value for cell in row.cells[:-1] if cell.value is not None]
    if row.now.value is None or len(others) < 2:
        return ""
    if row.now.value > max(others):
        return f"the highest of {len(others) + 1} months"
    if row.now.value < min(others):
        return f"the lowest of {len(others) + 1} months"
    return ""


_SYMBOLS = dict(SYMBOLS)


def _benchmark(row: Row, benchmark: Benchmark) -> str:
    if benchmark.value is None:
        return _SYMBOLS.get(benchmark.symbol, "not known")
    year = f", {benchmark.data_year} data" if benchmark.data_year else ""
    return f"{_figure(row, benchmark.value)}{year}"


def _asked(row: Row) -> str:
    """What a total or a path asks for by now; a level says that itself."""
    if row.target_position is None or row.target_position.basis == Basis.LEVEL:
        return ""
    return target_words(row.target_position, unit=row.unit, decimals=row.decimals).asked


_BASES = {"level": "each month", "year_end": "by March", "annual_total": "over the year"}


def _target(row: Row, target: Target) -> str:
    if target.basis is None:
        return ""
    if target.is_tbc:
        return "to be set"
    direction = f"{target.direction.replace('_', ' ')} " if target.direction else ""
    return f"{direction}{_figure(row, target.value)} {_BASES[target.basis]}"
