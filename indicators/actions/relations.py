"""The checks that a scorecard states: what should hold between its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_create_with_history

from indicators.calculations.relations import RelationKind, in_words
from indicators.models import Indicator, Relation, RelationTerm, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers
from indicators.scorecards.relations import stated_by

from .locks import one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision

GONE = "Somebody else removed this check meanwhile."
LARGEST = 99_999_999
LARGEST_MULTIPLIER = 1_000_000
PLACES = 4
TOP, BOTTOM = "terms", "divisors"


@dataclass(frozen=True, slots=True)
class Stated:
    """A check as it is given. `terms` are added or taken away (sign 1 or -1), of a ratio its numerators;
    `divisors` are a ratio's denominators. `total` is a sum's, where it has no subject."""

    kind: str
    subject: Indicator | None
    terms: tuple[tuple[int, Indicator], ...]
    divisors: tuple[tuple[int, Indicator], ...] = ()
    total: Decimal | None = None
    multiplier: int = 1
    tolerance: Decimal = Decimal(0)
    severity: str = Relation.WARNING


def state_of(relation: Relation) -> dict[str, Any]:
    """What a form says it has seen, as plain values. One query."""
    return {
        "kind": relation.kind,
        "subject": relation.subject_id,
        "total": None if relation.total is None else _plain(relation.total),
        "multiplier": relation.multiplier,
        "tolerance": _plain(relation.tolerance),
        "severity": relation.severity,
        "terms": [[term.role, term.indicator_id, term.sign] for term in relation.terms.all()],
    }


def add(*, scorecard: Scorecard, stated: Stated, by: User, at: datetime, reason: str = "Added") -> Relation:
    """A check after the others. Raises Refused or Invalid, with the field it belongs to."""
    check_administers(by, scorecard)
    with transaction.atomic():
        one_at_a_time(scorecard)
        last = scorecard.relations.aggregate(last=Max("order"))["last"] or 0
        relation = Relation(scorecard=scorecard, order=last + 1)
        _put(relation, stated, by=by, at=at, reason=checked_reason(reason))
        _record("added a check", relation, by=by, at=at, after={"check": _words(relation)})
    return relation


def change(
    *, relation: Relation, seen: Mapping[str, Any], stated: Stated, reason: str, by: User, at: datetime
) -> Relation:
    """Raises Refused, Invalid, or Conflict where it is not as `seen` (a `state_of`) any more."""
    check_administers(by, relation.scorecard)
    with transaction.atomic():
        current = _current(relation)
        state = state_of(current)
        if state != seen:
            raise Conflict("Somebody else changed this check while you were typing. Nothing was overwritten.")
        before = _words(current)
        if _as_state(stated) == state:
            return current
        _put(current, stated, by=by, at=at, reason=checked_reason(reason))
        _record(
            "changed a check",
            current,
            by=by,
            at=at,
            before={"check": before},
            after={"check": _words(current)},
        )
    return current


def remove(*, relation: Relation, reason: str, by: User, at: datetime) -> None:
    """The history keeps it. Raises Refused, Invalid or Conflict (it is gone)."""
    check_administers(by, relation.scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        current = _current(relation)
        _record("removed a check", current, by=by, at=at, before={"check": _words(current)})
        for term in current.terms.all():
            signed(term, by=by, at=at, reason=reason).delete()
        signed(current, by=by, at=at, reason=reason).delete()


def _put(relation: Relation, stated: Stated, *, by: User, at: datetime, reason: str) -> None:
    _check(relation, stated)
    relation.kind, relation.subject, relation.total = stated.kind, stated.subject, stated.total
    relation.multiplier, relation.tolerance = stated.multiplier, stated.tolerance
    relation.severity = stated.severity
    signed(relation, by=by, at=at, reason=reason).save()
    wanted = _terms(stated)
    if [(term.role, term.indicator_id, term.sign) for term in relation.terms.all()] == [
        (role, indicator.pk, sign) for role, sign, indicator in wanted
    ]:
        return
    for old in relation.terms.all():
        signed(old, by=by, at=at, reason=reason).delete()
    new = [
        RelationTerm(relation=relation, role=role, indicator=indicator, sign=sign)
        for role, sign, indicator in wanted
    ]
    bulk_create_with_history(
        new, RelationTerm, default_user=by, default_date=at, default_change_reason=reason
    )


def _terms(stated: Stated) -> list[tuple[str, int, Indicator]]:
    is_ratio = stated.kind == RelationKind.RATIO
    role = RelationTerm.NUMERATOR if is_ratio else RelationTerm.TERM
    return [
        *((role, sign, indicator) for sign, indicator in stated.terms),
        *((RelationTerm.DENOMINATOR, sign, indicator) for sign, indicator in stated.divisors),
    ]


def _as_state(stated: Stated) -> dict[str, Any]:
    return {
        "kind": stated.kind,
        "subject": stated.subject.pk if stated.subject else None,
        "total": None if stated.total is None else _plain(stated.total),
        "multiplier": stated.multiplier,
        "tolerance": _plain(stated.tolerance),
        "severity": stated.severity,
        "terms": [[role, indicator.pk, sign] for role, sign, indicator in _terms(stated)],
    }


def _check(relation: Relation, stated: Stated) -> None:
    """Raises Invalid where it cannot be a check of this scorecard."""
    if stated.kind not in set(RelationKind):
        raise Invalid("Choose what kind of check it is.", field="kind")
    _check_subject(stated)
    _check_terms(relation, stated)
    _check_units(stated)
    if not 1 <= stated.multiplier <= LARGEST_MULTIPLIER:
        raise Invalid(f"Multiply by 1 to {LARGEST_MULTIPLIER:,}.", field="multiplier")
    if stated.multiplier != 1 and stated.kind != RelationKind.RATIO:
        raise Invalid("Only a ratio is multiplied: leave it at 1.", field="multiplier")
    _check_number(stated.tolerance, "tolerance")
    if stated.severity not in dict(Relation.SEVERITIES):
        raise Invalid("Choose how serious it is.", field="severity")
    others = Relation.objects.filter(scorecard=relation.scorecard).exclude(pk=relation.pk)
    same = {"kind", "subject", "total", "terms"}
    wanted = {name: value for name, value in _as_state(stated).items() if name in same}
    for other in others.filter(kind=stated.kind, subject=stated.subject).prefetch_related("terms"):
        if {name: value for name, value in state_of(other).items() if name in same} == wanted:
            raise Invalid("This scorecard states this check already: change that one.", field=TOP)


def _check_subject(stated: Stated) -> None:
    if stated.subject is None and stated.kind != RelationKind.SUM:
        raise Invalid("Choose the indicator that it is about.", field="subject")
    if stated.subject is None and stated.total is None:
        raise Invalid("Choose the indicator that the terms add up to, or give a total.", field="subject")
    if stated.total is None:
        return
    if stated.subject is not None or stated.kind != RelationKind.SUM:
        raise Invalid(
            "Only a sum without an indicator has a total: leave one of the two empty.", field="total"
        )
    _check_number(stated.total, "total")


def _check_terms(relation: Relation, stated: Stated) -> None:
    is_ratio = stated.kind == RelationKind.RATIO
    if not stated.terms:
        raise Invalid("Choose what it is made of.", field=TOP)
    if is_ratio and not stated.divisors:
        raise Invalid("Choose what it is divided by.", field=BOTTOM)
    if stated.divisors and not is_ratio:
        raise Invalid("Only a ratio is divided: leave this empty.", field=BOTTOM)
    if stated.kind == RelationKind.SUM and len(stated.terms) == 1:
        raise Invalid("A sum has two terms at least.", field=TOP)
    for field, terms in ((TOP, stated.terms), (BOTTOM, stated.divisors)):
        refs = [indicator.ref for _, indicator in terms]
        twice = next((ref for ref in refs if refs.count(ref) > 1), None)
        if twice:
            raise Invalid(f"{twice} is here twice.", field=field)
        if stated.subject and stated.subject.ref in refs:
            raise Invalid(
                f"{stated.subject.ref} is what the check is about: it cannot be here too.", field=field
            )
        if any(sign not in (1, -1) for sign, _ in terms):
            raise Invalid("A term is added or taken away.", field=field)
    for indicator in (stated.subject, *(each for _, _, each in _terms(stated))):
        if indicator is not None and indicator.scorecard_id != relation.scorecard_id:
            raise Invalid(f"{indicator.ref} belongs to another scorecard.", field=TOP)


def _check_units(stated: Stated) -> None:
    """What is added up has one unit."""
    if stated.kind == RelationKind.RATIO:
        return
    named = [*([stated.subject] if stated.subject else []), *(each for _, each in stated.terms)]
    other = next((each for each in named if each.unit != named[0].unit), None)
    if other:
        raise Invalid(
            f"{named[0].ref} and {other.ref} have different units and cannot be added up.", field=TOP
        )


def _check_number(value: Decimal, field: str) -> None:
    if not value.is_finite() or not 0 <= value <= LARGEST or value != round(value, PLACES):
        raise Invalid(
            f"Give a number from 0 to {LARGEST:,} with at most {PLACES} decimal places.", field=field
        )


def _current(relation: Relation) -> Relation:
    one_at_a_time(relation.scorecard_id)
    current = Relation.objects.select_related("scorecard", "subject").filter(pk=relation.pk).first()
    if current is None:
        raise Conflict(GONE)
    return current


def _words(relation: Relation) -> str:
    terms = relation.terms.select_related("indicator").order_by("pk")
    return in_words(stated_by(relation, list(terms)))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _record(
    verb: str,
    relation: Relation,
    *,
    by: User,
    at: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    raise_revision(relation.scorecard_id)
    label = (after or before or {}).get("check", "")
    activity.record(
        verb=verb,
        by=by,
        at=at,
        on=relation,
        before=before,
        after=after,
        on_label=str(label),
        scorecard=relation.scorecard,
    )
