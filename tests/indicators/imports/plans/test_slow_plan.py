"""The plan against a naive one: a dictionary of what is recorded, and one of what the file says."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculations.months import months_to
from indicators.calculations.terms import Unit
from indicators.imports.plans.plan import ACCEPT

from .worlds import JUNE, cell, indicator, known, plan_of, recorded, row, submitted

MONTHS = months_to(JUNE, 14)
INDICATORS = (
    indicator(1, "M1"),
    indicator(2, "M2"),
    indicator(3, "P1", Unit.PERCENTAGE),
    indicator(4, "R1", Unit.RATE_PER_10000, decimals=2),
)
COUNTS = st.integers(0, 40).map(str)
PERCENTAGES = st.integers(11, 1000).map(lambda tenths: f"{tenths / 10:.1f}")
RATES = st.integers(0, 400).map(lambda hundredths: f"{hundredths / 100:.2f}")
VALUES = {"M1": COUNTS, "M2": COUNTS, "P1": PERCENTAGES, "R1": RATES}
WORDS = {"not_supplied": "not supplied", "no_denominator": "no cases"}
REASONS = st.sampled_from(["not_supplied", "no_denominator"])


def returns_of(ref):
    return st.one_of(VALUES[ref], VALUES[ref], REASONS, st.just(""), st.none())


def texts_of(ref):
    return st.one_of(VALUES[ref], VALUES[ref], st.sampled_from(["-", "n/a", "not supplied", ""]))


@st.composite
def worlds(draw):
    """What is recorded, and what a file says, by ref and month."""
    before, file = {}, {}
    for one in INDICATORS:
        before[one.ref] = draw(st.lists(returns_of(one.ref), min_size=14, max_size=14))
        if draw(st.booleans()):
            file[one.ref] = draw(st.lists(texts_of(one.ref), min_size=1, max_size=14))
            if draw(st.booleans()):
                # Mostly what is recorded, as files are.
                kept = before[one.ref][-len(file[one.ref]) :]
                changes = draw(st.lists(st.booleans(), min_size=14, max_size=14))
                file[one.ref] = [
                    new
                    if change or old in ("", None)
                    else old.replace("_", " ").replace("no denominator", "no cases")
                    for new, old, change in zip(file[one.ref], kept, changes, strict=False)
                ]
    return before, file


def slow_plan(before, file):
    """What is new, restated and unchanged, one figure after the other."""
    new, restated, unchanged = {}, {}, 0
    for ref, texts in file.items():
        for month, text in zip(MONTHS[-len(texts) :], texts, strict=True):
            was = before[ref][MONTHS.index(month)]
            said = slow_reading(ref, text, was)
            if said is None:
                continue
            if was in ("", None):
                new[ref, month] = said
            elif said == (was if was.startswith("no") else Decimal(was)):
                unchanged += 1
            else:
                restated[ref, month] = said
    return new, restated, unchanged


def slow_reading(ref, text, was):
    if not text:
        return was if was in ("not_supplied", "no_denominator") else None
    if text in ("-", "n/a"):
        if was in ("not_supplied", "no_denominator"):
            return was
        return "no_denominator" if ref == "P1" else "not_supplied"
    if text in ("not supplied", "no cases"):
        return {"not supplied": "not_supplied", "no cases": "no_denominator"}[text]
    return Decimal(text)


def accepted(submission, base):
    """The plan when everything is accepted that can be."""
    decisions, plan = {}, plan_of(submission, base)
    while plan.to_decide:
        for finding in plan.to_decide:
            assert ACCEPT in [choice.value for choice in finding.choices], finding
            decisions[finding.key] = ACCEPT
        plan = plan_of(submission, base, decisions)
    return plan


def told(figures):
    return {(each.indicator.ref, each.month): each.missing or each.value for each in figures}


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_a_plan_is_what_two_dictionaries_say(world):
    before, file = world
    if "no cases" in str({ref: texts for ref, texts in file.items() if ref.startswith("M")}):
        # A count has no such reason to give, though one may be on record.
        file = {ref: ["-" if text == "no cases" else text for text in texts] for ref, texts in file.items()}
    base = known(
        *INDICATORS,
        returns={
            ref: [text if text == "" else recorded(text) for text in texts] for ref, texts in before.items()
        },
    )
    rows = [row(line, ref, *map(cell, texts)) for line, (ref, texts) in enumerate(file.items(), start=2)]
    plan = accepted(submitted(*rows), base)
    new, restated, unchanged = slow_plan(before, file)
    assert told(plan.new) == new
    assert told(plan.restated) == restated
    assert (plan.unchanged, plan.left_out) == (unchanged, 0)


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_without_decisions_nothing_is_restated_and_every_question_is_open(world):
    before, file = world
    base = known(
        *INDICATORS,
        returns={
            ref: [text if text == "" else recorded(text) for text in texts] for ref, texts in before.items()
        },
    )
    rows = [row(line, ref, *map(cell, texts)) for line, (ref, texts) in enumerate(file.items(), start=2)]
    plan = plan_of(submitted(*rows), base)
    assert not plan.restated
    assert plan.to_decide == tuple(finding for finding in plan.findings if finding.choices)
    assert {month for _, month in told(plan.new)} <= set(MONTHS)
    assert date(2018, 6, 1) == MONTHS[-1]
