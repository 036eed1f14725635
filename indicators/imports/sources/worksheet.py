"""One sheet of a workbook, streamed: its cells with a value, wherever the formatting ends."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.archive import SAVE_AGAIN, broken, shown
from indicators.imports.sources.bounds import (
    CELL_TEXT_LIMIT,
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    RUNS_LIMIT,
    TEXT_LIMIT,
)
from indicators.imports.sources.parts import MAIN, Part
from indicators.imports.sources.strings import Runs

# The last cell that a sheet has.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
ROW, CELL, VALUE, FORMULA, INLINE = (f"{MAIN}}}{tag}" for tag in ("row", "c", "v", "f", "is"))
NUMBER, SHARED, FORMULA_TEXT, OWN_TEXT, BOOLEAN, ERROR, DATE = "n", "s", "str", "inlineStr", "b", "e", "d"
TYPES = (NUMBER, SHARED, FORMULA_TEXT, OWN_TEXT, BOOLEAN, ERROR, DATE)

_COORDINATE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
_WHOLE = re.compile(r"[0-9]{1,7}")


class RawCell(NamedTuple):
    """`text` is a number as it is spelt, and a shared text looked up already. Counted from 1."""

    line: int
    column: int
    type: str
    style: int
    text: str


@dataclass(slots=True)
class Tally:
    """What all sheets of a workbook have so far; `formulas` without a result by sheet, line and letter."""

    cells: int = 0
    characters: int = 0
    formulas: list[tuple[str, int, str]] = field(default_factory=list)


class Worksheet(Part):
    """`cells` are those with a value, in order. Raises BrokenFile with sheet, line and cell."""

    elements_limit = None

    def __init__(self, name: str, part: str, strings: Sequence[str], tally: Tally) -> None:
        super().__init__(part)
        self.sheet = name
        self.cells: list[RawCell] = []
        self._strings, self._tally = strings, tally
        self._row_depth = self._row = self._column = 0
        self._is_cell = False
        self._clear({})

    def _clear(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", NUMBER)
        self._style = attributes.get("s", "0")
        self._has_value = self._has_formula = self._is_value = False
        self._pieces: list[str] = []
        self._length = 0
        self._runs: Runs | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if self.depth == 1 and not name.startswith(f"{MAIN}}}"):
            raise broken(f"the sheet '{self.sheet}' is damaged")
        within = self.depth - self._row_depth if self._row_depth else 0
        if name == ROW:
            self._start_row(attributes)
        elif within == 1 and name == CELL:
            self._start_cell(attributes)
        elif within == 2 and self._is_cell:
            self._start_content(name)
        elif self._is_value:
            raise self._damaged(f"something within a value, in cell {self._name}")
        elif self._runs is not None:
            self._runs.start(name, attributes)
            self._refuse_long(self._runs.is_too_long)

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._row_depth:
            raise self._damaged("a row within a row")
        self._row_depth, before = self.depth, self._row
        self._row = self._whole(attributes.get("r", str(before + 1)), "a row without a place")
        if not before < self._row <= LAST_ROW:
            raise self._damaged("rows that are not in order")
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        before, given = self._column, attributes.get("r")
        self._column = before + 1
        if given is not None:
            match = _COORDINATE.fullmatch(given)
            if not match or int(match[2]) != self._row:
                raise self._damaged(f"a cell in the place of another, '{shown(given)}'")
            self._column = _column_number(match[1].upper())
        if not before < self._column <= LAST_COLUMN:
            raise self._damaged("cells that are not in order")
        self._is_cell = True
        self._clear(attributes)

    def _start_content(self, name: str) -> None:
        if name == VALUE:
            if self._has_value:
                raise self._damaged("a cell with two values")
            self._has_value = True
            self._is_value = self._type != OWN_TEXT
        elif name == FORMULA:
            self._has_formula = True
        elif name == INLINE and self._type == OWN_TEXT:
            self._runs = Runs()

    def text(self, text: str) -> None:
        if self._is_value:
            self._length += len(text)
            self._refuse_long(self._length > CELL_TEXT_LIMIT)
            self._pieces.append(text)
        elif self._runs is not None:
            self._runs.text(text)
            self._refuse_long(self._runs.is_too_long)

    def end(self, name: str) -> None:
        if self._row_depth:
            within = self.depth - self._row_depth
            if within == 0:
                self._row_depth = 0
            elif within == 1 and self._is_cell:
                self._is_cell = False
                self._end_cell()
            elif within == 2:
                self._is_value = False
            elif self._runs is not None:
                self._runs.end(name)
        super().end(name)

    def _end_cell(self) -> None:
        text = "".join(self._pieces)
        if self._runs is not None:
            text, self._runs = self._runs.joined(), None
        if not text:
            # Only a text may be nothing: `=""` has a result.
            if self._has_formula and self._type != FORMULA_TEXT:
                self._refuse_far_out()
                self._tally.formulas.append((self.sheet, self._row, column_letter(self._column)))
            return
        self._refuse_far_out()
        text = self._checked(text)
        self._tally.cells += 1
        self._tally.characters += len(text)
        if self._tally.cells > CELLS_LIMIT:
            raise self._refused(f"is one more than the {CELLS_LIMIT:,} cells with a value that are read")
        if self._tally.characters > TEXT_LIMIT:
            raise self._refused(f"goes beyond the {TEXT_LIMIT:,} characters that are read of a workbook")
        style = self._whole(self._style, "a cell with a style that is none")
        self.cells.append(RawCell(self._row, self._column, self._type, style, text))

    def _checked(self, text: str) -> str:
        """The text of a value that its cell's type allows."""
        if self._type == NUMBER:
            text = text.strip()
            if not _is_finite(text):
                raise self._refused(f"should hold a number, and holds '{shown(text)}'; put it right in Excel")
        elif self._type == SHARED:
            index = int(text) if _WHOLE.fullmatch(text) else len(self._strings)
            if index >= len(self._strings):
                raise self._damaged(f"a text that the workbook lacks, in cell {self._name}")
            return self._strings[index]
        elif self._type not in TYPES or (self._type == BOOLEAN and text not in ("0", "1")):
            raise self._damaged(f"a value of no known kind, in cell {self._name}")
        return text

    def _refuse_far_out(self) -> None:
        if self._row > ROWS_LIMIT or self._column > COLUMNS_LIMIT:
            raise self._refused(
                f"holds a value, and only the first {ROWS_LIMIT:,} rows and {COLUMNS_LIMIT} columns are read;"
                " clear what stands beyond them"
            )

    def _refuse_long(self, is_too_long: bool) -> None:
        if is_too_long:
            raise self._refused(
                f"holds more than {CELL_TEXT_LIMIT:,} characters, the most a cell holds, or changes its"
                f" format more than {RUNS_LIMIT:,} times; shorten it"
            )

    def _whole(self, text: str, what: str) -> int:
        if not _WHOLE.fullmatch(text):
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


@lru_cache(maxsize=1_000)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
