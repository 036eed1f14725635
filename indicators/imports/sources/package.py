"""Which parts of a workbook's archive are its sheets and its shared texts."""

import posixpath
from dataclasses import dataclass

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.archive import Archive, broken
from indicators.imports.sources.bounds import SHEETS_LIMIT
from indicators.imports.sources.parts import MAIN, Part, parse

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
BINARY_WORKBOOK = "xl/workbook.bin"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"
MACRO_TYPE = "application/vnd.ms-excel.%s.macroEnabled.main+xml"
WORKBOOK_TYPES = (
    MACRO_TYPE % "template",
    TYPE % "template.main",
    MACRO_TYPE % "sheet",
    TYPE % "sheet.main",
)
STRINGS_TYPE = TYPE % "sharedStrings"
# What an archive is that is no workbook.
OTHERS = (
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file (.ods)"),
    ("Index/", "a file of Numbers"),
    (BINARY_WORKBOOK, "a binary workbook (.xlsb)"),
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name and part; `kind` is the last word of its relation, "worksheet" or "chartsheet"; `state`
    "visible", "hidden" or "veryHidden"."""

    name: str
    part: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Package:
    """`starts_1904` is how a Mac counts days; `read` are the parts that were read already."""

    sheets: tuple[SheetPart, ...]
    strings: str | None
    starts_1904: bool
    read: frozenset[str]


def read_package(archive: Archive) -> Package:
    """What the archive says of its parts. Raises BrokenFile when it is no workbook or lacks a part."""
    if CONTENT_TYPES not in archive.names:
        raise _no_workbook(archive)
    types = _ContentTypes(CONTENT_TYPES)
    parse(archive.chunks(CONTENT_TYPES), types)
    workbook = next((types.parts[kind] for kind in WORKBOOK_TYPES if kind in types.parts), WORKBOOK)
    if workbook not in archive.names:
        raise _no_workbook(archive)
    folder, name = posixpath.split(workbook)
    relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations_part not in archive.names:
        raise broken("the workbook does not say where its sheets are")
    relations, listed = _Relations(relations_part), _Sheets(workbook)
    parse(archive.chunks(relations_part), relations)
    parse(archive.chunks(workbook), listed)
    strings = types.parts.get(STRINGS_TYPE)
    if strings is not None and strings not in archive.names:
        raise broken("the workbook lacks the part with its texts")
    read = frozenset((CONTENT_TYPES, workbook, relations_part))
    return Package(_sheets(archive, folder, relations, listed), strings, listed.starts_1904, read)


def _sheets(
    archive: Archive, folder: str, relations: "_Relations", listed: "_Sheets"
) -> tuple[SheetPart, ...]:
    sheets: list[SheetPart] = []
    if len(listed.found) > SHEETS_LIMIT:
        raise BrokenFile(
            f"the workbook has more than {SHEETS_LIMIT} sheets; upload fewer",
            expected=f"at most {SHEETS_LIMIT} sheets",
        )
    for name, key, state in listed.found:
        kind, target = relations.found.get(key, ("", ""))
        part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if part not in archive.names:
            raise broken(f"the workbook lacks its sheet '{name}'")
        sheets.append(SheetPart(name, part, kind.rpartition("/")[2], state))
    if len({sheet.part for sheet in sheets}) != len(sheets):
        raise broken("two sheets of the workbook are one and the same part")
    if len({sheet.name.casefold() for sheet in sheets}) != len(sheets):
        raise broken("two sheets of the workbook have one name")
    if not sheets:
        raise broken("the workbook has no sheets")
    return tuple(sheets)


def _no_workbook(archive: Archive) -> BrokenFile:
    for start, kind in OTHERS:
        if any(name.startswith(start) for name in archive.names):
            return BrokenFile(
                f"this is {kind}; save the table as 'Excel Workbook (.xlsx)' and upload that",
                expected="an .xlsx workbook",
            )
    return broken("this is an archive (.zip) and no workbook")


class _ContentTypes(Part):
    """The first part of each type that an entry of its own declares."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.parts: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name.endswith("}Override"):
            part = attributes.get("PartName", "")[1:]
            self.parts.setdefault(attributes.get("ContentType", ""), part)


class _Relations(Part):
    """Type and target by id; a target outside of the archive is none."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name.endswith("}Relationship") and attributes.get("TargetMode") != "External":
            kind, target = attributes.get("Type", ""), attributes.get("Target", "")
            self.found[attributes.get("Id", "")] = (kind, target)


class _Sheets(Part):
    """Name, id of the relation and state of each sheet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.found: list[tuple[str, str, str]] = []
        self.starts_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == f"{MAIN}}}workbookPr":
            self.starts_1904 = attributes.get("date1904") in ("1", "true", "on")
        if self.depth == 1 and name != f"{MAIN}}}workbook":
            raise broken(_not_main(name, "the workbook"))
        if name == f"{MAIN}}}sheet" and self.depth == 3:
            title = "".join(c for c in attributes.get("name", "") if c.isprintable())[:100]
            key, state = attributes.get(f"{RELATIONS}}}id", ""), attributes.get("state", "visible")
            self.found.append((title, key, state))


def _not_main(name: str, what: str) -> str:
    if name.startswith(STRICT):
        return f"{what} is saved as 'Strict Open XML', which is not read"
    return f"{what} is damaged"
