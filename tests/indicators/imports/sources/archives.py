"""Workbooks written part by part, so that each part can be spoilt."""

import io
import zipfile

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = f'xmlns="{NAMESPACE}"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"

Parts = dict[str, str | bytes | None]

HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>ref</t></is></c></row>'


def worksheet(rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def parts(rows: str = HEADER, *, strings: str = "", codes: tuple[str, ...] = ()) -> Parts:
    """A sheet "Returns"; the style of a cell is 0, or counts from 1 in `codes`."""
    formats = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(codes))
    styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(codes)))
    return {
        TYPES: f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/{BOOK}" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{TYPE}.sharedStrings+xml"/></Types>',
        BOOK: f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Returns" sheetId="1" r:id="rId1"/></sheets></workbook>',
        RELATIONS: f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        STYLES: f"<styleSheet {MAIN}><numFmts>{formats}</numFmts>"
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        STRINGS: f"<sst {MAIN}>{strings}</sst>",
        SHEET: worksheet(rows),
    }


def archive(entries: Parts, **changed: str | bytes | None) -> bytes:
    """The entries, zipped; None leaves one out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in {**entries, **changed}.items():
            if content is not None:
                written.writestr(name, content)
    return buffer.getvalue()


def of_rows(rows: str, *, strings: str = "", codes: tuple[str, ...] = ()) -> bytes:
    return archive(parts(rows, strings=strings, codes=codes))


def with_part(name: str, content: str | bytes | None) -> bytes:
    return archive({**parts(), name: content})
