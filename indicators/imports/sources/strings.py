"""The texts that cells of a workbook share, measured and not kept."""

from array import array

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.archive import broken
from indicators.imports.sources.bounds import CELL_TEXT_LIMIT, STRINGS_LIMIT
from indicators.imports.sources.parts import MAIN, Part

STRING = f"{MAIN}}}si"
# Elements of one text: runs of one format and their fonts.
RUNS_LIMIT = 20_000


class Strings(Part):
    """`lengths` are the characters of each text, by its place."""

    # Twenty for each text are more than any that is written with fonts of its own.
    elements_limit = 2_000_000

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.lengths = array("l")
        self._length = self._first = 0
        self._is_inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == STRING:
            if self._is_inside:
                raise broken("the workbook's texts are damaged")
            self._is_inside, self._length, self._first = True, 0, self.elements
        elif self.elements - self._first > RUNS_LIMIT:
            raise broken(f"a text of the workbook has more than {RUNS_LIMIT:,} pieces")

    def end(self, name: str) -> None:
        super().end(name)
        if name == STRING:
            self._is_inside = False
            self.lengths.append(self._length)
            if len(self.lengths) > STRINGS_LIMIT:
                raise BrokenFile(f"the workbook has more than {STRINGS_LIMIT:,} texts; upload fewer rows")

    def text(self, text: str) -> None:
        self._length += len(text)
        if self._length > CELL_TEXT_LIMIT:
            raise BrokenFile(
                f"a text of the workbook is longer than {CELL_TEXT_LIMIT:,} characters, the most a cell"
                " holds; shorten it",
                expected=f"at most {CELL_TEXT_LIMIT:,} characters",
            )
