"""What each check needs beyond figures: other texts, horizons, the glossary. Invented throughout."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from commentary.checks import (
    EarlierWords,
    Facts,
    Figures,
    Finding,
    Horizon,
    OtherWords,
    Severity,
    check_commentary,
    explained_in,
)
from indicators.calculations.terms import Polarity, Unit

from .measures import JUNE

MAY = date(2018, 5, 1)
VISITS = Figures(
    ref="V1",
    title="Number of home visits made in the month",
    unit=Unit.COUNT,
    polarity=Polarity.NONE,
    decimals=0,
    month=JUNE,
    values=tuple(map(Decimal, (410, 402, 398, 415, 420, 405, 390, 408, 412, 418, 431, 440, 462))),
)
FACTS = Facts(VISITS)
LONG = "The team visits every family at a time that suits the parents."
OTHER = "Two new posts have been filled since the end of the spring."


def found(text: str, check: str, facts: Facts = FACTS) -> list[Finding]:
    return [each for each in check_commentary(text, facts) if each.check == check]


def quoted(text: str, finding: Finding) -> str:
    return text[finding.start : finding.end]


def test_a_sentence_of_another_row_is_shown_where_it_stands() -> None:
    text = f"{OTHER} {LONG} And so it goes on and on for very many more words."
    (finding,) = found(text, "repetition", replace(FACTS, elsewhere=(OtherWords("C1", LONG),)))
    assert quoted(text, finding) == LONG
    assert "C1" in finding.sentence


def test_a_copied_text_is_one_finding_about_the_whole() -> None:
    facts = replace(FACTS, elsewhere=(OtherWords("C1", f"{LONG} {OTHER} Then something else follows."),))
    (finding,) = found(f"{LONG} {OTHER}", "repetition", facts)
    assert finding.is_of_whole_text
    assert "C1" in finding.sentence


def test_capitals_marks_and_spaces_do_not_make_a_sentence_new() -> None:
    facts = replace(FACTS, elsewhere=(OtherWords("C1", LONG.upper().replace(" ", "  ")),))
    (finding,) = found(LONG, "repetition", facts)
    assert not finding.is_of_whole_text


def test_short_sentences_may_be_said_twice() -> None:
    facts = replace(FACTS, elsewhere=(OtherWords("C1", "No change."),))
    assert not found("No change.", "repetition", facts)


def test_a_sentence_of_an_earlier_month_names_the_latest() -> None:
    facts = replace(
        FACTS,
        earlier=(
            EarlierWords(date(2018, 3, 1), f"{LONG} And more."),
            EarlierWords(date(2018, 4, 1), f"{LONG} But less."),
        ),
    )
    (finding,) = found(LONG, "repetition", facts)
    assert "April 2018" in finding.sentence


def test_last_months_text_is_unchanged() -> None:
    facts = replace(FACTS, earlier=(EarlierWords(MAY, f"  {LONG}\n{OTHER}"),))
    (finding,) = found(f"{LONG} {OTHER}", "unchanged", facts)
    assert finding.is_of_whole_text
    assert "May 2018" in finding.sentence
    assert not found(f"{LONG} {OTHER} New.", "unchanged", facts)
    assert not found("", "unchanged", replace(FACTS, earlier=(EarlierWords(MAY, ""),)))


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("The results will be in the July commentary.", "The results will be in the July commentary"),
        ("The results will be known in July, we think.", "The results will be known in July"),
        ("The results will be known by the end of July.", "The results will be known by the end of July"),
    ],
)
def test_a_promise_is_not_cut_within_a_name(text: str, promised: str) -> None:
    (finding,) = found(text, "promise")
    assert quoted(text, finding) == promised


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("An improvement should be seen in the coming four weeks.", Horizon(days=28)),
        ("An improvement should be seen in the coming 4-6 weeks.", Horizon(days=42)),
        ("This will be done within ten working days.", Horizon(days=14)),
        ("We expect to finish in three months.", Horizon(days=91)),
        ("New posts will be filled over the coming months.", Horizon()),
        ("The plan will be agreed by the end of September.", Horizon(month=date(2018, 9, 1))),
        ("The plan will be agreed by January.", Horizon(month=date(2019, 1, 1))),
        (
            "The plan will be ratified on 30th July 2018.",
            Horizon(month=date(2018, 7, 1), day=date(2018, 7, 30)),
        ),
    ],
)
def test_a_promise_has_what_an_action_needs(text: str, horizon: Horizon) -> None:
    (finding,) = found(text, "promise")
    assert finding.promise is not None
    assert finding.promise.horizon == horizon
    assert finding.promise.text == quoted(text, finding)
    assert text.startswith(finding.promise.text)


@pytest.mark.parametrize(
    "text",
    [
        "The plan was agreed in April.",
        "We met in the following week.",
        "Visits must be made within ten days.",
        "In the last four weeks we will have met twice.",
        "The number of visits is expected to fall.",
        "The plan will be agreed on 31 February 2018.",
    ],
)
def test_no_promise_without_a_time_ahead(text: str) -> None:
    assert not found(text, "promise")


def test_a_date_that_is_none_leaves_the_month() -> None:
    (finding,) = found("The plan will be agreed on 31 September.", "promise")
    assert finding.promise is not None
    assert finding.promise.horizon == Horizon(month=date(2018, 9, 1))


def test_the_rows_own_count_is_no_disclosure_until_more_is_said() -> None:
    one = replace(FACTS, row=replace(VISITS, values=(Decimal(2), Decimal(1))))
    assert not found("One child transferred in during June 2018.", "disclosure", one)
    assert not found("We saw one child.", "disclosure", one)
    assert found("One child, aged 4, transferred in.", "disclosure", one)
    assert found("One child transferred in on 12 June.", "disclosure", one)
    assert found("One child of a family of five transferred in.", "disclosure", one)
    assert found("One child transferred in during June 2018.", "disclosure")


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Brambleby has left.",
        "Cllr Oakapple asked about this.",
        "Hannah Brambleby leads the work.",
        "The twins, a family of four, moved.",
        "A 15-year-old boy went missing.",
        "The baby was born on 3 June.",
    ],
)
def test_people_can_be_recognised(text: str) -> None:
    assert found(text, "disclosure")


@pytest.mark.parametrize(
    "text",
    [
        "The Working with Families project has begun.",
        "Five family workers joined in June.",
        "Children aged 13 and over are asked.",
        "Children aged 5-10 are asked.",
        "In May and June we met each family once.",
        "Around 120 children were seen.",
    ],
)
def test_people_cannot_be_recognised(text: str) -> None:
    assert not found(text, "disclosure")


def test_an_acronym_is_told_once_and_not_when_explained() -> None:
    text = "The QZT meets. The QZT is new."
    (finding,) = found(text, "acronym")
    assert quoted(text, finding) == "QZT"
    assert not found(text, "acronym", replace(FACTS, glossary=frozenset({"QZT"})))
    assert not found("The quick zone team (QZT) meets. The QZT is new.", "acronym")
    assert not found("NOTHING IN THIS TEXT IS AN ACRONYM", "acronym")
    assert not found("See V1 for more.", "acronym")


def test_titles_explain_acronyms() -> None:
    assert explained_in("Number of Child Protection Plans (CPPs) and Reviews (R)") == {"CPP"}


def test_two_checks_of_one_sentence_both_speak() -> None:
    findings = check_commentary("As stated above, home visits fell slightly.", FACTS)
    assert [(each.check, each.severity) for each in findings] == [
        ("position", Severity.WARNING),
        ("direction", Severity.CONTRADICTION),
    ]
    assert findings[1].sentence == (
        "This does not agree with V1: it rose from 440 in May 2018 to 462 in June 2018."
    )


def test_without_figures_nothing_is_contradicted() -> None:
    bare = replace(FACTS, row=replace(VISITS, values=(None,) * 13))
    assert check_commentary("Home visits fell by 40% to 12, below England and the target.", bare) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Visits rose to 462, 12 more than in May (440).", "number"),
        ("462 visits were made, 22 more than in May (430).", "number"),
        ("462 visits were made, 22 fewer than in May (440).", "direction"),
        ("Visits did not rise in June.", "direction"),
        ("There was little change from June 2017.", "direction"),
        ("462 visits were made, the lowest since March.", "extreme"),
        ("462 visits were made, down from 440 in May.", "direction"),
        ("It is the second highest number and the fourth fall in a row.", "duration"),
    ],
)
def test_amounts_and_extremes(text: str, check: str) -> None:
    assert {each.check for each in check_commentary(text, FACTS)} == {check}


@pytest.mark.parametrize(
    "text",
    [
        "Visits rose to 462, 22 more than in May (440) and 52 more than in June 2017 (410).",
        "462 visits were made, the most of the 13 months.",
        "It is the highest since June 2017 and the third rise in a row.",
        "462 visits were made, up 5% from May and up from 418 in March.",
        "Visits did not fall in June.",
        "Visits rose to 431 in April and to 440 in May.",
    ],
)
def test_true_amounts_and_extremes(text: str) -> None:
    assert check_commentary(text, FACTS) == []


@pytest.mark.parametrize(("text", "said"), [("Visits peaked in May.", 1), ("Visits peaked in June.", 0)])
def test_a_peak_has_no_more_after_it(text: str, said: int) -> None:
    """440 in May, 462 in June."""
    findings = found(text, "extreme")
    assert [each.sentence for each in findings] == ["V1 was 440 in May 2018 and 462 in June 2018."][:said]


def test_one_family_of_four_is_one_finding() -> None:
    text = "One family of four was seen twice."
    (finding,) = found(text, "disclosure")
    assert quoted(text, finding) == "One family"
