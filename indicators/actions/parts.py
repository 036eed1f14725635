"""What an indicator's numerator and denominator are made of, as people type it: "CP2 + CP2b"."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from indicators.calculations.terms import Unit
from indicators.models import Indicator, Part, Population
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from .locks import as_it_stands
from .reasons import checked_reason
from .revisions import raise_revision

POPULATION = "population:"
ROLES = (Part.NUMERATOR, Part.DENOMINATOR)
LARGEST_MULTIPLIER = 1_000_000


def texts_of(indicator: Indicator) -> dict[str, str]:
    """Both sides as they are typed. One query, none for an indicator that is not saved yet."""
    parts = list(indicator.parts.select_related("other").order_by("pk")) if indicator.pk else []
    return {role: _text(part for part in parts if part.role == role) for role in ROLES}


def read(indicator: Indicator, typed: Mapping[str, Any]) -> list[Part]:
    """The parts that the texts under "numerator" and "denominator" name, not saved yet. Two queries at most.

    Refs are those of counts of the same scorecard, so that no percentage is ever made of itself; a sign
    stands between spaces, because refs hold dashes and spaces. Raises Invalid.
    """
    sides = {role: _split(typed.get(role, "")) for role in ROLES}
    if not any(sides.values()):
        return []
    if indicator.unit == Unit.COUNT:
        role = Part.NUMERATOR if sides[Part.NUMERATOR] else Part.DENOMINATOR
        raise Invalid("A count is not worked out from others: leave this empty.", field=role)
    if sides[Part.NUMERATOR] and not sides[Part.DENOMINATOR]:
        raise Invalid("Say what the numerator is divided by.", field=Part.DENOMINATOR)
    counts = {
        each.ref.casefold(): each
        for each in Indicator.objects.filter(scorecard=indicator.scorecard_id).exclude(pk=indicator.pk)
    }
    names = Population.objects.filter(scorecard=indicator.scorecard_id).values_list("name", flat=True)
    populations = {name.casefold(): name for name in names}
    return [
        _part(indicator, role, sign, term, counts, populations)
        for role in ROLES
        for sign, term in sides[role]
    ]


def as_text(terms: Iterable[tuple[int, str]]) -> str:
    """Signs and names as a side's text; what is first is added."""
    words = ""
    for sign, name in terms:
        words += f" {'-' if sign < 0 else '+'} {name}" if words else name
    return words


def state_of(indicator: Indicator) -> dict[str, Any]:
    """What a form of the parts alone shows and says it has seen. One query."""
    return texts_of(indicator) | {"multiplier": indicator.multiplier}


def change(
    *,
    indicator: Indicator,
    seen: Mapping[str, Any],
    numerator: str,
    denominator: str,
    multiplier: int | None,
    reason: str,
    by: User,
    at: datetime,
) -> Indicator:
    """How it is worked out, both sides as texts. Raises Refused, Invalid, or Conflict (not as `seen`)."""
    check_administers(by, indicator.scorecard)
    wanted = {Part.NUMERATOR: numerator, Part.DENOMINATOR: denominator, "multiplier": multiplier}
    with transaction.atomic():
        current = as_it_stands(indicator)
        before = state_of(current)
        if before != seen:
            raise Conflict(
                f"Somebody else changed how {current.ref} is worked out, while you were typing. "
                "Nothing was overwritten."
            )
        if wanted == before:
            return current
        reason = checked_reason(reason)
        _check_multiplier(current, multiplier)
        new = read(current, wanted)
        if texts_of(current) != {role: wanted[role] for role in ROLES}:
            replace(current, new, by=by, at=at, reason=reason)
        current.multiplier = multiplier
        signed(current, by=by, at=at, reason=reason).save()
        raise_revision(current.scorecard_id)
        activity.record(
            verb="changed how an indicator is worked out",
            by=by,
            at=at,
            on=current,
            before=before,
            after=wanted,
            scorecard=current.scorecard,
        )
    return current


def replace(indicator: Indicator, parts: Iterable[Part], *, by: User, at: datetime, reason: str) -> None:
    """Instead of the parts it has, inside the caller's transaction; history keeps both."""
    for old in indicator.parts.all():
        signed(old, by=by, at=at, reason=reason).delete()
    new = list(parts)
    for part in new:
        part.indicator = indicator
    bulk_create_with_history(new, Part, default_user=by, default_date=at, default_change_reason=reason)


def _check_multiplier(indicator: Indicator, multiplier: int | None) -> None:
    if indicator.unit == Unit.COUNT:
        if multiplier is not None:
            raise Invalid("A count is not worked out from others: leave this empty.", field="multiplier")
    elif multiplier is None or not 1 <= multiplier <= LARGEST_MULTIPLIER:
        raise Invalid(f"Multiply by 1 to {LARGEST_MULTIPLIER:,}.", field="multiplier")


def _split(text: str) -> list[tuple[Literal[1, -1], str]]:
    text = text.replace("\N{MINUS SIGN}", "-").strip()
    if not text:
        return []
    first, *others = re.split(r"\s+([+-])\s+", text)
    terms = zip(("+", *others[::2]), (first, *others[1::2]), strict=True)
    return [(1 if sign == "+" else -1, term.strip()) for sign, term in terms]


def _part(
    indicator: Indicator,
    role: str,
    sign: Literal[1, -1],
    term: str,
    others: Mapping[str, Indicator],
    populations: Mapping[str, str],
) -> Part:
    if term.lower().startswith(POPULATION):
        name = populations.get(term[len(POPULATION) :].strip().casefold())
        if name is None:
            known = ", ".join(f"{POPULATION}{each}" for each in populations.values()) or "none yet"
            raise Invalid(f"There is no population “{term}”. Those of this scorecard: {known}.", field=role)
        return Part(indicator=indicator, role=role, sign=sign, population=name)
    other = others.get(term.casefold())
    if other is None:
        raise Invalid(
            f"“{term}” is no other ref of this scorecard. Write refs joined by “ + ” or “ - ” "
            f"with blanks around the sign, or “{POPULATION}” and its name.",
            field=role,
        )
    if other.unit != Unit.COUNT:
        raise Invalid(f"{other.ref} is no count. Numerators and denominators are made of counts.", field=role)
    return Part(indicator=indicator, role=role, sign=sign, other=other)


def _text(parts: Iterable[Part]) -> str:
    return as_text(
        (part.sign, part.other.ref if part.other else f"{POPULATION}{part.population}") for part in parts
    )
