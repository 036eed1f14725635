"""The number formats of a workbook's styles; nothing else of them says anything about figures."""

from openpyxl.styles.numbers import BUILTIN_FORMATS

from indicators.imports.sources.parts import MAIN, Part

GENERAL = "General"
# Characters of a format code.
CODE_LIMIT = 255
FORMAT, FORMATS_OF_CELLS, STYLE = (f"{MAIN}}}{tag}" for tag in ("numFmt", "cellXfs", "xf"))


class Styles(Part):
    """The format code of each style by its place."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._custom: dict[str, str] = {}
        self._ids: list[str] = []
        self._is_of_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == FORMAT:
            self._custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", GENERAL)[:CODE_LIMIT]
        elif name == FORMATS_OF_CELLS:
            self._is_of_cells = True
        elif name == STYLE and self._is_of_cells:
            self._ids.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        super().end(name)
        if name == FORMATS_OF_CELLS:
            self._is_of_cells = False

    def codes(self) -> tuple[str, ...]:
        """At least one: a workbook without styles has the general one."""
        codes = (self._custom.get(key) or _builtin(key) for key in self._ids)
        return tuple(codes) or (GENERAL,)


def _builtin(key: str) -> str:
    return BUILTIN_FORMATS.get(int(key), GENERAL) if key.isascii() and key.isdigit() else GENERAL
