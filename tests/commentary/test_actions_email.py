"""The daily email tells of actions that are due and of members' questions, and quotes neither."""

from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command

from commentary.actions import actions, member_questions
from commentary.models import Action, TurnedDown
from indicators.models import Indicator, ReportingMonth
from indicators.people.models import User
from tests.factories import JUNE, MAY, NOW, People

SECRET = "Move the cases of one family"


def letter_to(user: User) -> str:
    mail.outbox.clear()
    call_command("send_messages")
    found = [each for each in mail.outbox if each.to == [user.email]]
    # Its lines are broken anywhere between words.
    return " ".join(" ".join(str(each.body) for each in found).split())


def opened(indicator: Indicator, people: People, due: date, who: User | None = None) -> Action:
    return actions.open_one(
        indicator=indicator,
        month=JUNE,
        text=SECRET,
        who=who or people.viewer,
        due=due,
        by=people.owner,
        at=NOW,
    )


# Thursday 12 July 2018: two working days later is Monday.
@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2018, 7, 11), "1 action late"),
        (date(2018, 7, 12), "1 action due within two working days"),
        (date(2018, 7, 16), "1 action due within two working days"),
        (date(2018, 7, 17), ""),
    ],
)
def test_who_has_it_is_told_when_it_is_due(indicator, people: People, due: date, said: str) -> None:
    row = opened(indicator, people, due)
    body = letter_to(people.viewer)
    assert bool(body) == bool(said)
    assert said in body
    if said:
        assert f"/actions/{row.pk}/" in body
        assert "M1: Contacts" in body
    assert SECRET not in body


def test_a_deputy_is_told_on_behalf_of_whom(indicator, people: People) -> None:
    opened(indicator, people, date(2018, 7, 11), people.owner)
    assert "On behalf of Owner: 1 action late" in letter_to(people.owner_cover)


def test_a_closed_one_and_one_of_somebody_who_turned_it_down_is_not_told(indicator, people: People) -> None:
    row = opened(indicator, people, date(2018, 7, 11))
    TurnedDown.objects.create(user=people.viewer, kind="overdue")
    assert letter_to(people.viewer) == ""
    TurnedDown.objects.all().delete()
    actions.close(action=row, outcome="Done.", seen_version=1, by=people.owner, at=NOW)
    assert letter_to(people.viewer) == ""


def test_what_members_asked_is_due_with_the_words_of_the_next_pack(indicator, people: People) -> None:
    ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status=ReportingMonth.CLOSED)
    question = member_questions.log(
        indicator=indicator,
        month=MAY,
        text="Why is one family counted twice?",
        asked_by="Chair of scrutiny",
        asked_on=date(2018, 6, 20),
        by=people.administrator,
        at=NOW,
    )
    body = letter_to(people.reporter)
    assert "1 question from members to answer, 2 working days late, due Tuesday 10 July" in body
    assert f"/member-questions/{question.pk}/" in body
    assert "counted twice" not in body
