"""What a file holds, before anybody asks what it means."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from indicators.imports.findings import Finding

Format = Literal["xlsx", "csv", "tsv"]


class SourceCell(NamedTuple):
    """`text` as a person sees it, stripped: "22.6%", "Jun-18", "1,433". `number` is what a numeric cell of a
    workbook holds, exact and in the unit of the text: 22.64957 behind "22.6%"; None for text.

    `day` is what a date cell of a workbook holds, whatever its format shows: 1 June 2018 behind "Jun-18".
    """

    text: str
    number: Decimal | None = None
    day: date | None = None


EMPTY = SourceCell("")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0]` is line 1. Rows are as long as their last cell with content, or as a text file has them,
    and those without content are ().

    A row of a text file whose quoted cell runs over several lines stands in the first; the others are ().
    """

    name: str
    rows: tuple[tuple[SourceCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A text file is one sheet without a name. `findings` say what reading it took."""

    format: Format
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()
