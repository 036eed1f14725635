"""Whatever is written, the checks answer with places inside the text."""

import re
from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from commentary.checks import (
    Comparator,
    EarlierWords,
    Facts,
    Figures,
    OtherWords,
    TargetFacts,
    Whom,
    check_commentary,
)
from indicators.calculations.control_charts import Kind
from indicators.calculations.intervals import Verdict
from indicators.calculations.terms import Direction, Polarity, TargetStatus, Unit

from .measures import DATA, rows_of

# What the rules look for, in the order in which people wrote it, and marks and numbers that nobody would.
SAID = sorted(
    {
        token
        for file in DATA.glob("commentary_sentences*.csv")
        for row in rows_of(file)
        for token in re.findall(r"\w+%?|[^\w\s]", row["sentence"])
    }
)
WORDS = st.sampled_from(
    [
        *SAID,
        "QZT",
        "(QZT)",
        "\n",
        "\t",
        "1,000,000",
        "999999999999999",
        "0",
        "30th",
        "10,000",
        "−5%",
        "0.000001",
    ]
)
STRANGE = st.sampled_from(
    [
        "\U0001f600",
        "e\u0301",
        "\u0301",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u202e",
        "\u200b",
        "\u0660",
        "²",
        "½",
        "ß",
        "İ",
        "ǆ",
        "_",
    ]
)
NUMBERS = st.none() | st.decimals(-1000, 100_000, places=1) | st.just(Decimal(0))
TEXTS = (
    st.text(max_size=200)
    | st.lists(WORDS, max_size=60).map(" ".join)
    | st.lists(WORDS | STRANGE | st.text(max_size=3), max_size=40).map("".join)
    | st.lists(WORDS | STRANGE, min_size=1, max_size=4).map(lambda each: (" ".join(each) * 10_000)[:10_000])
)


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    return Figures(
        ref=draw(st.text(max_size=6)),
        title=draw(
            st.sampled_from(("Number of visits", "Percentage of visits in 5 days", "")) | st.text(max_size=30)
        ),
        unit=draw(st.sampled_from(Unit)),
        polarity=draw(st.sampled_from(Polarity)),
        decimals=draw(st.integers(0, 3)),
        month=draw(st.dates(date(1901, 1, 1), date(2199, 1, 1))).replace(day=1),
        values=tuple(draw(st.lists(NUMBERS, max_size=14))),
        numerator=draw(NUMBERS),
        denominator=draw(NUMBERS),
        mean_12=draw(NUMBERS),
        comparators=tuple(
            Comparator(
                whom, draw(st.sampled_from(("England", "South East region", "region", ""))), value, verdict
            )
            for whom in Whom
            if (value := draw(NUMBERS)) is not None
            for verdict in [draw(st.none() | st.sampled_from(Verdict))]
        ),
        target=draw(
            st.none()
            | st.builds(
                TargetFacts,
                st.decimals(-10, 1000, places=1),
                NUMBERS,
                NUMBERS,
                st.none() | st.sampled_from(TargetStatus),
                st.none() | st.sampled_from(Direction),
            )
        ),
        signal=draw(st.none() | st.sampled_from(Kind)),
    )


FACTS = st.builds(
    Facts,
    figures(),
    st.lists(figures(), max_size=2).map(tuple),
    st.lists(figures(), max_size=2).map(tuple),
    st.lists(st.builds(OtherWords, st.text(max_size=4), TEXTS), max_size=2).map(tuple),
    st.lists(st.builds(EarlierWords, st.just(date(2018, 5, 1)), TEXTS), max_size=2).map(tuple),
    st.frozensets(st.text(max_size=4), max_size=2),
)


@settings(deadline=None)
@given(TEXTS, FACTS)
@example("", Facts(Figures("", "", Unit.COUNT, Polarity.NONE, 0, date(2018, 6, 1), ())))
def test_findings_lie_inside_the_text(text: str, facts: Facts) -> None:
    for finding in check_commentary(text, facts):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.sentence.strip()
        assert finding.promise is None or finding.promise.text == text[finding.start : finding.end]


@settings(deadline=None)
@given(TEXTS, FACTS)
def test_the_same_is_said_each_time(text: str, facts: Facts) -> None:
    assert check_commentary(text, facts) == check_commentary(text, facts)
