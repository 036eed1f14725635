"""Beginning and withdrawing a baseline: by people, with a reason, once a month."""

from datetime import date, timedelta

import pytest

from indicators import scorecards
from indicators.actions import baselines
from indicators.models import Baseline, Indicator, Scorecard, ScorecardRevision
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from indicators.scorecards.baselines import baseline_changes
from tests import factories
from tests.factories import JUNE, NOW, People

from .set_up import VIEWERS

LATER = NOW + timedelta(hours=1)
JANUARY = date(2018, 1, 1)


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    """Figures from June 2017 to June 2018."""
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["50", "52"] * 6 + ["50"])
    return made


def begin(indicator: Indicator, people: People, **given: object) -> Baseline:
    usual: dict[str, object] = {"starts": JANUARY, "reason": "A new team", "by": people.administrator}
    return baselines.begin(indicator=indicator, at=NOW, **usual | given)  # type: ignore[arg-type]


def withdraw(baseline: Baseline, people: People, **given: object) -> None:
    usual: dict[str, object] = {"reason": "The wrong month", "by": people.administrator}
    baselines.withdraw(baseline=baseline, at=LATER, **usual | given)  # type: ignore[arg-type]


def test_is_kept_with_person_and_reason_and_makes_pages_new(indicator: Indicator, people: People) -> None:
    made = begin(indicator, people, reason="  A new team ")
    made.refresh_from_db()
    assert (made.starts, made.reason, made.by, made.at) == (JANUARY, "A new team", people.administrator, NOW)
    (row,) = Baseline.history.all()
    assert (row.history_user, row.history_change_reason, row.history_date) == (
        people.administrator,
        "A new team",
        NOW,
    )
    assert ScorecardRevision.objects.get(scorecard=indicator.scorecard).number == 1
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.scorecard_pk) == (
        "began a baseline",
        people.administrator,
        indicator.scorecard_id,
    )
    assert event.after == {"starts": "2018-01-01", "reason": "A new team"}
    (shown,) = scorecards.build(indicator.scorecard, JUNE).rows
    assert shown.signal.starts == (JANUARY,)


@pytest.mark.parametrize(
    ("starts", "message"),
    [
        (date(2017, 5, 1), "The first figure is that of June 2017"),
        (date(2017, 6, 1), "The first figure is that of June 2017"),
        (date(2018, 8, 1), "August 2018 has not begun yet"),
        (date(2018, 1, 2), "begins with a month"),
    ],
)
def test_months_that_are_refused(indicator: Indicator, people: People, starts: date, message: str) -> None:
    with pytest.raises(Invalid, match=message) as refused:
        begin(indicator, people, starts=starts)
    assert refused.value.field == "starts"
    assert not Baseline.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("starts", [date(2017, 7, 1), date(2018, 7, 1)])
def test_from_the_second_month_to_the_present_one(indicator: Indicator, people: People, starts: date) -> None:
    assert begin(indicator, people, starts=starts).pk


def test_a_month_with_a_reason_instead_of_a_figure_is_no_first_figure(
    scorecard: Scorecard, people: People
) -> None:
    late = factories.indicator(scorecard, "M2")
    factories.returns(late, [None, None, "5", "6"])
    with pytest.raises(Invalid, match="The first figure is that of May 2018"):
        begin(late, people, starts=date(2018, 4, 1))


def test_without_a_figure_there_is_none(scorecard: Scorecard, people: People) -> None:
    with pytest.raises(Invalid, match="M2 has no figure yet"):
        begin(factories.indicator(scorecard, "M2"), people)


def test_a_second_one_in_the_month_is_refused_with_who_was_first(
    indicator: Indicator, people: People
) -> None:
    begin(indicator, people)
    with pytest.raises(Invalid, match="January 2018 already, by Administrator"):
        begin(indicator, people, reason="Another")
    assert Baseline.objects.get().reason == "A new team"


@pytest.mark.parametrize("reason", ["", " \n ", "\u200b \u200b", "x" * 501, "A new\x00team"])
def test_a_reason_that_is_none(indicator: Indicator, people: People, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        begin(indicator, people, reason=reason)
    assert refused.value.field == "reason"
    made = begin(indicator, people)
    with pytest.raises(Invalid):
        withdraw(made, people, reason=reason)
    assert Baseline.objects.count() == 1


@pytest.mark.parametrize("who", [*VIEWERS, "stranger", "portal_administrator"])
def test_is_the_administrators(indicator: Indicator, people: People, who: str) -> None:
    made = begin(indicator, people)
    with pytest.raises(Refused):
        begin(indicator, people, starts=date(2018, 2, 1), by=getattr(people, who))
    with pytest.raises(Refused):
        withdraw(made, people, by=getattr(people, who))
    assert Baseline.objects.count() == 1


def test_withdrawing_keeps_both_reasons(indicator: Indicator, people: People) -> None:
    made = begin(indicator, people)
    withdraw(made, people)
    assert not Baseline.objects.exists()
    (shown,) = scorecards.build(indicator.scorecard, JUNE).rows
    assert shown.signal.starts == ()
    assert [(each.what, each.by, each.why) for each in baseline_changes(indicator)] == [
        ("A baseline from January 2018 withdrawn", "Administrator", "The wrong month"),
        ("A baseline from January 2018 begun", "Administrator", "A new team"),
    ]
    assert ScorecardRevision.objects.get(scorecard=indicator.scorecard).number == 2
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.verb, event.before) == (
        "withdrew a baseline",
        {"starts": "2018-01-01", "reason": "A new team"},
    )
    assert begin(indicator, people).pk


def test_withdrawing_twice_is_a_conflict(indicator: Indicator, people: People) -> None:
    made = begin(indicator, people)
    again = Baseline.objects.get(pk=made.pk)
    withdraw(made, people)
    with pytest.raises(Conflict, match="Somebody else withdrew"):
        withdraw(again, people)
    assert Baseline.history.count() == 2


def test_signatures_stay_as_they_are(indicator: Indicator, people: People) -> None:
    before = scorecards.hash_of(
        scorecards.figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk]
    )
    begin(indicator, people)
    after = scorecards.hash_of(
        scorecards.figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk]
    )
    assert after == before


def test_a_signal_never_begins_one(scorecard: Scorecard, people: People) -> None:
    """Twelve months high after twelve months low, again and again: nobody has said anything."""
    jumps = factories.indicator(scorecard, "M2", owner=people.owner, reporter=people.reporter)
    factories.returns(jumps, (["10", "11"] * 6 + ["90", "91"] * 6) * 2)
    (row,) = (row for row in scorecards.build(scorecard, JUNE).rows if row.ref == "M2")
    assert row.signal.kind == "high"
    assert row.signal.starts == ()
    assert not Baseline.objects.exists()
