"""What a reading says about a file: findings beside the figures, or a refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

Read = TypeVar("Read")
Severity = Literal["error", "restatement", "repair", "warning", "info"]

SHOWN = 60
REPORTED = ("severity", "kind", "ref", "line", "column", "printed", "expected", "message")


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a file. Lines count from 1; `column` is an export column or a heading; `sheet` and
    `letter` are the place in a workbook."""

    severity: Severity
    kind: str
    message: str
    ref: str = ""
    line: int | None = None
    column: str = ""
    printed: str = ""
    expected: str = ""
    sheet: str = ""
    letter: str = ""

    def to_json(self) -> dict[str, str | int | None]:
        """One entry of the report's `findings`; of a workbook with its sheet and the column's letter."""
        names = (*REPORTED, "sheet", "letter") if self.sheet else REPORTED
        return {name: getattr(self, name) for name in names}


def refused(reason: str) -> Finding:
    """The refusal of a file that is sound in itself."""
    return Finding("error", "refused", reason)


class BrokenFile(Exception):
    """The whole file is refused. `str()` reads "Line 34, CP2b %: expected …, found …."; a workbook's begins
    with its sheet."""

    def __init__(
        self,
        problem: str,
        *,
        line: int | None = None,
        ref: str = "",
        column: str = "",
        expected: str = "",
        sheet: str = "",
    ) -> None:
        self.line, self.ref, self.column, self.expected, self.sheet = line, ref, column, expected, sheet
        place = [
            f"sheet '{sheet}'" if sheet else "",
            f"line {line}" if line else "",
            ref,
            f"column '{column}'" if column else "",
        ]
        where = ", ".join(part for part in place if part)
        self.message = _sentence(f"{where}: {problem}" if where else problem)
        super().__init__(self.message)

    def to_finding(self) -> Finding:
        return Finding(
            "error",
            "broken_file",
            self.message,
            self.ref,
            self.line,
            self.column,
            expected=self.expected,
            sheet=self.sheet,
        )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands in a file."""

    line: int
    ref: str = ""
    sheet: str = ""

    def read(self, text: str, reader: Callable[[str], Read], column: str = "") -> Read:
        """What `reader` makes of a cell; its ValueError says what it expected."""
        try:
            return reader(text)
        except ValueError as error:
            raise self.broken(str(error), text, column) from None

    def broken(self, expected: str, found: str, column: str = "") -> BrokenFile:
        """The refusal of a text that should have been something else."""
        shown = found if len(found) <= SHOWN else f"{found[:SHOWN]}…"
        seen = f"'{shown}'" if shown else "nothing"
        return self.refused(f"expected {expected}, found {seen}", expected, column)

    def refused(self, problem: str, expected: str = "", column: str = "") -> BrokenFile:
        return BrokenFile(
            problem, line=self.line, ref=self.ref, column=column, expected=expected, sheet=self.sheet
        )
