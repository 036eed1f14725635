"""Whatever is written, the checks answer with places inside the text."""

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

WORDS = [
    "visits",
    "fell",
    "rose",
    "increase",
    "decrease",
    "slight",
    "significant",
    "statistically",
    "by",
    "to",
    "from",
    "in",
    "on",
    "of",
    "the",
    "a",
    "this",
    "month",
    "months",
    "last",
    "four",
    "second",
    "consecutive",
    "running",
    "June",
    "May",
    "may",
    "2017",
    "2018",
    "440",
    "462",
    "5%",
    "7.5%",
    "percentage",
    "points",
    "per",
    "cent",
    "above",
    "below",
    "England",
    "neighbours",
    "target",
    "average",
    "national",
    "region",
    "met",
    "not",
    "no",
    "as",
    "stated",
    "see",
    "previous",
    "row",
    "QZT",
    "(QZT)",
    "one",
    "child",
    "family",
    "siblings",
    "aged",
    "4",
    "12",
    "year",
    "old",
    "Mrs",
    "Hannah",
    "will",
    "within",
    "weeks",
    "coming",
    "by",
    "end",
    "September",
    "31",
    "than",
    "more",
    "fewer",
    "less",
    "up",
    "down",
    "highest",
    "since",
    "and",
    "but",
    "which",
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "-",
    "–",
    "’",
    "%",
    "\n",
    "1,000,000",
    "999999999999999",
    "0",
    "30th",
    "variation",
    "normal",
    "did",
    "remain",
    "we",
    "it",
    "number",
    "rate",
]
NUMBERS = st.none() | st.decimals(-1000, 100_000, places=1) | st.just(Decimal(0))
TEXTS = (
    st.text(max_size=200)
    | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40).map("".join)
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
