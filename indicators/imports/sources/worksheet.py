"""One sheet of a workbook, measured before the library reads it: where its values end and what they are."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.archive import SAVE_AGAIN, broken, shown
from indicators.imports.sources.bounds import (
    CELL_TEXT_LIMIT,
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    ELEMENTS_LIMIT,
    ROWS_LIMIT,
    TEXT_LIMIT,
)
from indicators.imports.sources.parts import MAIN, Part

# The last cell that a sheet has.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
ROW, VALUE, FORMULA, INLINE = (f"{MAIN}}}{tag}" for tag in ("row", "v", "f", "is"))
TYPES = ("n", "s", "str", "inlineStr", "b", "e", "d")
# Elements of one cell: runs of one format and their fonts.
RUNS_LIMIT = 20_000

_COORDINATE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
_INDEX = re.compile(r"[0-9]{1,7}")


@dataclass(slots=True)
class Tally:
    """What all sheets of a workbook have so far."""

    cells: int = 0
    characters: int = 0
    formulas: list[tuple[str, int, str]] = field(default_factory=list)


class Worksheet(Part):
    """`rows` and `columns` are the last ones with a value. Raises BrokenFile with sheet, line and cell.

    The tally's `formulas` are sheet, line and letter of those without a result.
    """

    elements_limit = None

    def __init__(self, name: str, part: str, lengths: Sequence[int], tally: Tally) -> None:
        super().__init__(part)
        self.sheet = name
        self.rows = self.columns = 0
        self._lengths, self._tally = lengths, tally
        self._outside = self._row_depth = self._row = self._column = self._cell_elements = 0
        self._clear()

    def _clear(self) -> None:
        self._type = "n"
        self._has_value = self._has_formula = self._is_reading = False
        self._value: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        within = self.depth - self._row_depth if self._row_depth else 0
        if name == ROW:
            self._start_row(attributes)
        elif within == 0:
            if self.depth == 1 and not name.startswith(f"{MAIN}}}"):
                raise broken(f"the sheet '{self.sheet}' is damaged")
            self._outside += 1
            if self._outside > ELEMENTS_LIMIT:
                raise broken(f"the sheet '{self.sheet}' has more than {ELEMENTS_LIMIT:,} rules and marks")
        elif within == 1:
            self._start_cell(attributes)
        else:
            self._start_content(name, within)

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._row_depth:
            raise self._damaged("a row within a row")
        self._row_depth, before = self.depth, self._row
        given = attributes.get("r")
        self._row = before + 1 if given is None else self._whole(given, "a row's number")
        if not before < self._row <= LAST_ROW:
            raise self._damaged("rows that are not in order")
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        before, given = self._column, attributes.get("r")
        self._column = before + 1
        if given is not None:
            match = _COORDINATE.fullmatch(given)
            if not match or int(match[2]) != self._row:
                raise self._damaged(f"a cell in another row's place, '{given[:20]}'")
            self._column = _column_number(match[1].upper())
        if not before < self._column <= LAST_COLUMN:
            raise self._damaged("cells that are not in order")
        self._clear()
        self._type = attributes.get("t", "n")
        self._cell_elements = self.elements

    def _start_content(self, name: str, within: int) -> None:
        if self.elements - self._cell_elements > RUNS_LIMIT:
            raise self._refused(f"has a text of more than {RUNS_LIMIT:,} pieces")
        if within > 2:
            return
        if name == VALUE:
            if self._has_value:
                raise self._damaged("a cell with two values")
            self._has_value = True
            self._is_reading = self._type != "inlineStr"
        elif name == FORMULA:
            self._has_formula = True
        elif name == INLINE:
            self._is_reading = self._type == "inlineStr"

    def text(self, text: str) -> None:
        if self._is_reading:
            self._length += len(text)
            if self._length > CELL_TEXT_LIMIT:
                raise self._refused(f"holds more than {CELL_TEXT_LIMIT:,} characters, the most a cell holds")
            self._value.append(text)

    def end(self, name: str) -> None:
        if self._row_depth:
            within = self.depth - self._row_depth
            if within == 2:
                self._is_reading = False
            elif within == 1:
                self._end_cell()
            elif within == 0:
                self._row_depth = 0
        super().end(name)

    def _end_cell(self) -> None:
        text = "".join(self._value)
        if self._has_formula and not text and self._type != "str":
            self._tally.formulas.append((self.sheet, self._row, column_letter(self._column)))
        elif not text:
            return
        self._refuse_far_out()
        self.rows, self.columns = self._row, max(self.columns, self._column)
        self._tally.cells += 1
        self._tally.characters += self._checked_length(text)
        if self._tally.cells > CELLS_LIMIT:
            raise self._refused(f"is one more than the {CELLS_LIMIT:,} cells with a value that are read")
        if self._tally.characters > TEXT_LIMIT:
            raise self._refused(f"ends the {TEXT_LIMIT:,} characters that are read")

    def _checked_length(self, text: str) -> int:
        """Characters of a value that its cell's type allows."""
        if self._type == "s":
            index = int(text) if _INDEX.fullmatch(text) else len(self._lengths)
            if index >= len(self._lengths):
                raise self._damaged(f"a text that the workbook lacks, in cell {self._name}")
            return self._lengths[index]
        if self._type == "n" and text and not _is_finite(text):
            raise self._refused(f"should hold a number, and holds '{shown(text)}'; put it right in Excel")
        if self._type not in TYPES or (self._type == "b" and text not in ("0", "1", "")):
            raise self._damaged(f"a value of no known kind, in cell {self._name}")
        return len(text)

    def _refuse_far_out(self) -> None:
        if self._row > ROWS_LIMIT or self._column > COLUMNS_LIMIT:
            raise self._refused(
                f"holds a value, and only the first {ROWS_LIMIT:,} rows and {COLUMNS_LIMIT} columns are read"
            )

    def _whole(self, text: str, what: str) -> int:
        if not _INDEX.fullmatch(text):
            raise self._damaged(what)
        return int(text)

    @property
    def _name(self) -> str:
        return f"{column_letter(self._column)}{self._row}"

    def _refused(self, problem: str) -> BrokenFile:
        return BrokenFile(f"cell {self._name} {problem}", line=self._row, sheet=self.sheet)

    def _damaged(self, what: str) -> BrokenFile:
        problem = f"the sheet is damaged, it has {what}; {SAVE_AGAIN}"
        return BrokenFile(problem, line=self._row or None, sheet=self.sheet)


def _is_finite(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and math.isfinite(float(text))


def column_letter(column: int) -> str:
    """ "A" of 1, "XFD" of 16,384."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
