"""A month's template, filled in."""

from datetime import date

from indicators.imports.layouts import template
from indicators.imports.layouts.submission import Layout
from indicators.imports.sources.book import SourceCell

from .books import figures, read

JUNE = date(2018, 6, 1)
HEADINGS = list(template.headings(JUNE))
ROWS = [
    HEADINGS,
    ["A1", "Requests for help", "Front door", "Count", "120", "134", "121", "", "", ""],
    ["A2 %", "Answered within a day", "Front door", "Percentage", "71.0%", "77.6%", "82.4%", "", "14", "17"],
    ["B1", "Transfers in", "Protection", "Count", "1", "2", "", "not supplied", "", ""],
    ["B2", "Plans", "Protection", "Count", "210", "228", "", "", "", ""],
]


def test_its_headings() -> None:
    assert HEADINGS == [
        "Ref",
        "Indicator",
        "Section",
        "Unit",
        "June 2017",
        "May 2018",
        "Value for June 2018",
        "If missing, why",
        "Numerator",
        "Denominator",
    ]


def test_only_the_month_asked_for_is_read() -> None:
    submission = read(ROWS)
    assert submission.layout is Layout.TEMPLATE
    assert submission.months == (JUNE,)
    assert figures(submission) == [
        ("A1", "2018-06", "121"),
        ("A2 %", "2018-06", "82.4%"),
        ("B1", "2018-06", ""),
    ]
    assert submission.rows[0].entries[0].where == ("", 2, "G")
    assert submission.rows[2].entries[0].missing == "not supplied"
    parts = submission.rows[1].entries[0]
    assert (parts.numerator, parts.denominator) == (SourceCell("14"), SourceCell("17"))
    assert submission.findings == ()


def test_what_it_shows_is_kept_to_be_compared() -> None:
    row = read(ROWS).rows[0]
    assert (row.title, row.section, row.unit) == ("Requests for help", "Front door", "Count")
    assert row.shown == {date(2017, 6, 1): SourceCell("120"), date(2018, 5, 1): SourceCell("134")}


def test_a_row_left_empty_submits_nothing() -> None:
    assert read(ROWS).rows[3].entries == ()
