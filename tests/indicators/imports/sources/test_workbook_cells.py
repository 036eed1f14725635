"""What a person sees in a workbook's cell, and what is behind it."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from indicators.calculations.months import parse_heading
from indicators.imports.findings import Finding
from indicators.imports.sources.book import EMPTY, Book, SourceCell
from indicators.imports.sources.reading import read_book
from tests.indicators.imports import files, workbooks

from .archives import OFFICE, STRINGS, archive, of_rows, parts


def read(data: bytes) -> Book:
    return read_book(file_name="returns.xlsx", data=data)


def only(data: bytes) -> SourceCell:
    (((cell,),),) = (sheet.rows for sheet in read(data).sheets)
    return cell


def formatted(value: float | str, code: str) -> SourceCell:
    return only(of_rows(f'<row r="1"><c r="A1" s="1"><v>{value}</v></c></row>', codes=(code,)))


@pytest.mark.parametrize(
    ("held", "code", "text", "number"),
    [
        ("1357", "General", "1357", "1357"),
        ("1357.0", "General", "1357", "1357"),
        ("0.30000000000000004", "General", "0.3", "0.3"),
        ("22.649571", "General", "22.649571", "22.649571"),
        ("-8", "General", "-8", "-8"),
        ("1E+20", "General", "1E+20", "1e20"),
        ("1433", "#,##0", "1,433", "1433"),
        ("1234567.5", "#,##0.00", "1,234,567.50", "1234567.5"),
        ("2.5", "0", "3", "2.5"),
        ("-2.5", "0", "-3", "-2.5"),
        ("-0.4", "0", "0", "-0.4"),
        ("34.5", "0.00", "34.50", "34.5"),
        ("34.5", "0.##", "34.5", "34.5"),
        ("34", "0.##", "34", "34"),
        ("0.226", "0.0%", "22.6%", "22.6"),
        ("0.22649571", "0%", "23%", "22.649571"),
        ("0.57999999999999996", "0.00%", "58.00%", "58"),
        ("1.005", "0.0%", "100.5%", "100.5"),
        ("22.6", "0.0&quot;%&quot;", "22.6%", "22.6"),
        ("0.226", "\u25b2 0.0%", "22.6%", "22.6"),
        ("0.2", "0\u00a0%", "20%", "20"),
        ("22.6", "0.0\\%", "22.6%", "22.6"),
        ("1500", "&quot;£&quot;#,##0", "1,500", "1500"),
        ("-5", "#,##0_);[Red](#,##0)", "-5", "-5"),
        ("0", "_(* #,##0_);_(* (#,##0);_(* &quot;-&quot;_);_(@_)", "0", "0"),
        ("1433", "0,", "1433", "1433"),
        ("0.5", "# ?/?", "0.5", "0.5"),
        ("1433", "0.00E+00", "1433", "1433"),
        ("1433", "@", "1433", "1433"),
    ],
)
def test_numbers(held: str, code: str, text: str, number: str) -> None:
    assert formatted(held, code) == SourceCell(text, Decimal(number))


@pytest.mark.parametrize(
    ("held", "code", "text", "day"),
    [
        ("43252", "mmm-yy", "Jun-18", date(2018, 6, 1)),
        ("43281", "mmmm yyyy", "Jun-18", date(2018, 6, 30)),
        ("43252", "[$-809]mmm\\-yy", "Jun-18", date(2018, 6, 1)),
        ("43252", "dd/mm/yyyy", "2018-06-01", date(2018, 6, 1)),
        ("43252.5", "dd/mm/yyyy hh:mm", "2018-06-01 12:00", date(2018, 6, 1)),
        ("6727", "mmm-yy", "1918-06-01", date(1918, 6, 1)),
        ("0.25", "hh:mm", "06:00", None),
        ("1.5", "[h]:mm", "1 day, 12:00:00", None),
    ],
)
def test_dates(held: str, code: str, text: str, day: date | None) -> None:
    assert formatted(held, code) == SourceCell(text, None, day)


def test_a_month_is_headed_as_the_scorecard_heads_it() -> None:
    assert parse_heading(formatted("43252", "mmm-yy").text) == date(2018, 6, 1)


@pytest.mark.parametrize("held", ["-1", "9999999"])
def test_a_day_that_no_calendar_has_stays_a_number(held: str) -> None:
    assert formatted(held, "mmm-yy") == SourceCell(held, Decimal(held))


def test_days_of_a_mac_count_from_1904() -> None:
    entries = parts('<row><c s="1"><v>41790</v></c></row>', codes=("mmm-yy",))
    book = str(entries["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert only(archive({**entries, "xl/workbook.xml": book})).day == date(2018, 6, 1)


def _pieces(*pieces: str | tuple[str, str]) -> str:
    """A cell of pieces, some with a look of their own."""
    runs = [each if isinstance(each, tuple) else ("", each) for each in pieces]
    texts = "".join(f"<r><rPr>{look}</rPr><t xml:space='preserve'>{text}</t></r>" for look, text in runs)
    return f'<c t="inlineStr"><is>{texts}</is></c>'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="str"><f>A2</f><v>1,433</v></c>', "1,433"),
        ('<c t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c>', '=HYPERLINK("x")'),
        ('<c t="s"><v>0</v></c>', "M2-NI"),
        ('<c t="s"><v>1</v></c>', "one\ntwo"),
        ('<c t="s"><v>2</v></c>', "東京"),
        ('<c t="s"><v>3</v></c>', "_x000D_"),
        ('<c t="d"><v>2018-06-01</v></c>', "2018-06-01"),
        ('<c t="str"><v>\u00a0 M1 \u00a0</v></c>', "M1"),
        ('<c t="str"><v>_xD83D_</v></c>', "_xD83D_"),
        (_pieces("41", ('<vertAlign val="superscript"/>', "2")), "41²"),
        (_pieces("CO", ('<vertAlign val="subscript"/>', "2"), "41"), "CO₂41"),
        (_pieces(("<strike/>", "15"), "41"), "1\u03365\u033641"),
        (_pieces(('<strike val="0"/><vertAlign val="baseline"/>', "15"), "41"), "1541"),
        (_pieces(("<strike/>", "Old "), "M1"), "Old M1"),
    ],
)
def test_texts(cell: str, text: str) -> None:
    strings = (
        "<si><r><rPr><b/></rPr><t>M2</t></r><r><t>-NI </t></r></si><si><t>one_x000D_\ntwo</t></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t>_x005F_x000D_</t></si>"
    )
    found = only(of_rows(f"<row>{cell}</row>", strings=strings))
    assert (found.text, found.number) == (text, None)


def test_a_formula_is_never_computed() -> None:
    book = read(of_rows('<row r="3"><c r="B3"><f>1+1</f><v>7</v></c><c r="C3"><f>1+1</f></c></row>'))
    assert book.sheets[0].rows == ((), (), (EMPTY, SourceCell("7", Decimal(7))))
    (finding,) = book.findings
    assert (finding.severity, finding.kind) == ("warning", "formula_without_result")
    assert (finding.sheet, finding.line, finding.letter) == ("Returns", 3, "C")
    assert finding.message.startswith("Cell C3 of the sheet 'Returns' holds a formula without a result")


def test_a_formula_whose_result_is_nothing_is_an_empty_cell() -> None:
    book = read(of_rows('<row><c t="str"><f>""</f><v></v></c></row>'))
    assert (book.sheets[0].rows, book.findings) == ((), ())


def test_many_formulas_without_a_result_are_counted() -> None:
    book = read(of_rows("<row><c><f>A1</f><v/></c></row>" * 103))
    assert len(book.findings) == 101
    assert book.findings[-1].message.startswith("3 more cells hold a formula without a result")


def test_places_between_cells_are_kept() -> None:
    rows = read(of_rows('<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>'))
    assert [[cell.text for cell in row] for row in rows.sheets[0].rows] == [[], ["", "1"], [], [], ["2"]]


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        percent = book.add_format({"num_format": "0.0%"})
        sheet = book.add_worksheet("Front door")
        sheet.merge_range(0, 0, 0, 3, "Monthly returns")
        sheet.write_row(2, 0, ["Ref.", "Indicator"])
        sheet.write_datetime(2, 2, datetime(2018, 6, 1), book.add_format({"num_format": "mmm-yy"}))  # noqa: DTZ001
        sheet.write_row(3, 0, ["M3", "Conversion"])
        sheet.write_number(3, 2, 0.2264, percent)
        sheet.write_number(4, 2, 0.201, percent)
        book.add_worksheet("Empty")
        hidden = book.add_worksheet("Old")
        hidden.write(0, 0, "M1")
        hidden.hide()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='Front door'!$C$4:$C$5"})
        book.add_chartsheet("Chart").set_chart(chart)
    return buffer.getvalue()


def test_a_workbook_of_several_sheets() -> None:
    book = read(workbook())
    assert book.format == "xlsx"
    assert [(sheet.name, len(sheet.rows)) for sheet in book.sheets] == [
        ("Front door", 5),
        ("Empty", 0),
        ("Old", 1),
    ]
    first = book.sheets[0].rows
    assert [cell.text for cell in first[0]] == ["Monthly returns"]
    assert [cell.text for cell in first[2]] == ["Ref.", "Indicator", "Jun-18"]
    assert first[3][2] == SourceCell("22.6%", Decimal("22.64"))
    assert [(finding.kind, finding.sheet) for finding in book.findings] == [
        ("hidden_sheet", "Old"),
        ("percent_format", "Front door"),
    ]
    assert book.findings[1] == Finding(
        "info",
        "percent_format",
        "2 cells hold fractions with a per cent format in the sheet 'Front door': 0.2264 is read as 22.6%.",
        line=4,
        printed="0.2264",
        expected="22.6%",
        sheet="Front door",
        letter="C",
    )


def test_macros_and_links_are_told_and_left_alone() -> None:
    entries = parts() | {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": "<a/>"}
    assert [finding.kind for finding in read(archive(entries)).findings] == ["macros", "external_links"]


def test_a_workbook_without_shared_texts_or_styles() -> None:
    entries = parts("<row><c><v>1</v></c></row>")
    types = str(entries["[Content_Types].xml"]).replace("sharedStrings+xml", "other+xml")
    changed = {"[Content_Types].xml": types, STRINGS: None, "xl/styles.xml": None}
    assert only(archive({**entries, **changed})) == SourceCell("1", Decimal(1))


def test_a_sheet_found_from_the_top_of_the_archive() -> None:
    entries = parts("<row><c><v>1</v></c></row>")
    relations = str(entries["xl/_rels/workbook.xml.rels"]).replace('"worksheets/', '"/xl/worksheets/')
    assert OFFICE in relations
    assert only(archive({**entries, "xl/_rels/workbook.xml.rels": relations})).text == "1"


@pytest.mark.parametrize("source", [files.small, files.real], ids=["small file", "real file"])
def test_every_value_is_where_another_reader_finds_it(source: object) -> None:
    """openpyxl reads the same workbook: the same cells, the same numbers, dates and texts."""
    assert callable(source)
    data = workbooks.of_pages(files.lines_of(source()))
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    ours = read(data)
    assert [sheet.name for sheet in ours.sheets] == theirs.sheetnames
    for sheet in ours.sheets:
        found = {
            (line, column): cell
            for line, row in enumerate(sheet.rows, start=1)
            for column, cell in enumerate(row, start=1)
            if cell != EMPTY
        }
        cells = (cell for row in theirs[sheet.name].iter_rows() for cell in row)
        held = {(cell.row, cell.column): cell.value for cell in cells if cell.value not in (None, "")}
        assert found.keys() == held.keys()
        for place, value in held.items():
            assert_same(found[place], value)


def assert_same(cell: SourceCell, value: object) -> None:
    if isinstance(value, datetime):
        assert cell.day == value.date()
    elif isinstance(value, int | float):
        assert cell.number is not None
        scale = 100 if cell.text.endswith("%") else 1
        assert float(cell.number) == pytest.approx(value * scale, rel=1e-14)
    else:
        assert not isinstance(value, timedelta)
        assert cell.text == str(value).strip()
