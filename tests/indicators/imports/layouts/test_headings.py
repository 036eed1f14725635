"""A heading to its field."""

import unicodedata
from datetime import date
from types import SimpleNamespace
from typing import Literal

import pytest

from indicators.imports.layouts import headings
from indicators.imports.layouts.headings import field_of, fields_offered, is_offered, month_of, normalised


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ref.", "ref"),
        ("Ref", "ref"),
        ("REFERENCE", "ref"),
        ("Code", "ref"),
        ("Indicator ref", "ref"),
        ("Indicator", "title"),
        ("Title:", "title"),
        ("Measure", "title"),
        ("Owner", "owner"),
        ("Reporter ", "reporter"),
        ("Outcome (what impact will monitoring these measures have)", "outcome"),
        ("Jun-18", "month:2018-06"),
        ("June  2018", "month:2018-06"),
        ("01/06/2018", "month:2018-06"),
        ("Month", "month"),
        ("Period", "month"),
        ("date", "month"),
        ("Value", "value"),
        ("figure", "value"),
        ("Result", "value"),
        ("Num.", "numerator"),
        ("Numerator", "numerator"),
        ("out of", "denominator"),
        ("Den", "denominator"),
        ("If missing, why", "missing"),
        ("% change from previous month", "change_month"),
        ("% Change from same month prev yr.", "change_year"),
        ("DoT", "dot"),
        ("12-mnth max value", "max_12"),
        ("12-mth max value", "max_12"),
        ("12 month average", "mean_12"),
        ("Percentage ?", "percentage"),
        ("Stat. Neighbour", "comparator:Stat. Neighbour"),
        ("Statistical neighbours", "comparator:Statistical neighbours"),
        ("England", "comparator:England"),
        ("SE region", "comparator:SE region"),
        ("Target 18-19", "target:2018"),
        ("Target 2018-19", "target:2018"),
        ("2018/19 target", "target:2018"),
        ("Commentary (Jun-18):", "commentary"),
        ("Value for June 2018", "value:2018-06"),
        ("value for Jun-18", "value:2018-06"),
    ],
)
def test_known(heading: str, field: str) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize(
    "heading", ["", " ", "Notes", "Target", "Target 17-19", "June", "Value for money", "06/18", "Referrals"]
)
def test_unknown(heading: str) -> None:
    assert field_of(heading) == ""


def test_case_blanks_and_punctuation_do_not_tell_headings_apart() -> None:
    assert normalised("  If missing,\n WHY? ") == "if missing why"
    assert normalised("Ref.") == normalised("REF") == "ref"
    assert len(normalised("long " * 100)) <= 120


def test_what_a_person_may_say_of_a_column() -> None:
    offered = dict(fields_offered([date(2018, 6, 1)]))
    assert {"ref", "title", "value", "numerator", "denominator", "month", "missing", "ignored"} <= set(
        offered
    )
    assert offered["month:2018-06"] == "Figures of June 2018"
    assert all(is_offered(field) for field in offered)
    assert not is_offered("comparator:England")
    assert not is_offered("month:2018-13")


def test_month_of_a_field() -> None:
    assert month_of("month:2018-06") == date(2018, 6, 1)
    assert month_of("target:2018") is None


def test_only_the_beginning_of_a_heading_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its normal form may be 18 times as long, and a small workbook may have a text in many cells."""
    lengths: list[int] = []

    def normalize(form: Literal["NFKC"], text: str) -> str:
        lengths.append(len(text))
        return unicodedata.normalize(form, text)

    monkeypatch.setattr(headings, "unicodedata", SimpleNamespace(normalize=normalize))
    assert field_of("\ufdfa" * 32_000) == ""
    assert max(lengths) <= 480
