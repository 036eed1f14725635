"""The rules one by one, and what must hold for any rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.control_charts import Kind
from indicators.calculations.headline_counts import summary
from indicators.calculations.headline_facts import Extreme, HeadlineFacts
from indicators.calculations.headlines import (
    Headline,
    HeadlineKind,
    Headlines,
    LeftOut,
    LeftOutReason,
    choose_headlines,
)
from indicators.calculations.intervals import Verdict
from indicators.calculations.terms import Arrow, Polarity, TargetStatus

OFF, CLOSE = TargetStatus.OFF_TARGET, TargetStatus.CLOSE


def facts(ref: str = "A1", **more: object) -> HeadlineFacts:
    return HeadlineFacts(**{"ref": ref, "title": f"Title of {ref}", "figure": "12", **more})  # type: ignore[arg-type]


def kinds(chosen: Headlines) -> list[tuple[str, str]]:
    return [(each.kind.value, each.ref) for each in chosen.headlines]


def test_a_concern_in_full() -> None:
    chosen = choose_headlines(
        [
            facts(
                "EH4-QL",
                title="Assessments in 45 days",
                figure="48.0%",
                polarity=Polarity.HIGHER,
                signal=Kind.CONCERN,
                signal_words="below the lower limit of 51.3%",
                signal_is_new=True,
                extreme=Extreme.LOWEST,
                verdict_now=Verdict.WORSE,
                verdict_before=Verdict.SIMILAR,
                neighbours="77.0%",
                target_status=OFF,
                target_words="12.0 percentage points below the target of 60.0%",
                restated=("April 2018", "May 2018"),
                silent_months=4,
            )
        ]
    )
    (headline,) = chosen.headlines
    assert (headline.kind, headline.ref, headline.is_new, headline.also) == ("concern", "EH4-QL", True, ())
    assert headline.sentence == "Assessments in 45 days: 48.0%, below the lower limit of 51.3%"
    assert [(each.kind.value, each.text) for each in headline.evidence] == [
        ("concern", "below the lower limit of 51.3%"),
        ("off_target", "12.0 percentage points below the target of 60.0%"),
        ("newly_worse", "worse than neighbours (77.0%), which it was not last month"),
        ("extreme", "lowest of 13 months"),
        ("restated", "April 2018 and May 2018 restated since last month"),
        ("silent", "no approved commentary for 4 months"),
    ]
    assert {each.ref for each in headline.evidence} == {"EH4-QL"}


def test_the_bad_is_told_before_a_good_signal_of_the_same_row() -> None:
    good = {"signal": Kind.IMPROVEMENT, "signal_words": "above the upper limit of 91.1%"}
    rows = [
        facts("A1", **good),
        facts("A2", **good, target_status=OFF, target_words="1 below the target of 13"),
        facts("A3", **good, verdict_now=Verdict.WORSE),
    ]
    chosen = choose_headlines(rows)
    assert kinds(chosen) == [("off_target", "A2"), ("newly_worse", "A3"), ("improvement", "A1")]
    assert [each.text for each in chosen.headlines[0].evidence] == [
        "1 below the target of 13",
        "above the upper limit of 91.1%",
    ]


def test_new_signals_come_first_and_continued_concerns_still_before_all_else() -> None:
    rows = [
        facts("A1", signal=Kind.IMPROVEMENT, signal_is_new=True),
        facts("A2", signal=Kind.CONCERN),
        facts("A3", signal=Kind.CONCERN, signal_is_new=True),
        facts("A4", signal=Kind.LOW),
        facts("A5", signal=Kind.HIGH, signal_is_new=True),
    ]
    chosen = choose_headlines(rows)
    assert kinds(chosen) == [
        ("concern", "A3"),
        ("concern", "A2"),
        ("improvement", "A1"),
        ("changed", "A5"),
        ("changed", "A4"),
    ]
    assert [each.is_new for each in chosen.headlines] == [True, False, True, True, False]


@pytest.mark.parametrize(
    ("now", "before", "newly"),
    [
        (Verdict.WORSE, Verdict.SIMILAR, True),
        (Verdict.WORSE, Verdict.BETTER, True),
        (Verdict.WORSE, None, True),
        (Verdict.WORSE, Verdict.WORSE, False),
        (Verdict.SIMILAR, Verdict.BETTER, False),
        (Verdict.LOWER, Verdict.SIMILAR, False),
        (None, Verdict.SIMILAR, False),
    ],
)
def test_newly_worse_than_neighbours(now: Verdict | None, before: Verdict | None, newly: bool) -> None:
    chosen = choose_headlines([facts(verdict_now=now, verdict_before=before)])
    assert (kinds(chosen) == [("newly_worse", "A1")]) == newly
    assert chosen.counts.newly_worse == newly


def test_extremes_without_commentary_the_bad_side_first() -> None:
    rows = [
        facts("A1", extreme=Extreme.HIGHEST),
        facts("A2", extreme=Extreme.HIGHEST, polarity=Polarity.HIGHER),
        facts("A3", extreme=Extreme.LOWEST, polarity=Polarity.HIGHER, extreme_is_joint=True),
        facts("A4", extreme=Extreme.HIGHEST, polarity=Polarity.LOWER, has_commentary=True),
        facts("A5", extreme=Extreme.HIGHEST, polarity=Polarity.LOWER),
    ]
    chosen = choose_headlines(rows)
    assert kinds(chosen) == [("extreme", ref) for ref in ("A3", "A5", "A1", "A2")]
    assert chosen.headlines[0].sentence == ("Title of A3: 12, equal lowest of 13 months")
    assert chosen.left_out == (LeftOut(LeftOutReason.EXPLAINED_EXTREME, ("A4",)),)


def test_silence_is_three_months_without_words_or_a_month_without_a_figure() -> None:
    rows = [
        facts("A1", silent_months=2),
        facts("A2", silent_months=3),
        facts("A3", figure="", no_figure="not supplied for June 2018"),
        facts("A4", figure=""),
    ]
    chosen = choose_headlines(rows)
    assert [(each.ref, each.sentence) for each in chosen.headlines] == [
        ("A2", "Title of A2: 12, no approved commentary for 3 months"),
        ("A3", "Title of A3: not supplied for June 2018"),
        ("A4", "Title of A4: no figure"),
    ]


def test_rows_that_share_their_words_are_one_headline_where_they_say_the_same() -> None:
    def pair(second: Kind) -> tuple[Headline, ...]:
        return choose_headlines(
            [
                facts("CP6B", signal=Kind.HIGH, signal_words="seven months in a row above the mean of 309.4"),
                facts("CP6B-NI", signal=second, signal_words="above the upper limit of 67", pair="CP6B"),
            ]
        ).headlines

    (together,) = pair(Kind.HIGH)
    assert (together.ref, together.also) == ("CP6B", ("CP6B-NI",))
    assert [(each.ref, each.text) for each in together.evidence] == [
        ("CP6B", "seven months in a row above the mean of 309.4"),
        ("CP6B-NI", "above the upper limit of 67"),
    ]
    assert [(each.ref, each.also) for each in pair(Kind.CONCERN)] == [("CP6B-NI", ()), ("CP6B", ())]


def test_a_pair_that_is_not_told_or_not_there_changes_nothing() -> None:
    assert kinds(choose_headlines([facts("A2", signal=Kind.HIGH, pair="A1"), facts("A1")])) == [
        ("changed", "A2")
    ]
    assert kinds(choose_headlines([facts("A2", signal=Kind.HIGH, pair="Z9")])) == [("changed", "A2")]


def test_what_is_left_out_is_counted_with_its_reason() -> None:
    rows = [
        facts("A1", verdict_now=Verdict.WORSE, verdict_before=Verdict.WORSE, moved=Arrow.UP),
        facts("A2", target_status=CLOSE),
        facts("A3", moved=Arrow.DOWN),
        facts("A4", moved=Arrow.SIMILAR),
        facts("A5", signal=Kind.COMMON, target_status=TargetStatus.ON_TARGET),
    ]
    chosen = choose_headlines(rows)
    assert chosen.headlines == ()
    assert chosen.left_out == (
        LeftOut(LeftOutReason.STILL_WORSE, ("A1",)),
        LeftOut(LeftOutReason.CLOSE_TO_TARGET, ("A2",)),
        LeftOut(LeftOutReason.MOVED, ("A3",)),
        LeftOut(LeftOutReason.QUIET, ("A4", "A5")),
    )
    assert summary(chosen.counts) == (
        "None of 5 indicators shows a signal. None of the 2 with a target is off it."
    )


def test_no_rows_no_headlines() -> None:
    chosen = choose_headlines([])
    assert (chosen.headlines, chosen.left_out, chosen.counts.looked_at) == ((), (), 0)
    assert summary(chosen.counts) == "There is no indicator to look at."


ROWS = st.lists(
    st.builds(
        HeadlineFacts,
        ref=st.integers(1, 30).map(lambda number: f"R{number}"),
        title=st.just("Title"),
        figure=st.sampled_from(["", "1"]),
        polarity=st.sampled_from(Polarity),
        signal=st.none() | st.sampled_from(Kind),
        signal_is_new=st.booleans(),
        extreme=st.none() | st.sampled_from(Extreme),
        has_commentary=st.booleans(),
        target_status=st.none() | st.sampled_from(TargetStatus),
        verdict_now=st.none() | st.sampled_from(Verdict),
        verdict_before=st.none() | st.sampled_from(Verdict),
        restated=st.sampled_from([(), ("May 2018",)]),
        silent_months=st.integers(0, 4),
        moved=st.none() | st.sampled_from(Arrow),
        pair=st.sampled_from(["", "R1", "R2", "R3"]),
    ),
    max_size=12,
    unique_by=lambda row: row.ref,
)


@given(ROWS)
def test_every_row_is_told_or_left_out_and_nothing_bad_is_hidden(rows: list[HeadlineFacts]) -> None:
    chosen = choose_headlines(rows)
    told = [ref for each in chosen.headlines for ref in (each.ref, *each.also)]
    left_out = [ref for each in chosen.left_out for ref in each.refs]
    assert sorted(told + left_out) == sorted(row.ref for row in rows)
    evidence = {(each.kind, each.ref) for headline in chosen.headlines for each in headline.evidence}
    for row in rows:
        assert (row.signal == Kind.CONCERN) == ((HeadlineKind.CONCERN, row.ref) in evidence)
        assert (row.target_status == OFF) == ((HeadlineKind.OFF_TARGET, row.ref) in evidence)
    grave = [[*HeadlineKind].index(each.kind) for each in chosen.headlines]
    assert grave == sorted(grave)
    for headline in chosen.headlines:
        assert headline.kind == min((each.kind for each in headline.evidence), key=[*HeadlineKind].index)
    assert chosen == choose_headlines(rows)
