"""Broken scorecards: refused whole, with the line, the ref and what was expected."""

from collections.abc import Callable

import pytest

from indicators.imports.findings import BrokenFile

from . import files
from .files import A1, A2, B1, B2, HEADER, REPEAT, read_scorecard, with_cell

FIRST_MONTH, LAST_MONTH = 5, 17


def refusal(data: bytes) -> BrokenFile:
    with pytest.raises(BrokenFile) as caught:
        read_scorecard(data)
    return caught.value


def without_line(number: int) -> bytes:
    lines = files.lines_of(files.small())
    del lines[number - 1]
    return files.joined(lines)


def reshaped(line: int, reshape: Callable[[list[str]], list[str]]) -> bytes:
    lines = files.lines_of(files.small())
    lines[line - 1] = reshape(lines[line - 1])
    return files.joined(lines)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            with_cell(A1, 17, "12 children"),
            "Line 11, A1, column 'Jun-18': expected a number such as '1433', found '12 children'.",
            id="text where a number belongs",
        ),
        pytest.param(
            with_cell(A2, 17, "0.824"),
            "Line 13, A2 %, column 'Jun-18': expected a percentage such as '22.6%', found '0.824'.",
            id="percentage without its sign",
        ),
        pytest.param(
            with_cell(A1, 9, "1e999999"),
            "Line 11, A1, column 'Oct-17': expected a number such as '1433', found '1e999999'.",
            id="number out of this world",
        ),
        pytest.param(
            with_cell(A1, 9, "999999999"),
            "Line 11, A1, column 'Oct-17': expected a number of at most 99,999,999, found '999999999'.",
            id="implausibly big number",
        ),
        pytest.param(
            with_cell(A1, 9, ""),
            "Line 11, A1, column 'Oct-17': expected a number such as '1433', found nothing.",
            id="blank month",
        ),
        pytest.param(
            with_cell(A1, 18, "⇑ 5%"),
            "Line 11, A1, column '% change from previous month': "
            "expected an arrow and a change such as '↓ -20%', or '- n/a', found '⇑ 5%'.",
            id="unknown arrow",
        ),
        pytest.param(
            with_cell(A1, 20, "^"),
            "Line 11, A1, column 'DoT': expected ▲, ▼ or nothing, found '^'.",
            id="unknown polarity",
        ),
        pytest.param(
            with_cell(A1, 23, "Y"),
            "Line 11, A1, column 'Percentage ?': expected 'P' or '-', found 'Y'.",
            id="unknown percentage flag",
        ),
        pytest.param(
            with_cell(A1, 25, "about 100"),
            "Line 11, A1, column 'England': "
            "expected a number such as '1433', 'Local' or '-', found 'about 100'.",
            id="text in a benchmark",
        ),
        pytest.param(
            with_cell(A1, 25, "Local"),
            "Line 11, A1: expected 'Local' for every comparator or for none.",
            id="local for one comparator only",
        ),
        pytest.param(
            with_cell(A1, 28, "soon"),
            "Line 11, A1, column 'Target 18-19': "
            "expected a number such as '1433', 'TBC' or nothing, found 'soon'.",
            id="text in a target",
        ),
        pytest.param(
            with_cell(A1, 30, "x" * 11_000),
            "Line 11, A1: expected a commentary of at most 10,000 characters, found 11,000.",
            id="commentary too long",
        ),
        pytest.param(
            with_cell(B1, 0, "A1"),
            "Line 16, A1: expected a ref of its own, found 'A1' in line 11 already.",
            id="duplicated ref",
        ),
        pytest.param(
            with_cell(B1, 0, "a1 (NI)"),
            "Line 16, a1 (NI): expected a ref of its own, found 'A1-NI' in line 12 already: "
            "both have the address 'a1-ni'.",
            id="duplicated address",
        ),
        pytest.param(
            with_cell(A1, 0, ""), "Line 11, column 'Ref.': expected some text, found nothing.", id="no ref"
        ),
        pytest.param(
            with_cell(A1, 0, "(-)"),
            "Line 11, (-), column 'Ref.': expected a ref with letters or digits, found '(-)'.",
            id="ref without a letter",
        ),
        pytest.param(
            with_cell(A1, 0, "%" * 11),
            f"Line 11, {'%' * 11}, column 'Ref.': expected a ref of at most 40 characters in an address",
            id="address too long",
        ),
        pytest.param(
            with_cell(A1, 0, "A" * 21),
            f"Line 11, {'A' * 20}, column 'Ref.': expected at most 20 characters, found '{'A' * 21}'.",
            id="ref too long",
        ),
        pytest.param(
            reshaped(A1, lambda cells: cells[:-1]),
            "Line 11, A1: expected 31 cells, or 33 with the arrows apart, found 30.",
            id="too few cells",
        ),
        pytest.param(
            reshaped(A1, lambda cells: [*cells, ""]),
            "Line 11, A1: expected 31 cells, or 33 with the arrows apart, found 32.",
            id="too many cells",
        ),
        pytest.param(
            with_cell(B2, 32, "words"),
            "Line 18, B2, column 'DoT': expected ▲, ▼ or nothing, found '220'.",
            id="no DoT cell and none to spare",
        ),
        pytest.param(
            with_cell(HEADER, 12, "Jan-1"),
            "Line 10: expected a month as 'Jun-18', found 'Jan-1'.",
            id="month that is not a month",
        ),
        pytest.param(
            with_cell(HEADER, 12, "Jab-18"),
            "Line 10: expected a month as 'Jun-18', found 'Jab-18'.",
            id="month with an unknown name",
        ),
        pytest.param(
            with_cell(HEADER, 12, "Feb-18"),
            "Line 10: expected one column for February 2018, found two: M ('Feb-18') and N ('Feb-18').",
            id="two columns for one month",
        ),
        pytest.param(
            with_cell(HEADER, 12, "Jan-19"),
            "Line 10: expected the next month, 'Jan-18', found 'Feb-18'.",
            id="months that do not follow",
        ),
        pytest.param(
            reshaped(HEADER, lambda cells: cells[:5] + cells[6:]),
            "Line 10: expected 13 months, found 12.",
            id="twelve months",
        ),
        pytest.param(
            reshaped(HEADER, lambda cells: [*cells[:2], "Lead", *cells[3:]]),
            "Line 10: expected a column 'Owner', and found none.",
            id="another heading",
        ),
        pytest.param(
            reshaped(HEADER, lambda cells: cells[:20]),
            "Line 10: expected a column 'DoT', and found none.",
            id="header cut short",
        ),
        pytest.param(
            with_cell(HEADER, 30, "Commentary (May-18):"),
            "Line 10: expected a heading 'Commentary (Jun-18):', found 'Commentary (May-18):'.",
            id="commentary of another month",
        ),
        pytest.param(
            with_cell(HEADER, 27, "Target 17-19"),
            "Line 10: expected a target of a financial year, as 'Target 17-18', found 'Target 17-19'.",
            id="target of no financial year",
        ),
        pytest.param(
            with_cell(REPEAT, 25, "Wales"),
            "Line 15: expected the comparators of the header in line 10, found others.",
            id="repeated header with another comparator",
        ),
        pytest.param(
            reshaped(REPEAT, lambda cells: [*cells[:27], "Target 16-17", *cells[28:]]),
            "Line 15: expected the target years of the header in line 10, found others.",
            id="repeated header with another target year",
        ),
        pytest.param(
            with_cell(8, 1, "Wales"),
            "Line 8: expected the comparators of line 10, found 'Stat. Neighbour, Wales, SE region'.",
            id="note with another comparator",
        ),
        pytest.param(
            with_cell(7, 0, "(Updated last week)"),
            "Line 7: expected a month as 'Jun-18', found 'last'.",
            id="note without a month",
        ),
        pytest.param(
            without_line(7),
            "Line 9: expected a note such as '(Updated Nov-17, using 16-17 data)' above it, "
            "as there are benchmarks.",
            id="benchmarks without a note",
        ),
        pytest.param(
            without_line(HEADER),
            "Line 10: expected the header line that begins with 'Ref.' before the first row, found 'A1'.",
            id="rows above the header",
        ),
        pytest.param(
            b"a,b,c\n1,2,3\n",
            "No header row: expected a column headed 'Ref.' and one headed by a month such as 'Jun-18'",
            id="another kind of file",
        ),
        pytest.param(
            files.joined(files.lines_of(files.small())[:HEADER]),
            "Line 10: expected rows below the header, found none.",
            id="no rows",
        ),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    assert str(refusal(data)).startswith(message)


def test_repeated_header_with_other_months_is_refused() -> None:
    lines = files.lines_of(files.small())
    year_later = [cell.replace("-18", "-19").replace("-17", "-18") for cell in lines[REPEAT - 1][5:18]]
    lines[REPEAT - 1][5:18] = year_later
    lines[REPEAT - 1][30] = "Commentary (Jun-19):"
    assert str(refusal(files.joined(lines))) == (
        "Line 15: expected the months of the header in line 10, found others."
    )


def test_refusal_says_where_and_what() -> None:
    broken = refusal(with_cell(A1, 17, "NaN"))
    assert (broken.line, broken.ref, broken.column, broken.expected) == (
        11,
        "A1",
        "Jun-18",
        "a number such as '1433'",
    )
    finding = broken.to_finding().to_json()
    assert (finding["severity"], finding["kind"], finding["line"]) == ("error", "broken_file", 11)


def test_long_text_is_shown_in_part() -> None:
    assert len(str(refusal(with_cell(A1, 17, "many " * 1_000)))) < 200
