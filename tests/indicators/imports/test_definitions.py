"""The definitions file, by itself and against its scorecard."""

import pytest

from indicators.calculations.terms import Basis, Direction, Polarity, Unit
from indicators.imports.definition_checks import check, targets_without_direction
from indicators.imports.definitions import Part, read_definitions
from indicators.imports.findings import BrokenFile, Finding

from . import files
from .files import read_scorecard

HEADER = (
    "ref,section,short_title,unit,decimals,polarity,numerator,denominator,multiplier,"
    "shares_commentary_with,target_basis,target_direction\n"
)


def checked(*rows: str) -> list[Finding]:
    """Findings of rows held against the small scorecard, without those on refs they leave out."""
    definitions = read_definitions((HEADER + "\n".join(rows)).encode())
    found = check(read_scorecard(files.small()), definitions)
    return [finding for finding in found if finding.kind != "no_definition"]


def test_file_is_read() -> None:
    definitions = read_definitions((files.DATA / "small_definitions.csv").read_bytes())
    assert list(definitions) == ["A1", "A1-NI", "A2 %", "B1", "B1 %", "B2", "B3"]
    answered, late = definitions["A2 %"], definitions["B1 %"]
    assert (answered.line, answered.section, answered.short_title) == (4, "Front door", "Answered in a day")
    assert (answered.unit, answered.decimals, answered.polarity) == (Unit.PERCENTAGE, 1, Polarity.HIGHER)
    assert (answered.target_basis, answered.target_direction) == (Basis.LEVEL, Direction.AT_LEAST)
    assert (answered.multiplier, answered.numerator) == (100, ())
    assert late.numerator == (Part(1, ref="B1"),)
    assert late.denominator == (Part(1, ref="B2"), Part(-1, ref="B1"))
    assert late.shares_commentary_with == "B1"
    assert definitions["A1-NI"].denominator == (Part(1, population="children"),)
    assert (definitions["B2"].unit, definitions["B2"].target_basis) == (None, None)


def test_refs_in_parts_may_hold_dashes_and_spaces() -> None:
    definitions = read_definitions(
        b"ref,section,numerator,denominator\nX,S,CP2-NI + LAC6 (val) - CP2b %,population: aged 0 - 17\n"
    )
    assert definitions["X"].numerator == (Part(1, "CP2-NI"), Part(1, "LAC6 (val)"), Part(-1, "CP2b %"))


def test_definition_that_fills_a_silence_is_said_aloud() -> None:
    printed = read_scorecard(files.small())
    definitions = read_definitions((files.DATA / "small_definitions.csv").read_bytes())
    assert [(f.kind, f.ref, f.column, f.printed, f.expected) for f in check(printed, definitions)] == [
        ("definition_differs", "B3", "polarity", "none", "lower")
    ]


def test_rate_that_the_title_does_not_tell_is_taken_with_a_warning() -> None:
    (finding,) = checked("B2,S,,rate_per_10000,,,,,,,,")
    assert (finding.severity, finding.column, finding.printed, finding.expected) == (
        "warning",
        "unit",
        "count",
        "rate_per_10000",
    )


def test_other_words_under_a_shared_commentary_are_said_aloud() -> None:
    (finding,) = checked("A2 %,S,,,,,,,,A1,,")
    assert (finding.kind, finding.ref, finding.line) == ("shared_commentary_differs", "A2 %", 13)


def test_refs_without_definition_are_listed() -> None:
    definitions = read_definitions(b"ref,section\nA1,Front door\n")
    missing = [f.ref for f in check(read_scorecard(files.small()), definitions) if f.kind == "no_definition"]
    assert missing == ["A1-NI", "A2 %", "B1", "B1 %", "B2", "B3"]


