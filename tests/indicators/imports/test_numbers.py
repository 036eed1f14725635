"""One cell to a number."""

from decimal import Decimal

import pytest

from indicators.calculations.terms import Arrow, Unit
from indicators.imports.numbers import change, figure, figure_or_nothing


@pytest.mark.parametrize(
    ("text", "unit", "value", "places"),
    [
        ("0", Unit.COUNT, "0", 0),
        ("1433", Unit.COUNT, "1433", 0),
        ("1,433", Unit.COUNT, "1433", 0),
        ("34.50", Unit.COUNT, "34.50", 2),
        ("22.6%", Unit.PERCENTAGE, "22.6", 1),
        ("100%", Unit.PERCENTAGE, "100", 0),
        ("107", Unit.RATE_PER_10000, "107", 0),
    ],
)
def test_read(text: str, unit: Unit, value: str, places: int) -> None:
    read = figure(text, unit)
    assert (read.text, read.value, read.places) == (text, Decimal(value), places)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Infinity",
        "-inf",
        "1e999999",
        "1E3",
        "12 children",
        "12.",
        ".5",
        "1 433",
        "14,33",
        "1,4330",
        "1_433",
        "-5",
        "+5",
        "١٢",
        "\uff11\uff12",
        "22.6%",
        "0x1F",
        "TBC",
        "Local",
        "",
        "-",
        "9" * 4_000,
    ],
)
def test_no_count(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a number such as '1433'$"):
        figure(text, Unit.COUNT)


@pytest.mark.parametrize("text", ["22.6", "0.226", "22.6%%", "%", "22,6%", "-4%"])
def test_no_percentage(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a percentage such as '22\.6%'$"):
        figure(text, Unit.PERCENTAGE)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("100000000", Unit.COUNT, "a number of at most 99,999,999"),
        ("1001%", Unit.PERCENTAGE, "a number of at most 1,000"),
        ("100001", Unit.RATE_PER_10000, "a number of at most 100,000"),
        ("1.23456", Unit.COUNT, "a number with at most 4 decimals"),
    ],
)
def test_implausible(text: str, unit: Unit, expected: str) -> None:
    with pytest.raises(ValueError, match=f"^{expected}$"):
        figure(text, unit)


@pytest.mark.parametrize("text", ["-", "--", "n/a", "N/A"])
def test_nothing(text: str) -> None:
    assert figure_or_nothing(text, Unit.COUNT).value is None


@pytest.mark.parametrize(
    ("glyph", "text", "percent", "arrow"),
    [
        ("↓", "-20%", -20, Arrow.DOWN),
        ("↑", "850%", 850, Arrow.UP),
        ("→", "0%", 0, Arrow.SIMILAR),
        ("⇒", "6%", 6, Arrow.SIMILAR),
        ("-", "n/a", None, None),
    ],
)
def test_change(glyph: str, text: str, percent: int | None, arrow: Arrow | None) -> None:
    read = change(glyph, text)
    assert (read.percent, read.arrow) == (percent, arrow)


@pytest.mark.parametrize(
    ("glyph", "text"), [("", "-20%"), ("▲", "5%"), ("↓", ""), ("↓", "-2.5%"), ("↑", "5")]
)
def test_no_change(glyph: str, text: str) -> None:
    with pytest.raises(ValueError, match="change"):
        change(glyph, text)
