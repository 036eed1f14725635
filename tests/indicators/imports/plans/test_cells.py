"""One cell to a figure: what is taken as it stands, what it may mean, what is no number at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.terms import Missing, Unit
from indicators.imports.plans.cells import plain_number, read_cell
from indicators.imports.sources.book import SourceCell

COUNT, PERCENTAGE, RATE = Unit.COUNT, Unit.PERCENTAGE, Unit.RATE_PER_10000


def read(text, unit=COUNT, decimals=0, number=None):
    return read_cell(SourceCell(text, None if number is None else Decimal(number)), unit, decimals)


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "value"),
    [
        ("1433", COUNT, 0, "1433"),
        ("1,433", COUNT, 0, "1433"),
        ("0", COUNT, 0, "0"),
        ("22.6%", PERCENTAGE, 1, "22.6"),
        ("22.6", PERCENTAGE, 1, "22.6"),
        ("22.6 %", PERCENTAGE, 1, "22.6"),
        ("48", PERCENTAGE, 1, "48"),
        ("100%", PERCENTAGE, 0, "100"),
        ("0%", PERCENTAGE, 1, "0"),
        ("34.50", COUNT, 1, "34.5"),
        ("104.5", RATE, 1, "104.5"),
    ],
)
def test_numbers_are_taken_as_printed(text, unit, decimals, value):
    reading = read(text, unit, decimals)
    assert (reading.kind, reading.value, reading.missing) == ("", Decimal(value), None)


@pytest.mark.parametrize("text", ["-", "--", "–", "—", "n/a", "N/A"])
def test_a_dash_says_that_there_is_none(text):
    assert read(text).missing is Missing.NOT_SUPPLIED
    assert read(text, PERCENTAGE).missing is Missing.NO_DENOMINATOR
    assert read(text, RATE).missing is Missing.NOT_SUPPLIED
    assert read(text).is_dash


@pytest.mark.parametrize(
    ("text", "unit", "missing"),
    [
        ("not supplied", PERCENTAGE, Missing.NOT_SUPPLIED),
        ("Not supplied", COUNT, Missing.NOT_SUPPLIED),
        ("no cases", PERCENTAGE, Missing.NO_DENOMINATOR),
        ("No cases to divide by", RATE, Missing.NO_DENOMINATOR),
    ],
)
def test_words_give_the_reason(text, unit, missing):
    reading = read(text, unit)
    assert (reading.kind, reading.missing, reading.is_dash) == ("", missing, False)


def test_no_cases_of_a_count_may_be_zero_and_is_not_guessed():
    reading = read("no cases", COUNT)
    assert (reading.kind, reading.value, reading.missing) == ("text_in_number", None, None)


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "value"),
    [
        ("41*", COUNT, 0, "41"),
        ("41 *", COUNT, 0, "41"),
        ("41 (p)", COUNT, 0, "41"),
        ("41⁴", COUNT, 0, "41"),
        ("41 (provisional)", COUNT, 0, "41"),
        ("41 p", COUNT, 0, "41"),
        ("41r", COUNT, 0, "41"),
        ("41¹", COUNT, 0, "41"),
        ("41 [1]", COUNT, 0, "41"),
        ("41.", COUNT, 0, "41"),
        ("1433,", COUNT, 0, "1433"),
        ("£1,433", COUNT, 0, "1433"),
        ("'41", COUNT, 0, "41"),
        ("1 433", COUNT, 0, "1433"),
        ("1\N{NO-BREAK SPACE}433", COUNT, 0, "1433"),
        ("41%*", PERCENTAGE, 0, "41"),
        ("22,6", PERCENTAGE, 1, "22.6"),
        ("22,6%", PERCENTAGE, 1, "22.6"),
    ],
)
def test_a_mark_beside_one_clear_number(text, unit, decimals, value):
    reading = read(text, unit, decimals)
    assert (reading.kind, reading.value) == ("text_in_number", Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "nan",
        "Infinity",
        "inf",
        "1e999999",
        "1e5",
        "1E5",
        "1.2.3",
        "1,43",
        "1,433,1433",
        "4O",
        "41 (36)",
        "41 (1)",
        "(41)",
        "41 36",
        "1 4 3",
        "<5",
        "c. 41",
        "~41",
        "5k",
        "1.2m",
        "41 thousand",
        "forty",
        "=1+1",
        "#REF!",
        "\N{FULLWIDTH DIGIT FOUR}1",
        "\N{ARABIC-INDIC DIGIT FOUR}",
        "0x10",
        "1_000",
        "41%%",
        "1.433",
        "½",
        "1234567890123456",
    ],
)
def test_what_is_no_number_is_never_one(text):
    reading = read(text)
    assert (reading.kind, reading.value, reading.missing) == ("text_in_number", None, None)


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "kind", "value"),
    [
        ("-5", COUNT, 0, "negative", None),
        ("−5", COUNT, 0, "negative", None),
        ("-22.6%", PERCENTAGE, 1, "negative", None),
        ("22.6%", COUNT, 0, "percent_in_count", None),
        ("22.6%", RATE, 1, "percent_in_count", None),
        ("100.1%", PERCENTAGE, 1, "percentage_over_100", None),
        ("2260", PERCENTAGE, 1, "percentage_over_100", None),
        ("99999999", COUNT, 0, "", "99999999"),
        ("100000000", COUNT, 0, "too_large", None),
        ("100001", RATE, 0, "too_large", None),
        ("0.226", PERCENTAGE, 1, "fraction", "0.2"),
        ("1", PERCENTAGE, 0, "fraction", "1"),
        ("0.5%", PERCENTAGE, 1, "fraction", "0.5"),
        ("22.64", PERCENTAGE, 1, "decimals", "22.6"),
        ("22.65", PERCENTAGE, 1, "decimals", "22.7"),
        ("41.5", COUNT, 0, "decimals", "42"),
        ("", COUNT, 0, "blank", None),
    ],
)
def test_other_doubts(text, unit, decimals, kind, value):
    reading = read(text, unit, decimals)
    assert (reading.kind, reading.value) == (kind, None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "number", "unit", "decimals", "kind", "value", "is_rounded"),
    [
        ("1,433", "1433", COUNT, 0, "", "1433", False),
        ("22.6%", "22.6", PERCENTAGE, 1, "", "22.6", False),
        # A formula's result, shown at the indicator's decimals.
        ("22.6%", "22.64957", PERCENTAGE, 1, "", "22.6", True),
        ("48%", "48.387", PERCENTAGE, 0, "", "48", True),
        ("0.5%", "0.4762", PERCENTAGE, 1, "fraction", "0.5", True),
        # Shown with more, or with fewer, than it keeps.
        ("48.4%", "48.387", PERCENTAGE, 0, "decimals", "48", False),
        ("48%", "48.387", PERCENTAGE, 1, "decimals", "48.4", False),
        ("48%", "48.4", PERCENTAGE, 1, "", "48.4", False),
        ("0.226", "0.226", PERCENTAGE, 1, "fraction", "0.2", False),
        ("23%", "23", COUNT, 0, "percent_in_count", None, False),
        ("-5", "-5", COUNT, 0, "negative", None, False),
        ("1E+30", "1E+30", COUNT, 0, "too_large", None, False),
        ("1E+999999", "1E+999999", PERCENTAGE, 1, "percentage_over_100", None, False),
        ("1E-999", "1E-999", COUNT, 0, "decimals", "0", False),
        ("NaN", "NaN", COUNT, 0, "text_in_number", None, False),
        ("inf", "Infinity", COUNT, 0, "text_in_number", None, False),
    ],
)
def test_numbers_of_a_workbook(text, number, unit, decimals, kind, value, is_rounded):
    reading = read(text, unit, decimals, number)
    assert (reading.kind, reading.value) == (kind, None if value is None else Decimal(value))
    assert reading.is_rounded is is_rounded


@pytest.mark.parametrize(
    ("text", "value"),
    [("517", "517"), ("1,433", "1433"), ("0.5", "0.5"), ("5%", None), ("x", None), ("-5", None)],
)
def test_plain_numbers(text, value):
    assert plain_number(SourceCell(text)) == (None if value is None else Decimal(value))


@given(st.text(max_size=24), st.sampled_from(list(Unit)), st.integers(0, 4))
def test_any_text_is_read_without_harm(text, unit, decimals):
    """What is taken as it stands is a number from 0 at the indicator's decimals, or a reason."""
    reading = read(text.strip(), unit, decimals)
    if not reading.kind:
        assert (reading.value is None) != (reading.missing is None)
    if reading.value is not None:
        assert reading.value.is_finite()
        assert 0 <= reading.value == round(reading.value, decimals)


@given(st.decimals(allow_nan=True, allow_infinity=True), st.sampled_from(list(Unit)), st.integers(0, 4))
def test_any_number_is_read_without_harm(number, unit, decimals):
    reading = read_cell(SourceCell(str(number), number), unit, decimals)
    if not reading.kind and not reading.is_rounded:
        assert reading.value == number
