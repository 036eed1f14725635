"""The template: a month's workbook to fill in, and what loading it back does."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from indicators import models
from indicators.imports.layouts import template
from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.submission import Layout
from indicators.imports.plans import make_plan
from indicators.imports.plans.plan import Plan
from indicators.imports.sources.reading import read_book
from indicators.models import Indicator, MonthlyReturn, Part, Scorecard
from indicators.scorecards.known import known
from tests import factories
from tests.factories import JUNE, MAY, People

ADDRESS = "/manage/returns/childrens-services/2018-06/template.xlsx"
SignIn = Callable[..., Client]
# Columns of the sheet, from A.
TITLE, SECTION, UNIT, LAST_YEAR, LAST_MONTH, VALUE, MISSING, NUMERATOR, DENOMINATOR = range(2, 11)


@pytest.fixture
def indicators(scorecard: Scorecard) -> dict[str, Indicator]:
    """A count, a percentage with its own parts, one made of others, and a rate without any return."""
    count = factories.indicator(scorecard, "M1", title="Number of contacts", order=1)
    share = factories.indicator(
        scorecard, "M8-QL", unit="percentage", decimals=1, multiplier=100, order=2, title="In 24 hours"
    )
    made = factories.indicator(scorecard, "M3", unit="percentage", decimals=1, multiplier=100, order=3)
    rate = factories.indicator(
        scorecard, "=M9", unit="rate_per_10000", order=4, title='=HYPERLINK("http://x")'
    )
    Part.objects.create(indicator=made, role=Part.NUMERATOR, other=share)
    Part.objects.create(indicator=made, role=Part.DENOMINATOR, other=count)
    factories.returns(count, ["1357", *["1400"] * 10, "1554", "1433"])
    factories.returns(share, ["81.0", None, *["63.5"] * 11])
    factories.returns(made, ["22.6", *["20.0"] * 10, "17.4"], last=MAY)
    MonthlyReturn.objects.filter(indicator=share, month=JUNE).update(
        value=Decimal("48.4"), numerator=77, denominator=159
    )
    return {each.ref: each for each in (count, share, made, rate)}


@pytest.fixture
def workbook(indicators: dict[str, Indicator], sign_in: SignIn, people: People) -> bytes:
    answer = sign_in(people.administrator).get(ADDRESS)
    assert answer.status_code == 200
    return bytes(answer.content)


def rows(data: bytes) -> dict[Any, tuple[Any, ...]]:
    """By what stands in the first column."""
    sheet = openpyxl.load_workbook(BytesIO(data))[template.SHEET]
    return {cells[0].value: cells for cells in sheet.iter_rows()}


def values(cells: tuple[Any, ...]) -> list[Any]:
    return [cell.value for cell in cells]


def filled(data: bytes, change: Callable[[dict[Any, tuple[Any, ...]], Any], None]) -> bytes:
    """The workbook as somebody saves it after `change(rows, sheet)`."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book[template.SHEET]
    change({cells[0].value: cells for cells in sheet.iter_rows()}, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def plan(data: bytes) -> Plan:
    """What loading it would do, with every restatement confirmed."""
    book = read_book(file_name="childrens-services-returns-2018-06.xlsx", data=data)
    submission = read_submission(book, meanings={})
    assert submission.layout is Layout.TEMPLATE
    about = known(models.Scorecard.objects.get())
    asked = make_plan(submission, about, decisions={}).findings
    confirmed = {each.key: each.choices[0].value for each in asked if each.severity == "restatement"}
    return make_plan(submission, about, decisions=confirmed)


def told(made: Plan) -> list[tuple[str, str, str]]:
    return [(each.severity, each.kind, each.ref) for each in made.findings if each.severity != "info"]


def test_file_is_named_for_its_month(
    indicators: dict[str, Indicator], sign_in: SignIn, people: People
) -> None:
    answer = sign_in(people.administrator).get(ADDRESS)
    assert answer["Content-Disposition"] == 'attachment; filename="childrens-services-returns-2018-06.xlsx"'
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


def test_rows_hold_what_is_known(workbook: bytes) -> None:
    found = rows(workbook)
    assert values(found["Ref"]) == list(template.headings(JUNE))
    assert values(found["M1"]) == [
        *("M1", "Number of contacts", "Front door", "Count"),
        *(1357, 1554, 1433, None, None, None),
    ]
    assert values(found["M8-QL"])[4:] == [81, 63.5, 48.4, None, 77, 159]
    assert values(found["M3"])[4:] == [22.6, 17.4, None, None, None, None]
    assert found["M8-QL"][VALUE - 1].number_format == '0.0"%"'
    assert found["M1"][VALUE - 1].number_format == "#,##0"


def test_texts_are_never_formulas_or_links(workbook: bytes) -> None:
    cells = rows(workbook)["=M9"]
    assert cells[1].value == '=HYPERLINK("http://x")'
    assert {cell.data_type for cell in cells[:2]} == {"s"} or cells[1].quotePrefix
    assert cells[1].hyperlink is None


def test_only_what_is_asked_for_can_be_typed_into(workbook: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook))
    sheet = book[template.SHEET]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    # M8-QL and =M9 ask for their parts, M1 is a count and M3 is made of other rows.
    assert open_cells == {
        *("G3", "H3"),
        *("G4", "H4", "I4", "J4"),
        *("G5", "H5"),
        *("G6", "H6", "I6", "J6"),
    }
    assert sheet.freeze_panes == "C3"
    assert book.sheetnames == [template.SHEET, "How to fill it"]
    assert len([row for row in book["How to fill it"].values if row[0]]) == 5


