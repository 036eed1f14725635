"""Random steps by random people, beside a model of the workflow that is written from its description alone.

Each step must be taken exactly when the model says so, leave exactly the events that the model says, and the
history told from its beginning must end where the commentary stands. Each run is rolled back.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from commentary.actions import loads, steps
from commentary.models import Commentary, CommentaryEvent
from indicators.models import Membership, MonthlyReturn, ReportingMonth
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent, Cover
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.factories import JUNE, NOW

from .told import Described, Told, replay

NAMES = ("owner", "reporter", "owner_cover", "reporter_cover", "administrator", "viewer", "stranger")
# Anybody, or by a number one of those whose step it is.
WHO = st.sampled_from((*NAMES, *range(12)))
NEAR = st.sampled_from(("owner", "owner_cover", "reporter", "reporter_cover", "administrator"))
LAG = st.sampled_from((0, 0, 0, 0, 0, 0, 1))
REASON = st.sampled_from(("Say why.", "Say why.", " "))
TEXT = st.sampled_from(("One", "Two", "Three", "", "x" * 10_001))


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
        self.reporter = "owner" if owner_reports else "reporter"
        self.covers = {("owner", "owner_cover")}
        self.covers.add((self.reporter, "owner_cover" if deputy_reports else "reporter_cover"))
        for name, deputy in self.covers:
            Cover.objects.create(
                user=self.one(name), deputy=self.one(deputy), starts_on=NOW.date(), ends_on=NOW.date()
            )
        self.month = ReportingMonth.objects.create(scorecard=scorecard, month=JUNE, status="open")
        self.indicator = factories.indicator(
            scorecard, owner=self.people.owner, reporter=self.one(self.reporter)
        )
        factories.returns(self.indicator, ["10"] * 13)
        self.described = Described(self.reporter, frozenset(self.covers), NAMES)
        self.told: list[Told] = []
        self.signed = ""
        self.is_open = True

    def one(self, name: str) -> Any:
        return getattr(self.people, name)

    # What the description says.

    def somebody(self, who: str | int, step: str) -> str:
        return who if isinstance(who, str) else self.described.somebody(who, step)

    def foretold(self, step: str, who: str, text: str | None = None, reason: str = "") -> Told | None:
        """The event that a step by somebody who has seen the latest version must leave; None: refused."""
        if not self.is_open:
            return None
        is_stale = step != "confirm" or self.signed != self.figures()
        return self.described.foretold(self.told, step, who, text=text, reason=reason, is_stale=is_stale)

    def foretold_save(self, who: str, text: str) -> list[Told] | None:
        """The same words again are kept without an event; None where they are refused."""
        now = replay(self.told)
        event = self.foretold("save", who, text)
        if event is None or len(text) > 10_000 or (not self.told and not text):
            return None
        return [] if self.told and text == now.text else [event]

    # What is done.

    def attempt(
        self, action: Callable[..., Any], who: str, lag: int, expected: list[Told] | None, **given: Any
    ) -> None:
        """Take the step as it was seen `lag` versions ago. It is refused when it must be, and only then."""
        version = replay(self.told).version
        seen = max(0, version - lag)
        if seen != version:
            expected = None
        try:
            action(indicator=self.indicator, month=JUNE, seen_version=seen, by=self.one(who), at=NOW, **given)
        except (Conflict, Invalid, Refused):
            assert expected is None
        else:
            assert expected is not None
            self.told += expected

    @rule(who=WHO, lag=LAG, text=TEXT)
    def save(self, who: str | int, lag: int, text: str) -> None:
        who = self.somebody(who, "save")
        self.attempt(steps.save, who, lag, self.foretold_save(who, text), text=text)

    @rule(who=WHO, lag=LAG, text=TEXT)
    def submit(self, who: str | int, lag: int, text: str) -> None:
        who = self.somebody(who, "submit")
        expected = self.foretold_save(who, text)
        if expected is not None:
            before, self.told = self.told, [*self.told, *expected]
            submitted = self.foretold("submit", who)
            self.told = before
            expected = [*expected, submitted] if submitted else None
        self.attempt(steps.submit, who, lag, expected, text=text)

    @rule(
        writer=NEAR,
        signer=st.none() | NEAR,
        later=NEAR,
        text=st.sampled_from(("Four", "Five")),
        value=st.integers(11, 13),
    )
    def a_round(self, writer: str, signer: str | None, later: str, text: str, value: int) -> None:
        """As far as it goes: written, signed and, as the figures change, signed again."""
        self.submit(writer, 0, text)
        if signer is None:
            self.withdraw(later, 0)
            return
        self.sign("approve", steps.approve, signer, 0, False)
        self.sign("approve", steps.approve, signer, 1, True)
        self.sign("approve", steps.approve, signer, 0, True)
        self.restate(value)
        self.sign("confirm", steps.confirm, later, 0, True)

    @rule(who=st.sampled_from(NAMES), text=st.sampled_from(("Six", "Seven")))
    def load(self, who: str, text: str) -> None:
        """Words from a file: a person who has touched them keeps them, and loading is not writing."""
        now = replay(self.told)
        taken = self.is_open and {each.step for each in self.told} <= {"load"} and text != now.text
        done = loads.load(
            indicator=self.indicator, month=JUNE, text=text, source="a file", month_is_open=self.is_open,
            by=self.one(who), at=NOW,
        )  # fmt: skip
        assert done.changed is taken
        if taken:
            self.told.append(Told("load", who, "importer", None, now.status, "draft", now.version + 1, text))

    @rule(who=st.none() | st.sampled_from(NAMES), lag=LAG)
    def withdraw(self, who: str | None, lag: int) -> None:
        who = who or replay(self.told).submitter or "reporter"
        event = self.foretold("withdraw", who)
        self.attempt(steps.withdraw, who, lag, [event] if event else None)

    @rule(who=WHO, again=WHO)
    def open(self, who: str | int, again: str | int) -> None:
        """Opening what cannot be opened is no mistake: nothing happens."""
        for each in (self.somebody(who, "open"), self.somebody(again, "open")):
            event = self.foretold("open", each)
            steps.open_for_reading(indicator=self.indicator, month=JUNE, by=self.one(each), at=NOW)
            self.told += [event] if event else []

    @rule(who=WHO, lag=LAG, reason=REASON)
    def send_back(self, who: str | int, lag: int, reason: str) -> None:
        who = self.somebody(who, "return")
        event = self.foretold("return", who, reason=reason)
        self.attempt(steps.return_to_reporter, who, lag, [event] if event else None, reason=reason)

    @rule(who=WHO, lag=LAG, reason=REASON)
    def reopen(self, who: str | int, lag: int, reason: str) -> None:
        who = self.somebody(who, "reopen")
        event = self.foretold("reopen", who, reason=reason)
        self.attempt(steps.reopen, who, lag, [event] if event else None, reason=reason)

    @rule(who=WHO, lag=LAG, read=st.sampled_from((True, True, True, False)))
    def approve(self, who: str | int, lag: int, read: bool) -> None:
        self.sign("approve", steps.approve, who, lag, read)

    @rule(who=WHO, lag=LAG, read=st.sampled_from((True, True, True, False)))
    def confirm(self, who: str | int, lag: int, read: bool) -> None:
        self.sign("confirm", steps.confirm, who, lag, read)

    def sign(self, step: str, action: Callable[..., Any], who: str | int, lag: int, read: bool) -> None:
        who = self.somebody(who, step)
        event = self.foretold(step, who) if read else None
        figures = self.figures() if read else "0" * 64
        count = len(self.told)
        self.attempt(action, who, lag, [event] if event else None, seen_figures=figures)
        if len(self.told) > count:
            self.signed = figures

    @rule(value=st.integers(8, 12))
    def restate(self, value: int) -> None:
        MonthlyReturn.objects.filter(indicator=self.indicator, month=JUNE).update(value=value)

    @rule(is_open=st.sampled_from((True, True, False)))
    def open_or_close_the_month(self, is_open: bool) -> None:
        self.is_open = is_open
        ReportingMonth.objects.update(status="open" if is_open else "closed")

    @rule(number=st.integers(0, 11))
    def nothing_is_done_while_the_month_is_closed(self, number: int) -> None:
        """Not by those whose step it is either."""
        self.open_or_close_the_month(False)
        self.save(number, 0, "Late")
        self.submit(number, 0, "Late")
        self.withdraw(None, 0)
        self.open(number, number)
        self.send_back(number, 0, "Late.")
        self.approve(number, 0, True)
        self.confirm(number, 0, True)
        self.reopen(number, 0, "Late.")
        self.open_or_close_the_month(True)

    def figures(self) -> str:
        return hash_of(figures_seen(self.indicator.scorecard, JUNE, [self.indicator.pk])[self.indicator.pk])

    # What must be so at any time.

    @invariant()
    def history_is_what_was_done_and_ends_where_the_commentary_stands(self) -> None:
        kept = self.kept()
        assert kept == self.told
        assert AuditEvent.objects.filter(on_model="commentary.Commentary").count() == len(kept)
        row = Commentary.objects.filter(indicator=self.indicator, month=JUNE).first()
        now = replay(kept)
        if row is None:
            assert not kept
            return
        assert (row.status, row.text, row.version) == (now.status, now.text, now.version)
        signed = self.signed if now.status == "approved" else ""
        assert (row.figures_hash, row.figures_seen and hash_of(row.figures_seen)) == (signed, signed or None)

    @invariant()
    def nobody_signs_their_own_words_and_signed_words_stay(self) -> None:
        authors: set[str] = set()
        approved: str | None = None
        for each in self.kept():
            if each.step == "save":
                authors.add(each.who)
            if each.step in ("approve", "confirm"):
                assert each.who not in authors
                approved = each.text if approved is None else approved
            if each.to_status != "approved":
                approved = None
            assert approved is None or each.text == approved

    def kept(self) -> list[Told]:
        names = {self.one(name).pk: name for name in NAMES}
        return [told(each, names) for each in events(self.indicator)]


def events(indicator: Any) -> Iterable[CommentaryEvent]:
    return CommentaryEvent.objects.filter(commentary__indicator=indicator).order_by("pk")


def told(event: CommentaryEvent, names: dict[int, str]) -> Told:
    whom = event.on_behalf_of_id
    return Told(
        event.step, names[event.by_id or 0], event.acting_as, names[whom] if whom else None,
        event.from_status, event.to_status, event.version, event.text,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_rules_hold() -> None:
    run_state_machine_as_test(
        Steps,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
