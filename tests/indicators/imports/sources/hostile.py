"""Files that break readers, with what is said of each."""

import io
import struct
import zipfile
from collections.abc import Callable

from indicators.imports.sources.bounds import INFLATED_LIMIT
from indicators.imports.sources.worksheet import column_letter

from .archives import (
    BOOK,
    HEADER,
    MAIN,
    OFFICE,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Parts,
    archive,
    of_rows,
    parts,
    with_part,
    worksheet,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 11))
    + f"]><worksheet {MAIN}>&a10;</worksheet>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
DECLARES = "declares a document type or entities"


def value(cell: str, text: str, kind: str = "n") -> bytes:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return of_rows(f'<row r="{row}"><c r="{cell}" t="{kind}"><v>{text}</v></c></row>')


def numbered(columns: int) -> str:
    return "".join(f'<c r="{column_letter(column)}1"><v>1</v></c>' for column in range(1, columns + 1))


def bomb() -> bytes:
    """600 KB that inflate to ten times the bound, in a part that no figure is read from."""
    return with_part("xl/media/image1.png", bytes(INFLATED_LIMIT * 10))


def bomb_of_many() -> bytes:
    """Entries that are each below the ratio's threshold."""
    pictures: Parts = {f"xl/media/{at}.png": bytes(4_900_000) for at in range(9)}
    return archive(parts() | pictures)


def lying() -> bytes:
    """A sheet that declares to be smaller than it is."""
    data = with_part(SHEET, worksheet(HEADER * 1) + " " * 1000)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        size = opened.getinfo(SHEET).file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", 100))


def duplicated() -> bytes:
    data = archive(parts() | {"xl/worksheets/sheet2.xml": worksheet("")})
    return data.replace(b"xl/worksheets/sheet2.xml", SHEET.encode())


def encrypted_entry() -> bytes:
    data = bytearray(archive(parts()))
    for at in range(len(data) - 8):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


def in_lzma() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as written:
        for name, content in parts().items():
            written.writestr(name, content or "")
    return buffer.getvalue()


