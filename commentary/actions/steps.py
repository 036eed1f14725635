"""Taking a step in the workflow of one commentary: one transaction, one event row for each step."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from commentary import summaries
from commentary.models import Commentary, CommentaryEvent
from commentary.permissions import acting_as, on_behalf_of, roles_on
from commentary.summaries import Summary
from commentary.workflow import Need, Situation, Status, Step, StepNotAllowed, available, take
from indicators.actions.locks import held_open
from indicators.actions.revisions import raise_revision
from indicators.calculations import months
from indicators.models import Indicator
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import User
from indicators.scorecards import FiguresSeen, figures_seen, hash_of

from . import drafts, openings
from .typed import kept

# Everybody reads approved words, so these steps change what the scorecard shows.
_SEEN_BY_ALL = frozenset({Step.APPROVE, Step.CONFIRM, Step.REOPEN})
_VERBS = {
    Step.SAVE: "saved a commentary",
    Step.SUBMIT: "submitted a commentary",
    Step.WITHDRAW: "withdrew a commentary",
    Step.OPEN: "opened a commentary",
    Step.RETURN: "returned a commentary",
    Step.APPROVE: "approved a commentary",
    Step.CONFIRM: "signed a commentary again",
    Step.REOPEN: "reopened a commentary",
}
_FIELDS = {Need.TEXT: "text", Need.REASON: "reason"}


def save(
    *,
    indicator: Indicator,
    month: date,
    text: str,
    seen_version: int,
    by: User,
    at: datetime,
    seen_draft: int | None = None,
) -> Commentary:
    """Keep the words as a draft (returned stays returned). The same words again change nothing.

    What this person had typed and not saved is forgotten; `seen_draft` is its number, as they saw it.
    Raises Refused, Conflict (somebody saved first, they typed in another window, the month is closed) or
    Invalid (the words themselves).
    """
    with transaction.atomic():
        return _Taker(indicator, month, by, at, seen_version).save(text, seen_draft)


def submit(
    *,
    indicator: Indicator,
    month: date,
    text: str,
    seen_version: int,
    by: User,
    at: datetime,
    seen_draft: int | None = None,
) -> Commentary:
    """Keep the words and hand them to the owner."""
    with transaction.atomic():
        taker = _Taker(indicator, month, by, at, seen_version)
        taker.save(text, seen_draft)
        return taker.take(Step.SUBMIT)


def withdraw(*, indicator: Indicator, month: date, seen_version: int, by: User, at: datetime) -> Commentary:
    """Take a submitted commentary back, while the owner has not opened it."""
    with transaction.atomic():
        return _Taker(indicator, month, by, at, seen_version).take(Step.WITHDRAW)


def open_for_reading(*, indicator: Indicator, month: date, by: User, at: datetime) -> None:
    """Say that the owner has it before them. The step is taken once, by whoever is first; what each of them
    had before them is kept beside it. Where it cannot be taken, nothing happens."""
    with suppress(Conflict), transaction.atomic():
        taker = _Taker(indicator, month, by, at, None)
        if not taker.may(Step.OPEN):
            return
        if taker.summary.opened is None:
            taker.take(Step.OPEN)
        assert taker.row is not None
        openings.record(taker.row, by=by, at=at)


def return_to_reporter(
    *, indicator: Indicator, month: date, reason: str, seen_version: int, by: User, at: datetime
) -> Commentary:
    """Send it back with a reason that the reporter reads."""
    with transaction.atomic():
        return _Taker(indicator, month, by, at, seen_version).take(Step.RETURN, reason=reason)


def approve(
    *, indicator: Indicator, month: date, seen_version: int, seen_figures: str, by: User, at: datetime
) -> Commentary:
    """Sign exactly these words and these figures; `seen_figures` is the fingerprint that was on the page."""
    with transaction.atomic():
        return _Taker(indicator, month, by, at, seen_version).sign(Step.APPROVE, seen_figures)


def approve_opened(
    *, indicator: Indicator, month: date, seen_version: int, seen_figures: str, by: User, at: datetime
) -> Commentary:
    """The same for one of several, which only somebody may sign who has opened just this.

    Raises Refused where they have not, besides what approving raises.
    """
    with transaction.atomic():
        row = _Taker(indicator, month, by, at, seen_version).sign(Step.APPROVE, seen_figures)
        openings.check_opened(row, seen_figures, by=by)
        return row


def confirm(
    *, indicator: Indicator, month: date, seen_version: int, seen_figures: str, by: User, at: datetime
) -> Commentary:
    """Sign again, with the figures as they are now, words that stay as they are."""
    with transaction.atomic():
        return _Taker(indicator, month, by, at, seen_version).sign(Step.CONFIRM, seen_figures)


def reopen(
    *, indicator: Indicator, month: date, reason: str, seen_version: int, by: User, at: datetime
) -> Commentary:
    """Take an approval back: the words are hidden again and return to the reporter."""
    with transaction.atomic():
        return _Taker(indicator, month, by, at, seen_version).take(Step.REOPEN, reason=reason)


class _Taker:
    """One person before one commentary, inside one transaction."""

    def __init__(
        self, indicator: Indicator, month: date, by: User, at: datetime, seen_version: int | None
    ) -> None:
        if indicator.shares_commentary_with_id:
            raise Invalid(
                f"{indicator.ref} shows the words of {indicator.shares_commentary_with}: write there."
            )
        if not indicator.is_active_in(month):
            raise Refused(f"{indicator.ref} is not reported for {months.label(month)}.")
        self.indicator, self.month, self.by, self.at = indicator, month, by, at
        self.seen_version = seen_version
        self.roles = roles_on(by, indicator, timezone.localdate(at))
        self.month_is_open = month in held_open(indicator.scorecard_id)
        self.row = Commentary.objects.filter(indicator=indicator, month=month).first()
        self.summary = summaries.stored(self.row) if self.row else Summary(indicator.pk, month)

    def may(self, step: Step) -> bool:
        return step in available(self._situation())

    def save(self, text: str, seen_draft: int | None = None) -> Commentary:
        """Keep the words, if they are others than those kept."""
        words = kept(text, field="text", name="commentary")
        self._decide(Step.SAVE)
        drafts.give(indicator=self.indicator, month=self.month, text=words, seen=seen_draft, by=self.by)
        if self.row is not None and words == self.row.text:
            return self.row
        if self.row is None and not words:
            raise Invalid("Write the commentary: there are no words to keep yet.", field="text")
        return self.take(Step.SAVE, text=words)

    def sign(self, step: Step, seen_figures: str) -> Commentary:
        """Approve or confirm, with the figures as they are now, if they are those that were seen."""
        now = figures_seen(self.indicator.scorecard, self.month, [self.indicator.pk])[self.indicator.pk]
        fingerprint = hash_of(now)
        if self.summary.status is Status.APPROVED:
            self.summary = replace(self.summary, is_stale=fingerprint != self.summary.figures_hash)
        self._decide(step)
        if fingerprint != seen_figures:
            raise Conflict(
                "A figure, target or benchmark changed while you were reading, so nothing was signed. "
                "The page now shows the figures as they are: read them and sign again."
            )
        return self.take(step, figures=now, fingerprint=fingerprint)

    def take(
        self,
        step: Step,
        *,
        text: str | None = None,
        reason: str = "",
        figures: FiguresSeen | None = None,
        fingerprint: str = "",
    ) -> Commentary:
        reason = kept(reason, field="reason")
        to = self._decide(step, has_reason=bool(reason))
        before = self.summary.status
        words_now = self.summary.text if text is None else text
        self.row = self._write(
            text=words_now, status=to.value, figures_seen=figures, figures_hash=fingerprint
        )
        self._record(step, before, to, reason, figures)
        self.summary = summaries.stored(self.row)
        self.seen_version = self.row.version
        return self.row

    def _situation(self) -> Situation:
        return self.summary.situation(user_pk=self.by.pk, roles=self.roles, month_is_open=self.month_is_open)

    def _decide(self, step: Step, *, has_reason: bool = False) -> Status:
        """The status that `step` leads to. Who was first is said before what they left behind."""
        try:
            to = take(step, replace(self._situation(), has_reason=has_reason))
        except StepNotAllowed as refusal:
            if refusal.forbidden:
                raise Refused(refusal.reason) from None
            if refusal.need is None:
                self._check_version()
            elif refusal.need in _FIELDS:
                raise Invalid(refusal.reason, field=_FIELDS[refusal.need]) from None
            raise Conflict(refusal.reason) from None
        self._check_version()
        return to

    def _check_version(self) -> None:
        if self.seen_version is not None and self.seen_version != self.summary.version:
            raise Conflict(summaries.who_was_first(self.row))

    def _write(self, **fields: Any) -> Commentary:
        """Write over the version that was seen; whoever finds it gone was second."""
        if self.row is None:
            try:
                with transaction.atomic():
                    return Commentary.objects.create(indicator=self.indicator, month=self.month, **fields)
            except IntegrityError:
                first = Commentary.objects.filter(indicator=self.indicator, month=self.month).first()
                raise Conflict(summaries.who_was_first(first)) from None
        same = Commentary.objects.filter(pk=self.row.pk, version=self.row.version)
        if not same.update(version=F("version") + 1, **fields):
            raise Conflict(summaries.who_was_first(self.row))
        return Commentary.objects.select_related("indicator").get(pk=self.row.pk)

    def _record(
        self, step: Step, before: Status, to: Status, reason: str, figures: FiguresSeen | None
    ) -> None:
        row = self.row
        assert row is not None
        role = acting_as(step, self.roles)
        CommentaryEvent.objects.create(
            commentary=row,
            step=step.value,
            by=self.by,
            acting_as=role.value,
            on_behalf_of=on_behalf_of(role, self.indicator),
            at=self.at,
            from_status=before.value,
            to_status=to.value,
            version=row.version,
            text=row.text,
            reason=reason,
            figures_seen=figures,
        )
        activity.record(
            verb=_VERBS[step],
            by=self.by,
            at=self.at,
            on=row,
            before={"status": before.value},
            after={"status": to.value, "version": row.version},
            on_label=f"{self.indicator.ref}, {months.label(self.month)}",
            scorecard=self.indicator.scorecard,
        )
        if step in _SEEN_BY_ALL:
            raise_revision(self.indicator.scorecard_id)
