"""One row of the scorecard's text, in either layout."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from indicators.calculations.refs import ref_slug
from indicators.calculations.series import Cell
from indicators.calculations.terms import Polarity, Unit
from indicators.imports.findings import Place
from indicators.imports.headers import LEADING, MONTHS, Header
from indicators.imports.numbers import (
    NOTHING,
    PrintedChange,
    change,
    figure,
    figure_or_nothing,
    missing,
)
from indicators.imports.printed import LOCAL, TBC, PrintedBenchmark, PrintedRow, PrintedTarget

Word = TypeVar("Word")

COMMENTARY_LIMIT = 10_000
SLUG_LIMIT = 40
LIMITS = {"Ref.": 20, "Indicator": 300, "Owner": 120, "Reporter": 120, "Outcome": 2_000}
REQUIRED = ("Ref.", "Indicator")
POLARITIES = {"▲": Polarity.HIGHER, "▼": Polarity.LOWER, "": Polarity.NONE}
PERCENTAGE_FLAGS = {"P": True, "-": False, "--": False, "": False}


def read_row(line: int, cells: list[str], header: Header) -> PrintedRow:
    """The row of a line's stripped cells; raises BrokenFile.

    A row as wide as its header has arrow and figure together ("↓ -20%"). One two cells wider has them apart,
    and may lack the DoT cell: then all after it stands one to the left, and an empty cell ends the row.
    """
    place = Place(line, cells[0][: LIMITS["Ref."]])
    if len(cells) not in (header.width, header.width + 2):
        expected = f"{header.width} cells, or {header.width + 2} with the arrows apart"
        raise place.refused(f"expected {expected}, found {len(cells)}", expected)
    first = len(LEADING) + MONTHS
    ref, title, owner, reporter, outcome = (
        _read_text(place, heading, text) for heading, text in zip(LEADING, cells[: len(LEADING)], strict=True)
    )
    changes, rest, is_shifted = _split(place, cells[first:], len(cells) > header.width)
    headings = header.headings[first:]
    month_heading, year_heading, dot_heading, mean_heading, max_heading, flag_heading, *_ = headings
    dot, mean, maximum, flag, *rest, commentary = rest
    unit = _unit(title, place.read(flag, _one_of(PERCENTAGE_FLAGS, "'P' or '-'"), flag_heading))
    figures = [
        place.read(text, lambda cell: figure_or_nothing(cell, unit), heading)
        for text, heading in zip(cells[len(LEADING) : first], header.headings[len(LEADING) :], strict=False)
    ]
    return PrintedRow(
        line=line,
        ref=ref,
        ref_slug=_slug(place, ref),
        title=title,
        owner_name=owner,
        reporter_name=reporter,
        outcome=outcome,
        cells=tuple(
            Cell(month, figure.value, missing(unit) if figure.value is None else None)
            for month, figure in zip(header.months, figures, strict=True)
        ),
        unit=unit,
        decimals=max(figure.places for figure in figures),
        polarity=place.read(dot, _one_of(POLARITIES, "▲, ▼ or nothing"), dot_heading),
        change_month=_change(place, changes[:2], month_heading),
        change_year=_change(place, changes[2:], year_heading),
        mean_12=place.read(mean, lambda cell: figure_or_nothing(cell, unit), mean_heading),
        max_12=place.read(maximum, lambda cell: figure_or_nothing(cell, unit), max_heading),
        benchmarks=_benchmarks(place, header.comparators, rest, unit),
        targets=_targets(place, header, rest[len(header.comparators) :], unit),
        commentary=_commentary(place, commentary),
        is_shifted=is_shifted,
    )


def _split(place: Place, cells: list[str], is_apart: bool) -> tuple[list[str], list[str], bool]:
    """The four halves of the changes, the cells from DoT on, and whether DoT was lacking."""
    if not is_apart:
        halves = [half for cell in cells[:2] for half in cell.partition(" ")[::2]]
        return halves, cells[2:], False
    changes, rest = cells[:4], cells[4:]
    if rest[0] in POLARITIES:
        return changes, rest, False
    if rest[-1]:
        raise place.broken("▲, ▼ or nothing", rest[0], "DoT")
    return changes, ["", *rest[:-1]], True


def _read_text(place: Place, heading: str, text: str) -> str:
    if heading in REQUIRED and not text:
        raise place.broken("some text", text, heading)
    if len(text) > LIMITS[heading]:
        raise place.broken(f"at most {LIMITS[heading]} characters", text, heading)
    return text


def _slug(place: Place, ref: str) -> str:
    slug = place.read(ref, _slug_or_reason, "Ref.")
    if len(slug) > SLUG_LIMIT:
        raise place.broken(f"a ref of at most {SLUG_LIMIT} characters in an address", slug, "Ref.")
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


def _change(place: Place, halves: list[str], heading: str) -> PrintedChange:
    return place.read(" ".join(halves).strip(), lambda _: change(halves[0], halves[1].strip()), heading)


def _benchmarks(
    place: Place, comparators: tuple[str, ...], cells: list[str], unit: Unit
) -> dict[str, PrintedBenchmark]:
    def read(text: str) -> PrintedBenchmark:
        if text == LOCAL:
            return LOCAL
        return None if text in NOTHING else _value(text, unit, "'Local' or '-'")

    benchmarks = {name: place.read(text, read, name) for name, text in zip(comparators, cells, strict=False)}
    if LOCAL in benchmarks.values() and set(benchmarks.values()) != {LOCAL}:
        raise place.refused("expected 'Local' for every comparator or for none", "'Local' throughout")
    return benchmarks


def _targets(place: Place, header: Header, cells: list[str], unit: Unit) -> dict[int, PrintedTarget]:
    def read(text: str) -> PrintedTarget:
        if text == TBC:
            return TBC
        return None if text in ("", *NOTHING) else _value(text, unit, "'TBC' or nothing")

    headings = header.headings[-1 - len(cells) : -1]
    return {
        year: place.read(text, read, heading)
        for year, text, heading in zip(header.target_years, cells, headings, strict=True)
    }


def _value(text: str, unit: Unit, otherwise: str) -> Decimal | None:
    try:
        return figure(text, unit).value
    except ValueError as error:
        raise ValueError(f"{error}, {otherwise}") from None


def _commentary(place: Place, text: str) -> str:
    if len(text) > COMMENTARY_LIMIT:
        raise place.refused(
            f"expected a commentary of at most {COMMENTARY_LIMIT:,} characters, found {len(text):,}",
            f"at most {COMMENTARY_LIMIT:,} characters",
        )
    return "" if text in NOTHING else text