TABLE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty file": (b"", "The file is empty"),
    "too large": (bytes(5_000_001), "larger than 5 MB"),
    "NUL bytes": (b"ref,Jun-18\nM1,\x00\n", "Line 2: expected text, found a NUL byte"),
    "UTF-16": ("ref,Jun-18".encode("utf-16"), "in UTF-16"),
    "encrypted workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "old workbook renamed": (OLE, "older Excel (.xls)"),
    "PDF renamed": (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
    "web page renamed": (b"\xef\xbb\xbf\n<html><table>", "a web page"),
    "PNG renamed": (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
    "truncated archive": (lambda: archive(parts())[:-400], "cut short or damaged"),
    "only the mark of an archive": (b"PK\x03\x04", "cut short or damaged"),
    "empty archive": (lambda: archive({}), "no workbook"),
    "some other archive": (lambda: archive({"a.txt": "a"}), "an archive (.zip) and no workbook"),
    "Word document": (
        lambda: archive({TYPES: "<Types/>", "word/document.xml": "<w/>"}),
        "a Word document",
    ),
    "OpenDocument": (lambda: archive({"content.xml": "<a/>"}), "OpenDocument"),
    "binary workbook": (
        lambda: archive({**parts(), BOOK: None, "xl/workbook.bin": b"\x83"}),
        ".xlsb",
    ),
    "zip bomb": (bomb, "more than 40 MB once it is unpacked, or more than 250 times"),
    "zip bomb of many entries": (bomb_of_many, "more than 40 MB once it is unpacked"),
    "many entries": (
        lambda: archive(parts() | {f"xl/{at}.bin": b"" for at in range(1000)}),
        "more than 1,000 entries",
    ),
    "entry that lies about its size": (lying, "damaged"),
    "two entries of one name": (duplicated, "two entries of one name"),
    "entry with an absolute path": (lambda: with_part("/etc/x.xml", "<a/>"), "points outside"),
    "entry above its folder": (lambda: with_part("xl/../../x.xml", "<a/>"), "points outside"),
    "encrypted entry": (encrypted_entry, "has a password"),
    "LZMA": (in_lzma, "compressed in a way that no spreadsheet uses"),
    "billion laughs": (lambda: with_part(SHEET, LAUGHS), DECLARES),
    "quadratic blow-up": (
        lambda: with_part(SHEET, f'<!DOCTYPE x [<!ENTITY e "{"x" * 9999}">]><x>{"&e;" * 9999}</x>'),
        DECLARES,
    ),
    "external entity": (
        lambda: with_part(SHEET, OUTSIDE + worksheet('<row><c t="str"><v>&e;</v></c></row>')),
        DECLARES,
    ),
    "external document type": (
        lambda: with_part(STYLES, f'<!DOCTYPE x SYSTEM "http://127.0.0.1/x"><styleSheet {MAIN}/>'),
        DECLARES,
    ),
    "entity in a part nobody reads": (lambda: with_part("docProps/core.xml", OUTSIDE + "<a/>"), DECLARES),
    "entity in UTF-16": (
        lambda: with_part(SHEET, ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS).encode("utf-16")),
        DECLARES,
    ),
    "nested without end": (
        lambda: with_part(SHEET, f"<worksheet {MAIN}>" + "<a>" * 1_000_000),
        "nested more than 100 deep",
    ),
    "endless tag": (
        lambda: with_part(SHEET, f'<worksheet {MAIN} x="{"0123456789" * 400_000}"/>'),
        "a tag longer than 250,000 bytes",
    ),
    "endless comment": (
        lambda: with_part(SHEET, f"<worksheet {MAIN}><!--{'0123456789' * 400_000}--></worksheet>"),
        "a tag longer than 250,000 bytes",
    ),
    "many styles": (
        lambda: with_part(STYLES, f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 100_000}</cellXfs></styleSheet>"),
        "more than 100,000 elements",
    ),
    "many shared texts": (
        lambda: with_part(STRINGS, f"<sst {MAIN}>{'<si/>' * 400_001}</sst>"),
        "more than 400,000 texts",
    ),
    "shared text of many pieces": (
        lambda: with_part(STRINGS, f"<sst {MAIN}><si>{'<r><t/></r>' * 20_000}</si></sst>"),
        "20,000 changes of format",
    ),
    "long shared text": (
        lambda: with_part(STRINGS, f"<sst {MAIN}><si><t>{'x' * 32_768}</t></si></sst>"),
        "more than 32,767 characters",
    ),
    "long text": (lambda: value("B2", "x" * 32_768, "str"), "cell B2 holds more than 32,767 characters"),
    "one text in many cells": (
        lambda: of_rows(
            ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 10,
            strings=f"<si><t>{'x' * 32_767}</t></si>",
        ),
        "Sheet 'Returns', line 7: cell K7 goes beyond the 20,000,000 characters",
    ),
    "value in the last cell": (
        lambda: value("XFD1048576", "1"),
        "Sheet 'Returns', line 1048576: cell XFD1048576 holds a value, and only the first 50,000 rows",
    ),
    "formula in the last cell": (
        lambda: of_rows('<row r="1048576"><c r="XFD1048576"><f>A1</f></c></row>'),
        "cell XFD1048576 holds a value",
    ),
    "row 50,001": (lambda: value("A50001", "1"), "cell A50001 holds a value"),
    "column 201": (lambda: value("GS1", "1"), "cell GS1 holds a value"),
    "5,000 columns": (lambda: of_rows(f'<row r="1">{numbered(5000)}</row>'), "cell GS1 holds a value"),
    "5,000 columns as text": (
        lambda: ",".join(map(str, range(5000))).encode(),
        "Line 1: expected at most 200 columns, found 5,000",
    ),
    "50,001 lines of text": (lambda: b"1,2\n" * 50_001, "Line 50001: expected at most 50,000 lines"),
    "many cells of text": (
        lambda: (b",".join([b"1"] * 200) + b"\n") * 2_001,
        "Line 2001: expected at most 400,000 cells",
    ),
    "row beyond a sheet": (lambda: of_rows('<row r="1048577"/>'), "rows that are not in order"),
    "column beyond a sheet": (lambda: value("XFE1", "1"), "cells that are not in order"),
    "NaN": (
        lambda: value("C5", "NaN"),
        "Sheet 'Returns', line 5: cell C5 should hold a number, and holds 'NaN'",
    ),
    "Infinity": (lambda: value("C5", "-Infinity"), "cell C5 should hold a number"),
    "1e999999": (lambda: value("C5", "1e999999"), "cell C5 should hold a number, and holds '1e999999'"),
    "1e999": (lambda: value("C5", "1e999"), "cell C5 should hold a number"),
    "a million digits": (lambda: value("C5", "9" * 30_000), "cell C5 should hold a number"),
    "control character": (lambda: value("C5", "a\x85b", "str"), "cell C5: expected text, found the control"),
    "escaped control character": (lambda: value("C5", "a_x0007_b", "str"), "the control character U+0007"),
    "raw control character": (lambda: value("C5", "a\x07b", "str"), "is damaged"),
    "no such date": (lambda: value("C5", "2018-13-45", "d"), "cell C5: expected a date"),
    "no such text": (lambda: value("C5", "7", "s"), "a text that the workbook lacks, in cell C5"),
    "no such kind": (lambda: value("C5", "7", "x"), "a value of no known kind, in cell C5"),
    "no such style": (lambda: of_rows('<row><c s="9"><v>1</v></c></row>'), "cell A1: its style is missing"),
    "cell in another row": (
        lambda: of_rows('<row r="1"><c r="A2"><v>1</v></c></row>'),
        "a cell in the place of another, 'A2'",
    ),
    "row twice": (lambda: of_rows('<row r="1"/><row r="1"/>'), "rows that are not in order"),
    "cell twice": (lambda: of_rows('<row r="1"><c r="A1"/><c r="A1"/></row>'), "cells that are not in order"),
    "two values": (lambda: of_rows("<row><c><v>1</v><v>2</v></c></row>"), "a cell with two values"),
    "something within a value": (
        lambda: of_rows("<row><c><v>1<x>2</x>3</v></c></row>"),
        "something within a value, in cell A1",
    ),
    "row within a row": (lambda: of_rows("<row><row/></row>"), "a row within a row"),
    "malformed sheet": (lambda: with_part(SHEET, worksheet("<row>")), f"'{SHEET}' is damaged"),
    "malformed relations": (lambda: with_part(RELATIONS, "<"), "is damaged"),
    "sheet that is no sheet": (lambda: with_part(SHEET, "<a/>"), "The sheet 'Returns' is damaged"),
    "strict workbook": (
        lambda: with_part(BOOK, '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'),
        "Strict Open XML",
    ),
    "no sheets": (lambda: with_part(BOOK, f"<workbook {MAIN}/>"), "has no sheets"),
    "sheet missing": (lambda: with_part(SHEET, None), "lacks its sheet 'Returns'"),
    "sheet elsewhere": (
        lambda: with_part(
            RELATIONS,
            f'<a xmlns="urn:a"><Relationship Id="rId1" Type="{OFFICE}/worksheet" TargetMode="External"'
            ' Target="http://127.0.0.1/"/></a>',
        ),
        "lacks its sheet 'Returns'",
    ),
    "sheet twice": (
        lambda: with_part(
            BOOK,
            f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId1"/></sheets></workbook>',
        ),
        "one and the same part",
    ),
    "texts missing": (lambda: with_part(STRINGS, None), "lacks the part with its texts"),
    "relations missing": (lambda: with_part(RELATIONS, None), "does not say where its sheets are"),
    "quote without end": (
        b'ref,a\nM1,"a\nM2,b\n',
        "Line 2: a quotation mark opens a cell here and none closes",
    ),
    "text after a quote": (b'ref,a\nM1,"a"b\n', "Line 2: expected comma separated values"),
    "bytes of no encoding": (b"ref,a\nM1,\x81\n", "Line 2: the file is neither UTF-8 nor Windows-1252 text"),
    "two encodings": ("ref,é\nM1,".encode() + b"\xe9\n", "Line 2: the file is not UTF-8 text"),
}


def hostile(name: str) -> bytes:
    made, _ = TABLE[name]
    return made if isinstance(made, bytes) else made()
