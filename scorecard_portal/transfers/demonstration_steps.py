"""One month's commentary in the demonstration: written one day, signed the next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from commentary.actions import questions, steps
from commentary.models import Commentary
from indicators.models import Indicator
from indicators.people.models import User
from indicators.scorecards import figures_seen, hash_of

from .demonstration_files import Asked, Words

BETWEEN = timedelta(minutes=7)


def at(day: date, clock: str) -> datetime:
    """That time of day in London."""
    return datetime.combine(day, time.fromisoformat(clock), timezone.get_default_timezone())


def write(words: Sequence[Words], indicators: Mapping[str, Indicator], *, day: date) -> None:
    """Reporters write; all but drafts are handed to the owner."""
    for place, each in enumerate(words):
        indicator, start = indicators[each.ref], at(day, "09:05") + place * BETWEEN
        reporter = _person(indicator.reporter)
        row = steps.save(
            indicator=indicator, month=each.month, text=each.text, seen_version=0, by=reporter, at=start
        )
        if each.state != "draft":
            steps.submit(
                indicator=indicator,
                month=each.month,
                text=each.text,
                seen_version=row.version,
                by=reporter,
                at=start + timedelta(minutes=4),
            )


def decide(words: Sequence[Words], indicators: Mapping[str, Indicator], *, day: date) -> None:
    """Owners open what they have opened, return some and approve others."""
    for place, each in enumerate(each for each in words if each.is_opened):
        indicator, start = indicators[each.ref], at(day, "09:30") + place * BETWEEN
        owner, decided = _person(indicator.owner), start + timedelta(minutes=3)
        steps.open_for_reading(indicator=indicator, month=each.month, by=owner, at=start)
        if each.state == "returned":
            steps.return_to_reporter(
                indicator=indicator,
                month=each.month,
                reason=each.reason,
                seen_version=_version(indicator, each.month),
                by=owner,
                at=decided,
            )
        elif each.state in ("approved", "approved_stale", "reopened"):
            seen = figures_seen(indicator.scorecard, each.month, [indicator.pk])[indicator.pk]
            steps.approve(
                indicator=indicator,
                month=each.month,
                seen_version=_version(indicator, each.month),
                seen_figures=hash_of(seen),
                by=owner,
                at=decided,
            )


def reopen(words: Sequence[Words], indicators: Mapping[str, Indicator], *, day: date) -> None:
    """Owners take an approval back."""
    for place, each in enumerate(each for each in words if each.state == "reopened"):
        indicator = indicators[each.ref]
        steps.reopen(
            indicator=indicator,
            month=each.month,
            reason=each.reason,
            seen_version=_version(indicator, each.month),
            by=_person(indicator.owner),
            at=at(day, "11:40") + place * BETWEEN,
        )


def ask(asked: Sequence[Asked], indicators: Mapping[str, Indicator]) -> None:
    """Owners ask, and reporters answer some of it."""
    for place, each in enumerate(asked):
        indicator = indicators[each.ref]
        question = questions.ask(
            indicator=indicator,
            month=each.month,
            text=each.question,
            asks_for_commentary=each.asks_for_commentary,
            by=_person(indicator.owner),
            at=at(each.asked_on, "11:05") + place * BETWEEN,
        )
        if each.answered_on:
            questions.answer(
                question=question,
                text=each.answer,
                seen_answers=0,
                by=_person(indicator.reporter),
                at=at(each.answered_on, "16:20"),
            )


def _version(indicator: Indicator, month: date) -> int:
    return Commentary.objects.get(indicator=indicator, month=month).version


def _person(user: User | None) -> User:
    if user is None:
        raise ValueError("Every row of the demonstration has an owner and a reporter.")
    return user
