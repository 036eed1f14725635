"""How many people rates are worked out over: from when, and whose number it is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from indicators.calculations.months import YEARS
from indicators.models import Part, Population, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from .locks import one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision

GONE = "Somebody else removed this population meanwhile."
LARGEST = 99_999_999
NAME_LENGTH = Population._meta.get_field("name").max_length or 120
SOURCE_LENGTH = Population._meta.get_field("source").max_length or 200


def state_of(population: Population) -> dict[str, Any]:
    """What a form says it has seen."""
    return {
        "valid_from": population.valid_from.isoformat(),
        "value": population.value,
        "source": population.source,
    }


def add(
    *,
    scorecard: Scorecard,
    name: str,
    valid_from: date,
    value: int,
    source: str,
    by: User,
    at: datetime,
    reason: str = "Added",
) -> Population:
    """A population's value from a day on; a name in use gets one more value. Raises Refused or Invalid."""
    check_administers(by, scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        one_at_a_time(scorecard)
        population = Population(scorecard=scorecard, name=_name(scorecard, name))
        _put(population, valid_from, value, source, by=by, at=at, reason=reason)
        _record("added a population", population, by=by, at=at, after=state_of(population))
    return population


def change(
    *,
    population: Population,
    seen: Mapping[str, Any],
    valid_from: date,
    value: int,
    source: str,
    reason: str,
    by: User,
    at: datetime,
) -> Population:
    """The name stays: rows are worked out over it. Raises Refused, Invalid, or Conflict (not as `seen`)."""
    check_administers(by, population.scorecard)
    with transaction.atomic():
        current = _current(population)
        before = state_of(current)
        if before != seen:
            raise Conflict(
                "Somebody else changed this population while you were typing. Nothing was overwritten."
            )
        wanted = {"valid_from": valid_from.isoformat(), "value": value, "source": source.strip()}
        if wanted == before:
            return current
        _put(current, valid_from, value, source, by=by, at=at, reason=checked_reason(reason))
        _record("changed a population", current, by=by, at=at, before=before, after=state_of(current))
    return current


def remove(*, population: Population, reason: str, by: User, at: datetime) -> None:
    """Refused for the last value of a population that a row is worked out over."""
    check_administers(by, population.scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        current = _current(population)
        check_may_be_removed(current)
        _record("removed a population", current, by=by, at=at, before=state_of(current))
        signed(current, by=by, at=at, reason=reason).delete()


def check_may_be_removed(population: Population) -> None:
    """Two queries."""
    of_the_name = Population.objects.filter(scorecard=population.scorecard_id, name=population.name)
    if of_the_name.exclude(pk=population.pk).exists():
        return
    parts = Part.objects.filter(indicator__scorecard=population.scorecard_id, population=population.name)
    refs = sorted(set(parts.values_list("indicator__ref", flat=True)))
    if refs:
        raise Refused(
            f"{', '.join(refs)} {'is' if len(refs) == 1 else 'are'} worked out over “{population.name}”, "
            "and this is its only value. Change it instead."
        )


def _put(
    population: Population, valid_from: date, value: int, source: str, *, by: User, at: datetime, reason: str
) -> None:
    source = source.strip()
    if not 1 <= value <= LARGEST:
        raise Invalid(f"Give a whole number from 1 to {LARGEST:,}.", field="value")
    if valid_from.year not in YEARS:
        raise Invalid(f"Give a day from {YEARS.start} to {YEARS.stop - 1}.", field="valid_from")
    if not source:
        raise Invalid("Say whose number it is, such as “ONS mid-2017 estimate”.", field="source")
    if len(source) > SOURCE_LENGTH:
        raise Invalid(f"Keep the source to {SOURCE_LENGTH} characters.", field="source")
    others = Population.objects.filter(scorecard=population.scorecard, name=population.name)
    if others.filter(valid_from=valid_from).exclude(pk=population.pk).exists():
        raise Invalid("There is a value from this day on already: change that one.", field="valid_from")
    population.valid_from, population.value, population.source = valid_from, value, source
    signed(population, by=by, at=at, reason=reason).save()


def _name(scorecard: Scorecard, name: str) -> str:
    """As it is spelt already, if it is: rows name a population by its name."""
    name = name.strip()
    if not name:
        raise Invalid("Give the population a name.", field="name")
    if len(name) > NAME_LENGTH:
        raise Invalid(f"Keep the name to {NAME_LENGTH} characters.", field="name")
    names = scorecard.populations.values_list("name", flat=True)
    return next((each for each in names if each.casefold() == name.casefold()), name)


def _current(population: Population) -> Population:
    one_at_a_time(population.scorecard_id)
    current = Population.objects.select_related("scorecard").filter(pk=population.pk).first()
    if current is None:
        raise Conflict(GONE)
    return current


def _record(
    verb: str,
    population: Population,
    *,
    by: User,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    raise_revision(population.scorecard_id)
    activity.record(
        verb=verb,
        by=by,
        at=at,
        on=population,
        before=before,
        after=after,
        scorecard=population.scorecard,
    )
