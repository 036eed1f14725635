"""Texts of a workbook: the ones that cells share, and how both they and a cell's own are spelt."""

import re

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.archive import broken
from indicators.imports.sources.bounds import CELL_TEXT_LIMIT, RUNS_LIMIT, STRINGS_LIMIT
from indicators.imports.sources.parts import MAIN, Part

STRING, TEXT, READING_AID = (f"{MAIN}}}{tag}" for tag in ("si", "t", "rPh"))
PIECE, RAISED, STRUCK = (f"{MAIN}}}{tag}" for tag in ("r", "vertAlign", "strike"))
OFF = ("0", "false", "off")

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_ENDS = re.compile(r"\r\n?")


# Digits that are set apart from the others stay apart: 41 with a raised 2 is not 412.
_DIGITS = range(ord("0"), ord("9") + 1)
_LOOKS: dict[str, dict[int, str]] = {
    "superscript": dict(zip(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)),
    "subscript": dict(zip(_DIGITS, "₀₁₂₃₄₅₆₇₈₉", strict=True)),
    "strike": {digit: f"{chr(digit)}\N{COMBINING LONG STROKE OVERLAY}" for digit in _DIGITS},
}


def plain(text: str) -> str:
    """The text with its escapes ("_x000D_") resolved and its line ends made "\\n", stripped."""
    if "_x" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return _LINE_ENDS.sub("\n", text).strip()


def _unescaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return match[0] if "\ud800" <= character <= "\udfff" else character


class Runs:
    """The text of an element that holds it in pieces of one format each, without aids to reading aloud.

    Digits that are raised, lowered or struck through are other characters than plain ones.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._is_text = self._is_aid = False
        self._look: dict[int, str] = {}
        self.length = self.elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if name == PIECE:
            self._look = {}
        elif name == RAISED:
            self._look = _LOOKS.get(attributes.get("val", ""), self._look)
        elif name == STRUCK and attributes.get("val") not in OFF:
            self._look = _LOOKS["strike"]
        if name == READING_AID:
            self._is_aid = True
        self._is_text = name == TEXT and not self._is_aid

    def end(self, name: str) -> None:
        self._is_text = False
        if name == READING_AID:
            self._is_aid = False

    def text(self, text: str) -> None:
        if self._is_text:
            self.length += len(text)
            self._pieces.append(text.translate(self._look) if self._look else text)

    def joined(self) -> str:
        return "".join(self._pieces)

    @property
    def is_too_long(self) -> bool:
        return self.length > CELL_TEXT_LIMIT or self.elements > RUNS_LIMIT


class Strings(Part):
    """`texts` are the shared ones by their place, as they are spelt."""

    elements_limit = None

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.texts: list[str] = []
        self._runs: Runs | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == STRING:
            if self._runs is not None:
                raise broken("the workbook's texts are damaged")
            self._runs = Runs()
        elif self._runs is not None:
            self._runs.start(name, attributes)
            self._refuse_long()

    def end(self, name: str) -> None:
        super().end(name)
        if self._runs is not None:
            self._runs.end(name)
            if name == STRING:
                self.texts.append(self._runs.joined())
                self._runs = None
                if len(self.texts) > STRINGS_LIMIT:
                    expected = f"at most {STRINGS_LIMIT:,} texts"
                    raise BrokenFile(f"the workbook has more than {expected[8:]}; upload fewer rows")

    def text(self, text: str) -> None:
        if self._runs is not None:
            self._runs.text(text)
            self._refuse_long()

    def _refuse_long(self) -> None:
        if self._runs is not None and self._runs.is_too_long:
            raise BrokenFile(
                f"a text of the workbook has more than {CELL_TEXT_LIMIT:,} characters, the most a cell holds,"
                f" or more than {RUNS_LIMIT:,} changes of format; shorten it",
                expected=f"at most {CELL_TEXT_LIMIT:,} characters",
            )
