"""Two administrators press at the same moment: each person is mailed once."""

from threading import Barrier

import pytest
from django.core import mail

from commentary.actions import reminders
from commentary.actions.reminders import Outcome
from commentary.models import Reminder
from commentary.summaries import chase
from indicators.models import Membership, ReportingMonth, Scorecard
from tests import factories
from tests.factories import NOW, People

from .test_two_at_once import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("failed_before", [False, True])
def test_each_is_mailed_once(scorecard: Scorecard, people: People, failed_before: bool, monkeypatch) -> None:
    """Both have read that everybody is to be reminded before either begins."""
    second = factories.user("Second")
    Membership.objects.create(user=second, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    month = ReportingMonth.objects.select_related("scorecard").get()
    keys = []
    for number in range(4):
        reporter = factories.user(f"Reporter {number}")
        made = factories.indicator(scorecard, f"R{number}", reporter=reporter)
        factories.returns(made, ["10"] * 13)
        keys.append(f"write-{reporter.pk}")
        if failed_before:
            Reminder.objects.create(
                scorecard=scorecard,
                month=month.month,
                user=reporter,
                duty="write",
                day=NOW.date(),
                by=second,
                at=NOW,
                status="failed",
                problem="Refused",
            )
    both_have_read = Barrier(2, timeout=60)

    def read_together(*given):
        found = chase(*given)
        both_have_read.wait()
        return found

    monkeypatch.setattr("commentary.actions.reminders.chase", read_together)

    def press(by, order):
        return lambda: reminders.remind(month=month, keys=order, by=by, at=NOW, address="https://p.example")

    answers = together(press(people.administrator, keys), press(second, keys[::-1]))
    outcomes = [each for each in answers if isinstance(each, Outcome)]
    assert len(outcomes) == 2
    assert sum(len(each.reminded) for each in outcomes) == 4
    assert sum(len(each.not_again) for each in outcomes) == 4
    assert sorted(to for message in mail.outbox for to in message.to) == [
        f"reporter.{number}@example.gov.uk" for number in range(4)
    ]
    assert set(Reminder.objects.values_list("status", flat=True)) == {"sent"}
    assert Reminder.objects.count() == 4
