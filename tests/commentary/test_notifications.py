"""What each person's daily email says: to whom, about what, and what it never says."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commentary.actions import digests, mail_choices
from commentary.notifications import Letter, letters
from indicators.models import Indicator, Membership, ReportingMonth, Scorecard
from indicators.people.models import Cover, User
from tests import factories
from tests.factories import JUNE, NOW, People

LONDON = ZoneInfo("Europe/London")


def on(day: date) -> dict[str, Letter]:
    """That day's letters, by name."""
    at = datetime(day.year, day.month, day.day, 8, 0, tzinfo=LONDON)
    return {letter.name: letter for letter in letters(on=day, at=at)}


def headings(letter: Letter) -> list[str]:
    return [group.heading for section in letter.sections for group in section.groups]


def said(day: date) -> dict[str, list[str]]:
    return {name: headings(letter) for name, letter in on(day).items()}


THURSDAY = date(2018, 7, 12)


def test_late_work_goes_to_the_reporter_and_to_who_covers_them(indicator: Indicator) -> None:
    late = "1 commentary to write, 2 working days late, due Tuesday 10 July"
    assert said(THURSDAY) == {"Reporter": [late], "Reporter Cover": [f"On behalf of Reporter: {late}"]}


def test_who_covered_and_does_no_more_hears_nothing(indicator: Indicator, people: People) -> None:
    Cover.objects.filter(user=people.reporter).update(ends_on=date(2018, 7, 11))
    Scorecard.objects.update(deputy_told_after=None)
    assert set(said(THURSDAY)) == {"Reporter"}


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (date(2018, 7, 5), None),
        (date(2018, 7, 6), "1 commentary to write, due Tuesday 10 July"),
        (date(2018, 7, 9), "1 commentary to write, due tomorrow, Tuesday 10 July"),
        (date(2018, 7, 10), "1 commentary to write, due today, Tuesday 10 July"),
        (date(2018, 7, 11), "1 commentary to write, 1 working day late, due Tuesday 10 July"),
    ],
)
def test_work_is_due_soon_from_two_working_days_before(
    indicator: Indicator, day: date, heading: str | None
) -> None:
    assert said(day).get("Reporter") == (None if heading is None else [heading])


def test_returned_words_are_said_once_with_their_deadline(indicator: Indicator) -> None:
    factories.commentary_at("returned", indicator)
    assert said(THURSDAY)["Reporter"] == ["1 commentary returned, 2 working days late, due Tuesday 10 July"]


def test_submitted_words_wait_for_the_owner_and_who_covers_them(indicator: Indicator) -> None:
    factories.commentary_at("submitted", indicator)
    waits = "1 commentary to sign, due tomorrow, Friday 13 July"
    assert said(THURSDAY) == {"Owner": [waits], "Owner Cover": [f"On behalf of Owner: {waits}"]}
    ReportingMonth.objects.update(sign_off_due=date(2018, 7, 31))
    assert said(THURSDAY)["Owner"] == ["1 commentary to sign, due Tuesday 31 July"]


def test_nobody_is_asked_to_sign_words_of_their_own(scorecard: Scorecard, people: People) -> None:
    both = factories.indicator(scorecard, owner=people.owner, reporter=people.owner)
    factories.returns(both, ["10"] * 13)
    factories.commentary_at("submitted", both)
    assert set(said(THURSDAY)) == {"Owner Cover"}


def test_approval_is_told_once(indicator: Indicator) -> None:
    factories.commentary_at("approved", indicator)
    friday = THURSDAY + timedelta(1)
    assert said(friday) == {
        "Reporter": ["1 commentary approved"],
        "Reporter Cover": ["On behalf of Reporter: 1 commentary approved"],
    }
    digests.send(address="https://portal.example", at=NOW + timedelta(1))
    assert said(friday + timedelta(3)) == {}


def test_stale_sign_off_comes_back_to_the_owner(indicator: Indicator, people: People) -> None:
    factories.commentary_at("approved", indicator)
    factories.restate(indicator, "200", by=people.administrator)
    again = "1 commentary to sign again, because a figure changed, due tomorrow, Friday 13 July"
    assert said(THURSDAY)["Owner"] == [again]


def test_missing_returns_are_the_administrators(scorecard: Scorecard, people: People) -> None:
    factories.indicator(scorecard, "M2", owner=people.owner)
    assert said(date(2018, 7, 4))["Administrator"] == ["1 figure missing, due tomorrow, Thursday 5 July"]
    assert said(date(2018, 7, 6))["Administrator"] == [
        "1 figure missing, 1 working day late, due Thursday 5 July"
    ]


def test_late_work_is_told_to_the_administrators_after_so_many_working_days(indicator: Indicator) -> None:
    told = "Reporter: 1 commentary to write, {} working days late, due Tuesday 10 July"
    assert "Administrator" not in said(date(2018, 7, 13))
    assert said(date(2018, 7, 16))["Administrator"] == [told.format(4)]
    Scorecard.objects.update(administrators_told_after=None)
    assert "Administrator" not in said(date(2018, 7, 16))


