"""Signal or noise beside the words: on the write page, before the owner, on the lists."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest

from commentary.actions import steps
from indicators.actions import baselines
from indicators.models import Indicator, MonthlyReturn, Scorecard, Target
from tests import factories
from tests.commentary.conftest import DESK, REVIEW, WRITE
from tests.factories import JUNE, NOW, People

QUEUE = "/review/"
TWELVE = ["50", "52"] * 6


def text(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(page.content.decode())).split())


@pytest.fixture
def made(scorecard: Scorecard, people: People) -> Callable[..., Indicator]:
    """An indicator that lower is better for, with the values given up to June 2018."""

    def made(*values: str | None, ref: str = "M1", **fields) -> Indicator:
        usual = {"owner": people.owner, "reporter": people.reporter, "polarity": "lower"}
        each = factories.indicator(scorecard, ref, **usual | fields)
        factories.returns(each, values)
        return each

    return made


def test_a_concern_says_the_rule_and_asks_for_words(made, people: People, sign_in) -> None:
    # Mean 702 ÷ 13 = 54; moving ranges 11 of 2 and one of 38: 54 ± 2.66 × 60 ÷ 12.
    made(*TWELVE, "90")
    page = sign_in(people.reporter).get(WRITE)
    assert (
        "Concern. 90 is above the upper limit of 67.3. "
        "That is unusual for this figure: the words need to say what changed. "
        "Its limits, 41 to 67, are made of every figure from June 2017 on."
    ) in text(page)
    assert page.content.decode().index("sgbox-concern") < page.content.decode().index('<textarea name="text"')
    # The mark says it by its shape too; words stand beside it.
    assert '<svg class="mk mk-concern"' in page.content.decode()


def test_within_its_limits_there_is_nothing_to_explain(made, people: People, sign_in) -> None:
    # Mean 662 ÷ 13 = 50.9; moving ranges of 2: 50.9 ± 5.32.
    made(*TWELVE, "50")
    said = text(sign_in(people.reporter).get(WRITE))
    assert (
        "No signal. 50 is within its limits (46 to 56). The month’s movement needs no explanation. "
        "Limits are made of every figure from June 2017 on."
    ) in said


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["50"] * 9, "Not compared. No limits: fewer than 10 months."),
        # Eleven moving ranges of 2 around 51: 45.68 to 56.32.
        (TWELVE, "No signal. 52 is within its trial limits (46 to 56)."),
        (TWELVE, "They are trial limits: fewer than 13 months."),
        (["50"] * 13, "No signal. 50 is within its limits (50 to 50). Limits are made"),
        ([*TWELVE, None], "Not compared. No figure to compare with its trial limits (46 to 56)."),
        ([None] * 13, "Not compared. No limits: fewer than 10 months."),
    ],
)
def test_too_little_to_judge_is_said(
    made, people: People, sign_in, values: list[str | None], words: str
) -> None:
    made(*values)
    assert words in text(sign_in(people.reporter).get(WRITE))


def test_an_old_signal_asks_for_what_has_changed_since(made, people: People, sign_in) -> None:
    # Seven of 40 after six of 60 and six of 50: mean 940 ÷ 19; the sixth of them was not yet a shift.
    made(*["60"] * 6, *["50"] * 6, *["40"] * 7, "40")
    said = text(sign_in(people.reporter).get(WRITE))
    assert "Eight months in a row below the mean of" in said
    assert "It was a signal last month too: the words need to say what has changed since." in said


def test_a_baseline_is_named(made, people: People, sign_in) -> None:
    each = made(*TWELVE, *TWELVE, "90")
    baselines.begin(indicator=each, starts=date(2017, 6, 1), reason="New", by=people.administrator, at=NOW)
    said = text(sign_in(people.reporter).get(WRITE))
    assert "made of every figure from June 2017 on, where a baseline begins." in said


def test_the_target_beside_it(made, people: People, sign_in) -> None:
    """EH1c of the real scorecard: each month looks fine, and 42 are done of the 84 due."""
    each = made(*["10", "14"] * 5, "9", "14", "19", ref="M1", polarity="none")
    Target.objects.create(
        indicator=each,
        financial_year=2018,
        value=336,
        basis="annual_total",
        direction="at_least",
        tolerance=5,
    )
    said = text(sign_in(people.reporter).get(WRITE))
    assert (
        "Off target 42 is 42 below the 84 due by the end of June 2018. "
        "The words need to say what is being done about it."
    ) in said
    assert "No signal. 19 is within its limits" in said
    assert "84 by the end of June 2018: 3 of 12 equal shares of 336" in said
    assert "19 is within its limits" in text(sign_in(people.reporter).get(DESK))
    assert "Off target" in text(sign_in(people.reporter).get(DESK))


@pytest.fixture
def family(made: Callable[..., Indicator]) -> Indicator:
    """M1 is as usual; M1-NI, which shares its words, is a signal."""
    leader = made(*TWELVE, "50")
    made(*TWELVE, "90", ref="M1-NI", polarity="none", shares_commentary_with=leader)
    return leader


def test_what_shares_the_words_is_told_too(family, people: People, sign_in) -> None:
    page = sign_in(people.reporter).get(WRITE)
    assert "M1-NI: signal high, above upper limit." in text(page)
    table = text(page)[text(page).index("The 2 figures of this commentary") :]
    assert "Usual range" in table
    assert "Signal: high Above upper limit" in table
    for who, address in ((people.reporter, DESK), (people.reporter, "/")):
        assert "M1-NI: signal high, above upper limit" in text(sign_in(who).get(address))


def test_among_several_rows_the_limits_are_somebody_s(made, people: People, sign_in) -> None:
    leader = made(*TWELVE, "90")
    made(*TWELVE, "50", ref="M1-NI", shares_commentary_with=leader)
    said = text(sign_in(people.reporter).get(WRITE))
    assert (
        "M1-NI: 50 is within its limits (46 to 56). "
        "The limits of M1, 41 to 67, are made of every figure from June 2017 on."
    ) in said


def test_the_owner_sees_the_same(made, people: People, sign_in) -> None:
    each = made(*TWELVE, "90")
    factories.commentary_at("submitted", each)
    client = sign_in(people.owner)
    assert "Concern. 90 is above the upper limit of 67.3." in text(client.get(REVIEW))
    assert "Concern, above upper limit" in text(client.get(QUEUE))
    assert "Concern, above upper limit" in text(client.get("/"))


def test_what_was_signed_and_changed_shows_the_signal_of_now(made, people: People, sign_in) -> None:
    each = made(*TWELVE, "50")
    factories.commentary_at("approved", each)
    factories.restate(each, "90", by=people.administrator)
    said = text(sign_in(people.owner).get(QUEUE))
    assert "Came back to you" in said
    assert "Concern, above upper limit" in said


def test_the_table_of_months_says_which_were_signals(made, people: People, sign_in) -> None:
    made(*TWELVE[:6], "90", *TWELVE[:6])
    page = text(sign_in(people.reporter).get(WRITE))
    assert "December 2017 90 Concern" in page
    assert "November 2017 52 October" in page


def test_a_submitted_one_without_a_figure_has_no_mark(made, people: People, sign_in) -> None:
    each = made(*TWELVE, "50")
    MonthlyReturn.objects.filter(indicator=each, month=JUNE).update(value=None, missing="not_supplied")
    steps.save(indicator=each, month=JUNE, text="Late.", seen_version=0, by=people.reporter, at=NOW)
    page = sign_in(people.reporter).get(DESK)
    assert "No figure to compare with its trial limits (46 to 56)" in text(page)
    assert "mk-" not in page.content.decode()
