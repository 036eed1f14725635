"""A workbook, every part of it looked at within its bounds while it is unpacked bit by bit.

Parts are streamed once, by the interpreter's own archive and XML readers, and what says something about
figures is kept as it is read. No part is built into a tree, and nothing is opened that was not looked at.
"""

from dataclasses import dataclass

from indicators.imports.sources.archive import Archive
from indicators.imports.sources.bounds import ALL_ELEMENTS_LIMIT
from indicators.imports.sources.package import read_package
from indicators.imports.sources.parts import Part, UnreadPart, parse
from indicators.imports.sources.strings import Strings
from indicators.imports.sources.styles import Styles
from indicators.imports.sources.worksheet import RawCell, Tally, Worksheet

XML = (".xml", ".rels")
STYLES = "xl/styles.xml"
# The other kinds are charts, dialogues and macros.
WORKSHEET = "worksheet"
MACROS = "vbaproject.bin"
LINKS = "xl/externallinks/"


@dataclass(frozen=True, slots=True)
class RawSheet:
    name: str
    is_hidden: bool
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """`codes` are the number formats by style; `formulas` without a result are sheet, line and letter."""

    sheets: tuple[RawSheet, ...]
    codes: tuple[str, ...]
    starts_1904: bool
    formulas: tuple[tuple[str, int, str], ...]
    has_macros: bool
    has_links: bool


def inspect(data: bytes) -> Contents:
    """What a workbook holds. Raises BrokenFile for whatever is out of bounds or is not as it should be."""
    archive = Archive(data)
    package = read_package(archive)
    seen = set(package.read)

    left = ALL_ELEMENTS_LIMIT

    def read(name: str | None, part: Part) -> None:
        nonlocal left
        if name is not None and name not in seen:
            seen.add(name)
            part.left = left
            parse(archive.chunks(name), part)
            left -= part.elements

    strings, styles, tally = Strings(package.strings or ""), Styles(STYLES), Tally()
    read(package.strings, strings)
    read(STYLES if STYLES in archive.names else None, styles)
    sheets = []
    for sheet in package.sheets:
        if sheet.kind == WORKSHEET:
            worksheet = Worksheet(sheet.name, sheet.part, strings.texts, tally)
            read(sheet.part, worksheet)
            sheets.append(RawSheet(sheet.name, sheet.state != "visible", tuple(worksheet.cells)))
    for name in sorted(archive.names - seen):
        if name.lower().endswith(XML):
            read(name, UnreadPart(name))
        else:
            archive.skip(name)
    names = [name.lower() for name in archive.names]
    return Contents(
        tuple(sheets),
        styles.codes(),
        package.starts_1904,
        tuple(tally.formulas),
        has_macros=any(name.endswith(MACROS) for name in names),
        has_links=any(name.startswith(LINKS) for name in names),
    )