def test_late_work_is_told_to_a_deputy_for_whom_the_scorecard_exists(
    indicator: Indicator, people: People
) -> None:
    cover = Cover.objects.get(user=people.reporter)
    cover.ends_on = date(2018, 7, 9)
    cover.save()
    assert "Reporter Cover" not in said(THURSDAY)
    Membership.objects.create(
        user=people.reporter_cover, scorecard=indicator.scorecard, role=Membership.VIEWER
    )
    told = "Reporter: 1 commentary to write, {} late, due Tuesday 10 July"
    assert said(THURSDAY)["Reporter Cover"] == [told.format("2 working days")]
    assert "Reporter Cover" not in said(THURSDAY - timedelta(1))
    Scorecard.objects.update(deputy_told_after=1)
    assert said(THURSDAY - timedelta(1))["Reporter Cover"] == [told.format("1 working day")]


def test_sign_offs_are_late_too(indicator: Indicator) -> None:
    factories.commentary_at("submitted", indicator)
    heard = said(date(2018, 7, 19))
    assert heard["Owner"] == ["1 commentary to sign, 4 working days late, due Friday 13 July"]
    assert heard["Administrator"] == ["Owner: 1 commentary to sign, 4 working days late, due Friday 13 July"]


def test_rows_that_are_nobodys_are_told_to_the_administrators(scorecard: Scorecard) -> None:
    nobodys = factories.indicator(scorecard)
    factories.returns(nobodys, ["10"] * 13)
    assert said(date(2018, 7, 17))["Administrator"] == [
        "Nobody named: 1 commentary to write, 5 working days late, due Tuesday 10 July"
    ]


def test_viewers_strangers_and_who_was_deactivated_get_none(indicator: Indicator, people: People) -> None:
    User.objects.filter(pk=people.reporter.pk).update(is_active=False)
    assert set(said(THURSDAY)) == {"Reporter Cover"}


@pytest.mark.parametrize("status", [ReportingMonth.PLANNED, ReportingMonth.CLOSED])
def test_a_month_that_is_not_open_asks_nothing(indicator: Indicator, status: str) -> None:
    ReportingMonth.objects.update(status=status)
    assert said(THURSDAY) == {}


@pytest.mark.parametrize(
    ("turned_down", "heard"),
    [
        (["overdue"], None),
        (["all"], None),
        (["escalated", "approved"], ["1 commentary to write, 2 working days late, due Tuesday 10 July"]),
    ],
)
def test_what_is_turned_down_is_not_said(
    indicator: Indicator, people: People, turned_down: list[str], heard: list[str] | None
) -> None:
    mail_choices.choose(turned_down=turned_down, by=people.reporter, at=NOW)
    assert said(THURSDAY).get("Reporter") == heard
    assert "Reporter Cover" in said(THURSDAY)


def test_what_is_late_and_waits_is_said_as_the_one_that_is_wanted(
    indicator: Indicator, people: People
) -> None:
    factories.commentary_at("submitted", indicator)
    mail_choices.choose(turned_down=["due_soon"], by=people.owner, at=NOW)
    (section,) = on(THURSDAY)["Owner"].sections
    assert [group.kind for group in section.groups] == ["waiting"]


def test_long_lists_are_cut_and_counted(scorecard: Scorecard, people: People) -> None:
    for number in range(12):
        made = factories.indicator(scorecard, f"R{number}", order=number, reporter=people.reporter)
        factories.returns(made, ["10"] * 13)
    (group,) = on(THURSDAY)["Reporter"].sections[0].groups
    assert (group.count, len(group.lines), group.more) == (12, 10, 2)
    assert on(THURSDAY)["Reporter"].summary == "12 late"


def test_every_scorecard_has_its_own_section(indicator: Indicator, people: People) -> None:
    other = factories.scorecard("Housing")
    ReportingMonth.objects.create(
        scorecard=other, month=JUNE, status="open", commentary_due=date(2018, 7, 16)
    )
    row = factories.indicator(other, "H1", reporter=people.reporter, owner=people.owner)
    factories.returns(row, ["10"] * 13)
    letter = on(THURSDAY)["Reporter"]
    assert [(each.scorecard, each.month) for each in letter.sections] == [
        ("Children's Services", "June 2018"),
        ("Housing", "June 2018"),
    ]
    assert letter.summary == "1 late, 1 due soon"


def test_queries_do_not_grow_with_people_or_rows(indicator: Indicator, scorecard: Scorecard) -> None:
    on(THURSDAY)
    with CaptureQueriesContext(connection) as few:
        assert len(on(THURSDAY)) == 2
    for number in range(10):
        reporter = factories.user(f"Reporter {number}")
        made = factories.indicator(
            scorecard, f"R{number}", reporter=reporter, owner=factories.user(f"Owner {number}")
        )
        factories.returns(made, ["10"] * 13)
        Cover.objects.create(
            user=reporter, deputy=factories.user(f"Deputy {number}"), starts_on=THURSDAY, ends_on=THURSDAY
        )
    with CaptureQueriesContext(connection) as many:
        assert len(on(THURSDAY)) == 22
    assert len(many) == len(few)
