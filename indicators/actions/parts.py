"""What an indicator's numerator and denominator are made of, as people type it: "CP2 + CP2b"."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from simple_history.utils import bulk_create_with_history

from indicators.calculations.terms import Unit
from indicators.models import Indicator, Part, Population
from indicators.people.errors import Invalid
from indicators.people.history import signed
from indicators.people.models import User

POPULATION = "population:"
ROLES = (Part.NUMERATOR, Part.DENOMINATOR)


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


def replace(indicator: Indicator, parts: Iterable[Part], *, by: User, at: datetime, reason: str) -> None:
    """Instead of the parts it has, inside the caller's transaction; history keeps both."""
    for old in indicator.parts.all():
        signed(old, by=by, at=at, reason=reason).delete()
    new = list(parts)
    for part in new:
        part.indicator = indicator
    bulk_create_with_history(new, Part, default_user=by, default_date=at, default_change_reason=reason)


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
    words = ""
    for part in parts:
        name = part.other.ref if part.other else f"{POPULATION}{part.population}"
        words += f" {'-' if part.sign < 0 else '+'} {name}" if words else name
    return words
