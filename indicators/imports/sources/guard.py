"""What is looked at in a workbook before any library opens it."""

from dataclasses import dataclass

from indicators.imports.sources.archive import Archive
from indicators.imports.sources.package import SheetPart, read_package
from indicators.imports.sources.parts import Part, UnreadPart, parse
from indicators.imports.sources.strings import Strings
from indicators.imports.sources.worksheet import Tally, Worksheet

XML = (".xml", ".rels")
# What the library keeps whole, besides relations: elements are counted.
STYLES = "xl/styles.xml"
WORKSHEET = "worksheet"
MACROS = "vbaproject.bin"
LINKS = "xl/externallinks/"


@dataclass(frozen=True, slots=True)
class Extent:
    """A sheet with values, and the last row and column that have one; 0 for a sheet without."""

    name: str
    part: str
    is_hidden: bool
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Contents:
    """`formulas` without a result are sheet, line and letter."""

    sheets: tuple[Extent, ...]
    formulas: tuple[tuple[str, int, str], ...]
    has_macros: bool
    has_links: bool


def inspect(data: bytes) -> Contents:
    """Look at every part of a workbook, inflated bit by bit. Raises BrokenFile for what is out of bounds."""
    archive = Archive(data)
    package = read_package(archive)
    strings = Strings(package.strings or "")
    if package.strings is not None:
        parse(archive.chunks(package.strings), strings)
    tally = Tally()
    extents = []
    for sheet in package.sheets:
        if sheet.kind == WORKSHEET:
            worksheet = Worksheet(sheet.name, sheet.part, strings.lengths, tally)
            parse(archive.chunks(sheet.part), worksheet)
            extents.append(_extent(sheet, worksheet))
    seen = package.read | {package.strings} | {extent.part for extent in extents}
    kept = {STYLES} | {sheet.part for sheet in package.sheets}
    _look_at_others(archive, archive.names - seen, kept)
    names = [name.lower() for name in archive.names]
    return Contents(
        tuple(extents),
        tuple(tally.formulas),
        has_macros=any(name.endswith(MACROS) for name in names),
        has_links=any(name.startswith(LINKS) for name in names),
    )


def _extent(sheet: SheetPart, worksheet: Worksheet) -> Extent:
    is_hidden = sheet.state != "visible"
    return Extent(sheet.name, sheet.part, is_hidden, worksheet.rows, worksheet.columns)


def _look_at_others(archive: Archive, names: frozenset[str], kept: set[str]) -> None:
    for name in sorted(names):
        if name in kept or name.lower().endswith(XML):
            is_kept = name in kept or name.endswith(".rels")
            parse(archive.chunks(name), Part(name) if is_kept else UnreadPart(name))
        else:
            for _ in archive.chunks(name):
                pass
