"""Which facts make a commentary required, and the sentence that says so. Plain values, no database."""

from datetime import date

import pytest

from commentary.summaries.requirements import Asked, Reason, Restated, RowFacts, Signal, by_exception
from commentary.summaries.spoken import silent_months
from indicators.calculations.months import months_to

LOW = Signal("concern", False, "Concern", "48% is below the lower limit of 51.3%")
SHIFT = Signal("high", True, "Signal: high", "Seven months in a row above the mean of 12.7")
GOOD = Signal("improvement", True, "Improvement", "91.3% is above the upper limit of 91.1%")


def test_without_any_reason_it_is_optional() -> None:
    found = by_exception([RowFacts("M2", figure="215"), RowFacts("M2-NI", figure="43")])

    assert not found.is_required
    assert found.reasons == ()


@pytest.mark.parametrize(
    ("row", "kind", "sentence"),
    [
        (RowFacts("A", signal=LOW), "signal", "Concern: 48% is below the lower limit of 51.3%"),
        (RowFacts("A", signal=SHIFT), "signal", "Signal: seven months in a row above the mean of 12.7"),
        (RowFacts("A", signal=GOOD), "signal", "Improvement: 91.3% is above the upper limit of 91.1%"),
        (
            RowFacts("A", off_target="42 since April against the 84 due by the end of June 2018"),
            "off_trajectory",
            "Off target: 42 since April against the 84 due by the end of June 2018",
        ),
        (
            RowFacts("A", figure="48%", neighbours="77.0%"),
            "worse_than_neighbours",
            "Worse than statistical neighbours (48% against 77.0%)",
        ),
        (
            RowFacts("A", restated=(Restated("May", "331", "332"),)),
            "restated",
            "May was restated from 331 to 332",
        ),
        (
            RowFacts("A", restated=(Restated("May", "331", "331"),)),
            "restated",
            "May was restated: 331 stays",
        ),
        (
            RowFacts("A", restated=(Restated("March", "5", "6"), Restated("May", "331", "332"))),
            "restated",
            "May was restated from 331 to 332, and 1 earlier month too",
        ),
        (RowFacts("A", first_month="April 2018"), "new", "New: its first figures were for April 2018"),
    ],
)
def test_what_is_known_of_a_row(row: RowFacts, kind: str, sentence: str) -> None:
    found = by_exception([row])

    assert found.is_required
    assert [(each.kind, each.sentence) for each in found.reasons] == [(kind, sentence)]


def test_a_signal_keeps_what_its_mark_needs() -> None:
    assert by_exception([RowFacts("A", signal=SHIFT)]).reasons[0] == Reason(
        "signal", "Signal: seven months in a row above the mean of 12.7", "high", True
    )


def test_what_an_owner_asked_comes_first_in_their_words() -> None:
    found = by_exception([RowFacts("A", signal=LOW)], asked=[Asked("Service lead", "Is it the agency?")])

    assert [each.kind for each in found.reasons] == ["asked", "signal"]
    assert found.reasons[0].sentence == "Service lead asked: “Is it the agency?”"


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        (2, None),
        (3, "Nothing was said for three months"),
        (4, "Nothing was said for four months"),
        (12, "Nothing was said for 12 months"),
    ],
)
def test_after_three_silent_months_something_is_to_be_said(months: int, sentence: str | None) -> None:
    found = by_exception([RowFacts("A")], silent_months=months)

    assert found.is_required is (sentence is not None)
    assert [each.sentence for each in found.reasons] == ([sentence] if sentence else [])


def test_any_row_that_shares_the_words_makes_them_required_and_is_named() -> None:
    rows = [
        RowFacts("EH4-QL"),
        RowFacts("EH3e%", signal=Signal("concern", True, "Concern", "51.6% is above the limit of 48.7%")),
        RowFacts("EH4 (val)", restated=(Restated("May", "147", "148"),)),
        RowFacts("EH5", figure="51.6%", neighbours="21.1%"),
    ]

    assert [each.sentence for each in by_exception(rows).reasons] == [
        "EH3e%, concern: 51.6% is above the limit of 48.7%",
        "EH5, worse than statistical neighbours (51.6% against 21.1%)",
        "EH4 (val), May was restated from 147 to 148",
    ]


def test_a_list_tells_one_reason_of_each_kind() -> None:
    rows = [RowFacts("A", signal=LOW), RowFacts("B", signal=LOW, first_month="May 2018")]

    assert [each.sentence for each in by_exception(rows).main] == [
        "Concern: 48% is below the lower limit of 51.3%",
        "B, new: its first figures were for May 2018",
    ]


def test_whoever_may_not_read_a_question_is_told_that_there_was_one() -> None:
    asked = by_exception([RowFacts("A")], asked=[Asked("Service lead", "Is it one family?")])

    hidden = asked.without_questions()

    assert hidden.is_required
    assert [each.sentence for each in hidden.reasons] == ["The owner asked for it"]


class TestSilentMonths:
    # January to April.
    MONTHS = months_to(date(2018, 4, 1), 4)

    def count(self, **known: object) -> int:
        given = {"asked": self.MONTHS, "spoken": (), "since": None} | known
        return silent_months(self.MONTHS, **given)  # type: ignore[arg-type]

    def test_back_to_the_last_words(self) -> None:
        assert self.count(spoken=self.MONTHS[:1]) == 3
        assert self.count(spoken=self.MONTHS[-1:]) == 0

    def test_months_that_nobody_was_asked_about_end_it(self) -> None:
        assert self.count(asked=self.MONTHS[2:]) == 2

    def test_an_indicator_was_not_silent_before_it_began(self) -> None:
        assert self.count(since=self.MONTHS[3]) == 1
