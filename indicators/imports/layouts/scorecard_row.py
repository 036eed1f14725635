"""One row of a printed scorecard, read in full."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from indicators.calculations.refs import ref_slug
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit
from indicators.imports.findings import Place
from indicators.imports.layouts.alignment import POLARITIES, Aligned, width_expected
from indicators.imports.layouts.headings import COMPARATOR, MONTH, TARGET
from indicators.imports.layouts.scorecard_header import ScorecardHeader
from indicators.imports.numbers import (
    NOTHING,
    PrintedChange,
    PrintedFigure,
    change,
    figure,
    figure_or_nothing,
    missing,
)
from indicators.imports.printed import LOCAL, TBC, PrintedBenchmark, PrintedRow, PrintedTarget

Word = TypeVar("Word")

COMMENTARY_LIMIT = 10_000
SLUG_LIMIT = 40
LIMITS = {"ref": 20, "title": 300, "owner": 120, "reporter": 120, "outcome": 2_000}
REQUIRED = ("ref", "title")
PERCENTAGE_FLAGS = {"P": True, "-": False, "--": False, "": False}


def read_row(aligned: Aligned, scorecard: ScorecardHeader, *, is_text: bool) -> PrintedRow:
    """The row; raises BrokenFile. The lines of a text file are as wide as their header says."""
    row = _Reader(aligned)
    if is_text and (expected := width_expected(aligned)):
        raise row.place.refused(f"expected {expected}, found {len(aligned.line.cells)}", expected)
    ref, title, owner, reporter, outcome = (row.words(field) for field in LIMITS)
    slug = _slug(row, ref)
    changes = row.read("change_month", _change), row.read("change_year", _change)
    polarity = row.read("dot", _one_of(POLARITIES, "▲, ▼ or nothing"))
    unit = _unit(title, row.read("percentage", _one_of(PERCENTAGE_FLAGS, "'P' or '-'")))

    def read_figure(field: str) -> PrintedFigure:
        return row.read(field, lambda text: figure_or_nothing(text, unit))

    figures = [read_figure(f"{MONTH}{month:%Y-%m}") for month in scorecard.months]
    return PrintedRow(
        line=aligned.line.number,
        ref=ref,
        ref_slug=slug,
        title=title,
        owner_name=owner,
        reporter_name=reporter,
        outcome=outcome,
        cells=tuple(
            Cell(month, figure.value, missing(unit) if figure.value is None else None)
            for month, figure in zip(scorecard.months, figures, strict=True)
        ),
        unit=unit,
        decimals=max(figure.places for figure in figures),
        polarity=polarity,
        change_month=changes[0],
        change_year=changes[1],
        mean_12=read_figure("mean_12"),
        max_12=read_figure("max_12"),
        benchmarks=_benchmarks(row, scorecard.comparators, unit),
        targets=_targets(row, scorecard.target_years, unit),
        commentary=_commentary(row),
        is_shifted=aligned.is_shifted,
        sheet=aligned.line.header.sheet,
    )


class _Reader:
    """Reads the cells of one row by their fields, and names the place of what cannot be read."""

    def __init__(self, aligned: Aligned) -> None:
        self.aligned = aligned
        self.columns = aligned.line.header.by_field
        ref = aligned.get("ref").text[: LIMITS["ref"]]
        self.place = Place(aligned.line.number, ref, aligned.line.header.sheet)

    def read(self, field: str, reader: Callable[[str], Word]) -> Word:
        return self.place.read(self.aligned.get(field).text, reader, self.columns[field].heading)

    def words(self, field: str) -> str:
        text = self.aligned.get(field).text
        if field in REQUIRED and not text:
            raise self.place.broken("some text", text, self.columns[field].heading)
        if len(text) > LIMITS[field]:
            raise self.place.broken(f"at most {LIMITS[field]} characters", text, self.columns[field].heading)
        return text


def _slug(row: _Reader, ref: str) -> str:
    slug = row.read("ref", _slug_or_reason)
    if len(slug) > SLUG_LIMIT:
        heading = row.columns["ref"].heading
        raise row.place.broken(f"a ref of at most {SLUG_LIMIT} characters in an address", slug, heading)
    return slug


def _slug_or_reason(ref: str) -> str:
    try:
        return ref_slug(ref)
    except ValueError:
        raise ValueError("a ref with letters or digits") from None


def _one_of(words: Mapping[str, Word], expected: str) -> Callable[[str], Word]:
    def read(text: str) -> Word:
        if text not in words:
            raise ValueError(expected)
        return words[text]

    return read


def _unit(title: str, is_percentage: bool) -> Unit:
    if is_percentage:
        return Unit.PERCENTAGE
    return Unit.RATE_PER_10000 if "per 10,000" in title.lower() else Unit.COUNT


def _change(text: str) -> PrintedChange:
    glyph, _, rest = text.partition(" ")
    return change(glyph, rest.strip())


def _benchmarks(row: _Reader, comparators: tuple[str, ...], unit: Unit) -> dict[str, PrintedBenchmark]:
    def read(text: str) -> PrintedBenchmark:
        if text == LOCAL:
            return LOCAL
        return None if text in NOTHING else _value(text, unit, "'Local' or '-'")

    benchmarks = {name: row.read(f"{COMPARATOR}{name}", read) for name in comparators}
    if LOCAL in benchmarks.values() and set(benchmarks.values()) != {LOCAL}:
        raise row.place.refused("expected 'Local' for every comparator or for none", "'Local' throughout")
    return benchmarks


def _targets(row: _Reader, years: tuple[int, ...], unit: Unit) -> dict[int, PrintedTarget]:
    def read(text: str) -> PrintedTarget:
        if text == TBC:
            return TBC
        return None if text in ("", *NOTHING) else _value(text, unit, "'TBC' or nothing")

    return {year: row.read(f"{TARGET}{year}", read) for year in years}


def _value(text: str, unit: Unit, otherwise: str) -> Decimal | None:
    try:
        return figure(text, unit).value
    except ValueError as error:
        raise ValueError(f"{error}, {otherwise}") from None


def _commentary(row: _Reader) -> str:
    text = row.aligned.get("commentary").text
    if len(text) > COMMENTARY_LIMIT:
        raise row.place.refused(
            f"expected a commentary of at most {COMMENTARY_LIMIT:,} characters, found {len(text):,}",
            f"at most {COMMENTARY_LIMIT:,} characters",
        )
    return "" if text in NOTHING else text
