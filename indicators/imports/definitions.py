"""The definitions file: what a printed scorecard does not say about its indicators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeVar

from indicators.calculations.terms import Basis, Direction, Polarity, Unit
from indicators.imports.findings import Place
from indicators.imports.tables import read_table

Word = TypeVar("Word", bound=StrEnum)

COLUMNS = (
    "short_title",
    "unit",
    "decimals",
    "polarity",
    "numerator",
    "denominator",
    "multiplier",
    "shares_commentary_with",
    "target_basis",
    "target_direction",
)
POPULATION = "population:"
LIMITS = {"section": 80, "short_title": 100, "population": 120}
DECIMALS = 4
MULTIPLIER_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a numerator or denominator: an indicator's ref, or a population's name; the other is ""."""

    sign: Literal[1, -1]
    ref: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One row. None, "" and () where the file leaves a cell blank: then what the scorecard prints stands."""

    line: int
    ref: str
    section: str
    short_title: str
    unit: Unit | None
    decimals: int | None
    polarity: Polarity | None
    numerator: tuple[Part, ...]
    denominator: tuple[Part, ...]
    multiplier: int | None
    shares_commentary_with: str
    target_basis: Basis | None
    target_direction: Direction | None

    @property
    def place(self) -> Place:
        return Place(self.line, self.ref)


def read_definitions(data: bytes) -> dict[str, Definition]:
    """Definitions by ref, each well formed by itself; `definition_checks.check` holds them to the scorecard.

    Raises BrokenFile with line and ref.
    """
    definitions: dict[str, Definition] = {}
    for line, cells in read_table(data, required=("ref", "section"), optional=COLUMNS):
        definition = _read_definition(line, cells)
        if definition.ref in definitions:
            first = definitions[definition.ref].line
            raise definition.place.refused(
                f"expected each ref once, found it in line {first} already", "each ref once"
            )
        definitions[definition.ref] = definition
    return definitions


def _read_definition(line: int, cells: Mapping[str, str]) -> Definition:
    place = Place(line, cells["ref"][:40])
    if not cells["ref"]:
        raise place.broken("a ref", "", "ref")
    if not cells["section"]:
        raise place.broken("a section", "", "section")
    for column in ("section", "short_title"):
        if "\n" in cells[column] or "\t" in cells[column]:
            raise place.broken("text on one line", " ".join(cells[column].split()), column)
        if len(cells[column]) > LIMITS[column]:
            raise place.broken(f"at most {LIMITS[column]} characters", cells[column], column)
    return Definition(
        line=line,
        ref=cells["ref"],
        section=cells["section"],
        short_title=cells["short_title"],
        unit=_word(place, cells, "unit", Unit),
        decimals=_whole(place, cells, "decimals", 0, DECIMALS),
        polarity=_word(place, cells, "polarity", Polarity),
        numerator=_parts(place, cells, "numerator"),
        denominator=_parts(place, cells, "denominator"),
        multiplier=_whole(place, cells, "multiplier", 1, MULTIPLIER_LIMIT),
        shares_commentary_with=cells["shares_commentary_with"],
        target_basis=_word(place, cells, "target_basis", Basis),
        target_direction=_word(place, cells, "target_direction", Direction),
    )


def _word(place: Place, cells: Mapping[str, str], column: str, words: type[Word]) -> Word | None:
    text = cells[column]
    if not text:
        return None
    if text not in list(words):
        raise place.broken(f"one of {', '.join(words)}", text, column)
    return words(text)


def _whole(place: Place, cells: Mapping[str, str], column: str, least: int, most: int) -> int | None:
    text = cells[column]
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise place.broken(f"a whole number from {least} to {most:,}", text, column)
    return int(text)


def _parts(place: Place, cells: Mapping[str, str], column: str) -> tuple[Part, ...]:
    """Of "CP2 + CP2b" or "EH3 - EH4 (val)"; refs hold dashes and spaces, so a sign stands between spaces."""
    text = cells[column]
    if not text:
        return ()
    first, *others = re.split(r"\s([+-])\s", text)
    terms = [("+", first), *zip(others[::2], others[1::2], strict=True)]
    return tuple(_part(place, column, sign, term.strip()) for sign, term in terms)


def _part(place: Place, column: str, sign: str, term: str) -> Part:
    population = term.removeprefix(POPULATION).strip() if term.startswith(POPULATION) else ""
    if not term or (term.startswith(POPULATION) and not population) or len(population) > LIMITS["population"]:
        raise place.broken("refs or 'population:<name>', joined by ' + ' or ' - '", term, column)
    return Part(1 if sign == "+" else -1, "" if population else term, population)
