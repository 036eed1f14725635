"""Random steps by random people: whatever happens, the rules hold. Each run is rolled back."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent
from indicators.models import Membership, MonthlyReturn, ReportingMonth
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import Cover
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.factories import JUNE, NOW

NAMES = ("owner", "reporter", "owner_cover", "reporter_cover", "administrator", "viewer", "stranger")
WHO = st.sampled_from(NAMES)
SIGNER = st.sampled_from(("owner", "owner_cover", "owner_cover", "administrator", "reporter"))
LAG = st.sampled_from((0, 0, 0, 0, 0, 1))
REASON = st.sampled_from(("", "Say why."))


class Steps(RuleBasedStateMachine):
    """One indicator of one month. Now and then somebody is both, figures change and the month closes."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(owner_reports=st.booleans(), deputy_reports=st.booleans())
    def begin(self, owner_reports: bool, deputy_reports: bool) -> None:
        self.people = factories.people()
        scorecard = factories.scorecard("Children's Services")
        Membership.objects.create(
            user=self.people.administrator, scorecard=scorecard, role=Membership.ADMINISTRATOR
        )
        reporter = self.people.owner if owner_reports else self.people.reporter
        covers = [(self.people.owner, self.people.owner_cover)]
        covers.append((reporter, self.people.owner_cover if deputy_reports else self.people.reporter_cover))
        for user, deputy in covers:
            Cover.objects.create(user=user, deputy=deputy, starts_on=NOW.date(), ends_on=NOW.date())
        self.month = ReportingMonth.objects.create(scorecard=scorecard, month=JUNE, status="open")
        self.indicator = factories.indicator(scorecard, owner=self.people.owner, reporter=reporter)
        factories.returns(self.indicator, ["10"] * 13)
        self.events = 0

    @property
    def row(self) -> Commentary | None:
        return Commentary.objects.filter(indicator=self.indicator, month=JUNE).first()

    def attempt(self, action, who: str, lag: int, **given) -> None:
        """Take the step as it was seen `lag` versions ago. A refusal changes nothing."""
        before = self.row
        version = max(0, (before.version if before else 0) - lag)
        by = getattr(self.people, who)
        try:
            action(indicator=self.indicator, month=JUNE, seen_version=version, by=by, at=NOW, **given)
        except (Conflict, Invalid, Refused):
            after = self.row
            assert (before and vars_of(before)) == (after and vars_of(after))
            assert CommentaryEvent.objects.count() == self.events
        else:
            assert who not in ("viewer", "stranger")

    @rule(who=WHO, lag=LAG, text=st.sampled_from(("", "One", "Two", "x" * 10_001)))
    def save(self, who: str, lag: int, text: str) -> None:
        self.attempt(steps.save, who, lag, text=text)

    @rule(who=WHO, lag=LAG, text=st.sampled_from(("", "One", "Three")))
    def submit(self, who: str, lag: int, text: str) -> None:
        self.attempt(steps.submit, who, lag, text=text)

    @rule(who=WHO, text=st.sampled_from(("Four", "Five")))
    def write_and_submit(self, who: str, text: str) -> None:
        self.attempt(steps.save, who, 0, text=text)
        self.events = CommentaryEvent.objects.count()
        self.attempt(steps.submit, who, 0, text=text)

    @rule(who=WHO, lag=LAG)
    def withdraw(self, who: str, lag: int) -> None:
        self.attempt(steps.withdraw, who, lag)

    @rule(who=WHO)
    def open(self, who: str) -> None:
        steps.open_for_reading(indicator=self.indicator, month=JUNE, by=getattr(self.people, who), at=NOW)

    @rule(who=WHO, lag=LAG, reason=REASON)
    def send_back(self, who: str, lag: int, reason: str) -> None:
        self.attempt(steps.return_to_reporter, who, lag, reason=reason)

    @rule(who=WHO, lag=LAG, reason=REASON)
    def reopen(self, who: str, lag: int, reason: str) -> None:
        self.attempt(steps.reopen, who, lag, reason=reason)

    @rule(who=SIGNER, lag=LAG, read=st.sampled_from((True, True, True, False)))
    def approve(self, who: str, lag: int, read: bool) -> None:
        self.attempt(steps.approve, who, lag, seen_figures=self.figures() if read else "0" * 64)

    @rule(who=SIGNER, lag=LAG)
    def confirm(self, who: str, lag: int) -> None:
        self.attempt(steps.confirm, who, lag, seen_figures=self.figures())

    @rule(value=st.integers(8, 12))
    def restate(self, value: int) -> None:
        MonthlyReturn.objects.filter(indicator=self.indicator, month=JUNE).update(value=value)

    @rule(status=st.sampled_from(("open", "open", "open", "open", "closed")))
    def open_or_close_the_month(self, status: str) -> None:
        ReportingMonth.objects.update(status=status)

    def figures(self) -> str:
        return hash_of(figures_seen(self.indicator.scorecard, JUNE, [self.indicator.pk])[self.indicator.pk])

    @invariant()
    def approved_is_bound_and_nothing_else_is(self) -> None:
        row = self.row
        if row is not None:
            assert (row.status == "approved") == bool(row.figures_hash) == bool(row.figures_seen)
            assert row.text or row.status in ("draft", "returned")

    @invariant()
    def no_author_has_signed(self) -> None:
        authors: set[int | None] = set()
        for event in CommentaryEvent.objects.all():
            if event.step in ("approve", "confirm"):
                assert event.by_id not in authors
                assert event.by_id != self.indicator.owner_id or not self.is_both()
            if event.step == "save":
                authors.add(event.by_id)

    @invariant()
    def events_are_a_path_that_ends_where_the_commentary_stands(self) -> None:
        events = list(CommentaryEvent.objects.all())
        self.events = len(events)
        at = "not_started"
        for event in events:
            assert event.from_status == at
            at = event.to_status
        row = self.row
        assert at == (row.status if row else "not_started")
        if row is not None:
            assert [event.version for event in events] == list(range(1, row.version + 1))
            assert events[-1].text == row.text

    def is_both(self) -> bool:
        return self.indicator.owner_id == self.indicator.reporter_id


def vars_of(row: Commentary) -> tuple[object, ...]:
    return (row.status, row.text, row.version, row.figures_hash)


@pytest.mark.django_db
def test_the_rules_hold() -> None:
    run_state_machine_as_test(
        Steps,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