def test_target_needs_a_polarity_or_a_direction() -> None:
    printed = read_scorecard(files.small())
    assert [f.ref for f in targets_without_direction(printed, {})] == ["B1", "B3"]
    definitions = read_definitions((files.DATA / "small_definitions.csv").read_bytes())
    assert targets_without_direction(printed, definitions) == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Z9,S,,,,,,,,,,", "Line 2, Z9, column 'ref': expected a ref of the scorecard."),
        (",S,,,,,,,,,,", "Line 2, column 'ref': expected a ref, found nothing."),
        ("A1,,,,,,,,,,,", "Line 2, A1, column 'section': expected a section, found nothing."),
        (
            "A1,S,,number,,,,,,,,",
            "Line 2, A1, column 'unit': expected one of count, percentage, rate_per_10000",
        ),
        ("A1,S,,percentage,,,,,,,,", "Line 2, A1, column 'unit': expected 'count', as line 11"),
        ("A2 %,S,,count,,,,,,,,", "Line 2, A2 %, column 'unit': expected 'percentage', as line 13"),
        ("A1-NI,S,,count,,,,,,,,", "Line 2, A1-NI, column 'unit': expected 'rate_per_10000', as line 12"),
        ("A2 %,S,,,,lower,,,,,,", "Line 2, A2 %, column 'polarity': expected 'higher', as line 13"),
        ("A2 %,S,,,,none,,,,,,", "Line 2, A2 %, column 'polarity': expected 'higher', as line 13"),
        ("A2 %,S,,,0,,,,,,,", "Line 2, A2 %, column 'decimals': expected at least 1"),
        ("A1,S,,,5,,,,,,,", "Line 2, A1, column 'decimals': expected a whole number from 0 to 4, found '5'."),
        (
            "A1,S,,,1.5,,,,,,,",
            "Line 2, A1, column 'decimals': expected a whole number from 0 to 4, found '1.5'.",
        ),
        ("A2 %,S,,,,,Z9,A1,,,,", "Line 2, A2 %, column 'numerator': expected refs of counts"),
        ("A2 %,S,,,,,A2 %,A1,,,,", "Line 2, A2 %, column 'numerator': expected refs of counts"),
        ("A2 %,S,,,,,B1,A1-NI,,,,", "Line 2, A2 %, column 'denominator': expected refs of counts"),
        ("A2 %,S,,,,,A1 + ,A1,,,,", "Line 2, A2 %, column 'numerator': expected refs of counts"),
        (
            "A2 %,S,,,,,A1,population:,,,,",
            "Line 2, A2 %, column 'denominator': expected refs or 'population:",
        ),
        ("A2 %,S,,,,,A1,,,,,", "Line 2, A2 %, column 'denominator': expected a denominator"),
        ("A1,S,,,,,B1,B2,,,,", "Line 2, A1: expected no numerator or denominator for a count."),
        ("A2 %,S,,,,,,,1000,,,", "Line 2, A2 %, column 'multiplier': expected 100 for a percentage"),
        ("A1,S,,,,,,,100,,,", "Line 2, A1, column 'multiplier': expected nothing for a count"),
        ("A1,S,,,,,,,0,,,", "Line 2, A1, column 'multiplier': expected a whole number from 1"),
        ("A1,S,,,,,,,,Z9,,", "Line 2, A1, column 'shares_commentary_with': expected another ref"),
        ("A1,S,,,,,,,,A1,,", "Line 2, A1, column 'shares_commentary_with': expected another ref"),
        ("A1,S,,,,,,,,,yearly,", "Line 2, A1, column 'target_basis': expected one of level, year_end"),
        ("A2 %,S,,,,,,,,,,at_most", "Line 2, A2 %, column 'target_direction': expected 'at_least', which"),
        ("A1,S,,,", "Line 2, A1: expected 12 cells, found 5."),
        (
            'A1,"Front\ndoor",,,,,,,,,,',
            "Line 2, A1, column 'section': expected text on one line",
        ),
        (f"A1,{'S' * 81},,,,,,,,,,", "Line 2, A1, column 'section': expected at most 80 characters"),
    ],
)
def test_refused(row: str, message: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        checked(row)
    assert str(caught.value).startswith(message)


def test_repeated_ref_is_refused() -> None:
    with pytest.raises(
        BrokenFile, match=r"^Line 3, A1: expected each ref once, found it in line 2 already\.$"
    ):
        read_definitions(b"ref,section\nA1,S\nA1,S\n")


def test_sharing_with_one_who_shares_is_refused() -> None:
    with pytest.raises(BrokenFile, match=r"^Line 2, A1, column .*: expected a ref that shares with nobody"):
        checked("A1,S,,,,,,,,B1,,", "B1,S,,,,,,,,B2,,")
