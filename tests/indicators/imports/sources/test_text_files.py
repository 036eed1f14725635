"""Text files: what separates cells, which line a row is in, and what encoding was guessed."""

import csv
import io

import pytest

from indicators.imports.sources.book import Book
from indicators.imports.sources.reading import read_book, safe_name
from tests.indicators.imports import files


def read(text: str | bytes) -> Book:
    return read_book(file_name="returns.csv", data=text.encode() if isinstance(text, str) else text)


def rows(text: str | bytes) -> list[list[str]]:
    (sheet,) = read(text).sheets
    assert sheet.name == ""
    return [[cell.text for cell in row] for row in sheet.rows]


@pytest.mark.parametrize("source", [files.small, files.real], ids=["small file", "real file"])
def test_the_printed_scorecard_is_split_at_tabs_and_at_nothing_else(source: object) -> None:
    assert callable(source)
    data: bytes = source()
    lines = [[cell.strip() for cell in line.split("\t")] for line in data.decode().split("\n")]
    expected = [cells if any(cells) else [] for cells in lines]
    while not expected[-1]:
        expected.pop()
    assert read(data).format == "tsv"
    assert rows(data) == expected
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    assert read(buffer.getvalue()).format == "csv"
    assert rows(buffer.getvalue()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ref\ta\nM1\t"Local', [["ref", "a"], ["M1", '"Local']]),
        ('ref\ta\nM1\t5" pipe\t', [["ref", "a"], ["M1", '5" pipe', ""]]),
        ('ref\ta\nM1\t"so" he said\tb', [["ref", "a"], ["M1", '"so" he said', "b"]]),
        ('ref\ta\nM1\t"a ""b"", c"\tb', [["ref", "a"], ["M1", 'a "b", c', "b"]]),
        ('ref\ta\nM1\t"one\ntwo"\nM2\tb', [["ref", "a"], ["M1", "one\ntwo"], [], ["M2", "b"]]),
        ('ref\ta\nM1\t"x\nM2\ty"', [["ref", "a"], ["M1", '"x'], ["M2", 'y"']]),
        ("ref\ta\n\t\t\n\nM1\tb\n\n", [["ref", "a"], [], [], ["M1", "b"]]),
    ],
    ids=["opened", "inches", "quoted word", "quoted cell", "two lines", "rows are not swallowed", "blanks"],
)
def test_quotes_and_blanks_of_tab_separated_text(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


def test_a_csv_cell_of_several_lines_keeps_the_lines_of_the_rows_below() -> None:
    assert rows('ref,a\r\nM1,"one\r\ntwo"\r\nM2,b\r\n') == [["ref", "a"], ["M1", "one\ntwo"], [], ["M2", "b"]]


@pytest.mark.parametrize(
    ("text", "file_format", "first"),
    [
        ("ref,month,value\nM1,2018-06,1", "csv", ["ref", "month", "value"]),
        ('"Ref.","a\tb"\nM1,1', "csv", ["Ref.", "a\tb"]),
        ("Title, with a comma\nand; more\nref\tJun-18\nM1\t1,433", "tsv", ["Title, with a comma"]),
        ("month;REF;value\n2018-06;M1;22,6", "csv", ["month", "REF", "value"]),
        ("code;value\nM1;22,6\nM2;23", "csv", ["code", "value"]),
        ("code\tvalue\nM1\t22,6", "tsv", ["code", "value"]),
        ("M1", "csv", ["M1"]),
    ],
)
def test_what_separates_cells(text: str, file_format: str, first: list[str]) -> None:
    assert read(text).format == file_format
    assert rows(text)[0] == first
    told = [finding.kind for finding in read(text).findings]
    assert told == (["semicolons"] if first[0] in ("month", "code") and ";" in text else [])


def test_windows_1252_is_a_guess_that_is_told() -> None:
    data = "ref,title\nM1,plain\nM2,Children’s café\n".encode("cp1252")
    book = read(data)
    assert book.sheets[0].rows[2][1].text == "Children’s café"
    (finding,) = book.findings
    assert (finding.severity, finding.kind, finding.line) == ("warning", "encoding_guessed", 3)
    assert finding.printed == "Children’s"
    assert "not UTF-8 text and was read as Windows-1252" in finding.message


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_text(mark: bytes) -> None:
    assert rows(mark + "ref,▲\n".encode()) == [["ref", "▲"]]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("returns.xlsx", "returns.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\June.csv", "June.csv"),
        ("a\x00b\n\u202ec.csv", "abc.csv"),
        ("x" * 300 + ".xlsx", "x" * 194 + "….xlsx"),
        ("", "unnamed file"),
        ("folder/", "unnamed file"),
    ],
)
def test_a_name_is_only_for_messages(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe) <= 200
