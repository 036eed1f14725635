"""Leaving words as they are although a check speaks of them, and taking that back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from commentary import summaries
from commentary.models import MAX_REASON, CheckOverride, Commentary
from commentary.permissions import acting_as, on_behalf_of, roles_on, standing
from commentary.summaries import Checked
from commentary.workflow import Step
from indicators.calculations import months
from indicators.models import Indicator, ReportingMonth
from indicators.people import activity
from indicators.people.errors import Invalid
from indicators.people.models import User

from . import steps
from .typed import kept


def keep(
    *,
    indicator: Indicator,
    month: date,
    text: str,
    seen_version: int,
    key: str,
    reason: str,
    by: User,
    at: datetime,
    seen_draft: int | None = None,
) -> Commentary:
    """Keep the words as a draft, and leave those of the check named by `key` as they are.

    Whoever may save them may do this. Raises what saving raises, and Invalid where the reason cannot be kept
    or the check does not speak of the words; then nothing is saved.
    """
    why = " ".join(kept(reason, field="reason", limit=MAX_REASON).split())
    with transaction.atomic():
        row = steps.save(
            indicator=indicator, month=month, text=text, seen_version=seen_version, by=by, at=at,
            seen_draft=seen_draft,
        )  # fmt: skip
        checked = _checked(row, key, by, at)
        if checked.kept is None or checked.kept.reason != why:
            _record(row, checked, is_kept=True, reason=why, by=by, at=at)
        return row


def take_back(
    *,
    indicator: Indicator,
    month: date,
    text: str,
    seen_version: int,
    key: str,
    by: User,
    at: datetime,
    seen_draft: int | None = None,
) -> Commentary:
    """Keep the words as a draft, and let the check speak again."""
    with transaction.atomic():
        row = steps.save(
            indicator=indicator, month=month, text=text, seen_version=seen_version, by=by, at=at,
            seen_draft=seen_draft,
        )  # fmt: skip
        checked = _checked(row, key, by, at)
        if checked.kept is not None:
            _record(row, checked, is_kept=False, reason="", by=by, at=at)
        return row


def _checked(row: Commentary, key: str, by: User, at: datetime) -> Checked:
    """What the check says now, to this person, of the words that are kept."""
    scorecard = row.indicator.scorecard
    reporting_month = ReportingMonth.objects.select_related("scorecard").get(
        scorecard=scorecard, month=row.month
    )
    work = summaries.month_work(reporting_month)
    (item,) = (item for item in work.items if item.row.pk == row.indicator_id)
    person = standing(by, scorecard, timezone.localdate(at))
    checked = summaries.checks_of(work, item, person).find(key)
    if checked is None:
        raise Invalid("That check no longer speaks of these words. Look again at what the checks say now.")
    return checked


def _record(row: Commentary, checked: Checked, *, is_kept: bool, reason: str, by: User, at: datetime) -> None:
    role = acting_as(Step.SAVE, roles_on(by, row.indicator, timezone.localdate(at)))
    CheckOverride.objects.create(
        commentary=row,
        check_name=checked.check,
        words=checked.words,
        is_kept=is_kept,
        reason=reason,
        sentence=" ".join(checked.sentences),
        by=by,
        acting_as=role.value,
        on_behalf_of=on_behalf_of(role, row.indicator),
        at=at,
    )
    activity.record(
        verb="left words as they are" if is_kept else "took back leaving words as they are",
        by=by,
        at=at,
        on=row,
        after={"check": checked.check},
        on_label=f"{row.indicator.ref}, {months.label(row.month)}",
        scorecard=row.indicator.scorecard,
    )