def test_typing_is_helped_and_checked(workbook: bytes) -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook))[template.SHEET]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert (rules["G4"].type, rules["G4"].formula1, rules["G4"].formula2) == ("decimal", "0", "100")
    assert "type 22.6 for 22.6%" in rules["G4"].prompt.lower()
    assert rules["G3"].formula2 == "999999999"
    assert rules["H3"].formula1 == '"Not supplied"'
    assert rules["H4"].formula1 == '"Not supplied,No cases to divide by"'


def test_nobody_is_named_in_its_properties(workbook: bytes) -> None:
    properties = openpyxl.load_workbook(BytesIO(workbook)).properties
    assert properties.title == "Children's Services: returns for June 2018"
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_loaded_back_as_it_is_there_is_nothing_to_do(workbook: bytes) -> None:
    made = plan(workbook)
    assert not made.changes_something
    assert made.unchanged == 2
    assert told(made) == []
    # Saved by another program too.
    again = plan(filled(workbook, lambda rows, sheet: None))
    assert not again.changes_something
    assert told(again) == []


def test_figures_typed_are_exactly_those_loaded(workbook: bytes) -> None:
    def change(rows: Any, sheet: Any) -> None:
        rows["M3"][VALUE - 1].value = 15
        rows["M1"][VALUE - 1].value = 1440
        rows["=M9"][MISSING - 1].value = "No cases to divide by"

    made = plan(filled(workbook, change))
    assert [(each.indicator.ref, each.value, each.missing) for each in made.new] == [
        ("M3", Decimal("15.0"), None),
        ("=M9", None, "no_denominator"),
    ]
    assert [(each.indicator.ref, each.value) for each in made.restated] == [("M1", Decimal(1440))]


def test_parts_come_along(workbook: bytes) -> None:
    def change(rows: Any, sheet: Any) -> None:
        rows["M8-QL"][VALUE - 1].value = 50
        rows["M8-QL"][NUMERATOR - 1].value = 80
        rows["M8-QL"][DENOMINATOR - 1].value = 160

    (figure,) = plan(filled(workbook, change)).restated
    assert figure.value == 50
    assert figure.numerator == 80
    assert figure.denominator == 160


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (TITLE, "Number of calls"),
        (SECTION, "Back door"),
        (UNIT, "Percentage"),
        (LAST_MONTH, 1600),
        (LAST_YEAR, 1),
    ],
)
def test_changing_anything_else_is_told(workbook: bytes, column: int, value: object) -> None:
    def change(rows: Any, sheet: Any) -> None:
        rows["M1"][column - 1].value = value

    made = plan(filled(workbook, change))
    assert not made.changes_something
    assert ("warning", "template_changed", "M1") in told(made)


def test_rows_that_were_taken_out_are_told(workbook: bytes) -> None:
    def change(rows: Any, sheet: Any) -> None:
        sheet.delete_rows(rows["M1"][0].row, 2)

    made = plan(filled(workbook, change))
    assert not made.changes_something
    (finding,) = (each for each in made.findings if each.kind == "template_changed")
    assert finding.message == "The template has no row any more for M1, M8-QL."


def test_row_that_was_added_is_told(workbook: bytes) -> None:
    def change(rows: Any, sheet: Any) -> None:
        sheet.append(["M77", "Something new", "Front door", "Count", None, None, 5])

    made = plan(filled(workbook, change))
    assert not made.changes_something
    assert ("error", "unknown_ref", "M77") in told(made)


def test_emptied_template_takes_nothing_away(workbook: bytes) -> None:
    def change(rows: Any, sheet: Any) -> None:
        for ref, cells in rows.items():
            if ref in ("M1", "M8-QL", "M3", "=M9"):
                for column in (VALUE, MISSING, NUMERATOR, DENOMINATOR):
                    cells[column - 1].value = None

    made = plan(filled(workbook, change))
    assert not made.changes_something


def test_template_of_a_whole_scorecard_is_quick_in_queries(
    scorecard: Scorecard, sign_in: SignIn, people: People, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        factories.returns(factories.indicator(scorecard, f"X{number}", order=number), ["1"] * 13)
    client = sign_in(people.administrator)
    client.get(ADDRESS)
    with django_assert_max_num_queries(20):
        assert len(rows(bytes(client.get(ADDRESS).content))) == 32
