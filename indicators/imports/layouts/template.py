"""The template that a month's returns are filled in: its sheet and headings, to write and to read."""

from datetime import date

from indicators.calculations.months import label, shift

SHEET = "Returns"
REF = "Ref"
TITLE = "Indicator"
SECTION = "Section"
UNIT = "Unit"
VALUE = "Value for "
MISSING = "If missing, why"
NUMERATOR = "Numerator"
DENOMINATOR = "Denominator"


def value_heading(month: date) -> str:
    """Such as "Value for June 2018"; by this heading a file is known to be a template."""
    return f"{VALUE}{label(month)}"


def last_year_heading(month: date) -> str:
    """Such as "June 2017", above figures that are shown and never loaded."""
    return label(shift(month, -12))


def last_month_heading(month: date) -> str:
    """Such as "May 2018", above figures that are shown and never loaded."""
    return label(shift(month, -1))


def headings(month: date) -> tuple[str, ...]:
    """The header row of that month's template, in order."""
    return (
        REF,
        TITLE,
        SECTION,
        UNIT,
        last_year_heading(month),
        last_month_heading(month),
        value_heading(month),
        MISSING,
        NUMERATOR,
        DENOMINATOR,
    )
