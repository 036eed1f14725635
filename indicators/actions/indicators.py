"""Adding and changing indicators."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from indicators.calculations import months
from indicators.calculations.refs import ref_slug
from indicators.models import Indicator, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from . import parts
from .locks import as_it_stands, one_at_a_time
from .reasons import checked_reason
from .retirements import last_closed
from .revisions import raise_revision

# What the forms may change. The unit is not among them: figures that are kept would mean something else.
FIELDS = (
    "section",
    "ref",
    "title",
    "short_title",
    "outcome",
    "definition",
    "polarity",
    "decimals",
    "local",
    "owner",
    "reporter",
    "shares_commentary_with",
)
PEOPLE = ("owner", "reporter")
MULTIPLIERS = {"percentage": 100, "rate_per_10000": 10_000}
# Addresses below a scorecard's indicators that are pages of their own.
RESERVED = frozenset({"add", "hand-over"})

State = dict[str, Any]


def state_of(indicator: Indicator) -> State:
    """What a form shows and says it has seen: fields, keys of what they point at, and both sides' texts."""
    return stated({name: getattr(indicator, name) for name in FIELDS}) | parts.texts_of(indicator)


def add(
    *, scorecard: Scorecard, unit: str, active_from: date, by: User, at: datetime, **fields: Any
) -> Indicator:
    """A new indicator at the end of its section, asked for from `active_from` on. Raises Refused or Invalid.

    `fields` are FIELDS, and `numerator` and `denominator` as texts.
    """
    check_administers(by, scorecard)
    sides = _sides(fields)
    with transaction.atomic():
        one_at_a_time(scorecard)
        closed = last_closed(scorecard)
        if closed and active_from <= closed:
            raise Invalid(
                f"{months.label(closed)} is closed, and a new row would change it. Choose a later month.",
                field="active_from",
            )
        indicator = Indicator(scorecard=scorecard, unit=unit, active_from=active_from, **fields)
        indicator.multiplier = MULTIPLIERS.get(unit)
        indicator.order = _last_place(indicator)
        _check(indicator, changed=fields)
        reason = f"Added from {months.label(active_from)}"
        signed(indicator, by=by, at=at, reason=reason).save()
        parts.replace(indicator, parts.read(indicator, sides), by=by, at=at, reason=reason)
        raise_revision(scorecard)
        activity.record(
            verb="added an indicator",
            by=by,
            at=at,
            on=indicator,
            after=_named(fields) | sides,
            scorecard=scorecard,
        )
    return indicator


def edit(
    *, indicator: Indicator, seen: Mapping[str, Any], reason: str, by: User, at: datetime, **fields: Any
) -> Indicator:
    """Change the fields that differ; an owner or reporter changes for all that share the words.

    `seen` is the `state_of` that was looked at. Raises Refused, Invalid, or Conflict where it has changed.
    """
    check_administers(by, indicator.scorecard)
    sides = _sides(fields)
    with transaction.atomic():
        current = as_it_stands(indicator)
        state = state_of(current)
        if state != seen:
            raise Conflict(
                f"Somebody else changed {current.ref} while you were typing. Nothing was overwritten."
            )
        before = {name: getattr(current, name) for name in fields}
        changed = {name: value for name, value in fields.items() if before[name] != value}
        new_sides = {role: text for role, text in sides.items() if text != state[role]}
        if not changed and not new_sides:
            return current
        reason = checked_reason(reason)
        if changed.get("decimals", current.decimals) < current.decimals:
            raise Invalid(
                "Figures are kept with these decimals already: they cannot become fewer.", field="decimals"
            )
        for name, value in changed.items():
            setattr(current, name, value)
        if "section" in changed:
            current.order = _last_place(current)
        _check(current, changed=changed)
        if new_sides:
            parts.replace(current, parts.read(current, state | sides), by=by, at=at, reason=reason)
        signed(current, by=by, at=at, reason=reason).save()
        _follow(
            current, {name: changed[name] for name in PEOPLE if name in changed}, by=by, at=at, reason=reason
        )
        raise_revision(current.scorecard_id)
        activity.record(
            verb="changed an indicator",
            by=by,
            at=at,
            on=current,
            before=_named({name: before[name] for name in changed})
            | {role: state[role] for role in new_sides},
            after=_named(changed) | new_sides,
            scorecard=current.scorecard,
        )
    return current


def family_of(indicators: Iterable[Indicator]) -> list[Indicator]:
    """These and all that share words with one of them, in printed order. One query."""
    leaders = {each.shares_commentary_with_id or each.pk for each in indicators}
    family = Indicator.objects.filter(pk__in=leaders) | Indicator.objects.filter(
        shares_commentary_with__in=leaders
    )
    return list(family.select_related("owner", "reporter").in_printed_order())


def _follow(indicator: Indicator, people: State, *, by: User, at: datetime, reason: str) -> None:
    for other in family_of([indicator]) if people else ():
        if other.pk != indicator.pk and any(
            getattr(other, role) != person for role, person in people.items()
        ):
            for role, person in people.items():
                setattr(other, role, person)
            signed(other, by=by, at=at, reason=reason).save()


def _last_place(indicator: Indicator) -> int:
    others = Indicator.objects.filter(section=indicator.section).exclude(pk=indicator.pk).order_by("-order")
    return (others.values_list("order", flat=True).first() or 0) + 1


def _check(indicator: Indicator, *, changed: Mapping[str, Any]) -> None:
    others = Indicator.objects.filter(scorecard=indicator.scorecard_id).exclude(pk=indicator.pk)
    try:
        slug = ref_slug(indicator.ref)
    except ValueError:
        raise Invalid("Give a ref with letters or digits.", field="ref") from None
    clash = others.filter(ref__iexact=indicator.ref).first() or others.filter(ref_slug=slug).first()
    if clash:
        raise Invalid(f"{clash.ref} has this ref, or the same address. Choose another.", field="ref")
    if slug in RESERVED:
        raise Invalid(f"“{indicator.ref}” is the address of another page. Choose another.", field="ref")
    indicator.ref_slug = slug
    if not indicator.title.strip():
        raise Invalid("Give the indicator a title.", field="title")
    if indicator.section.scorecard_id != indicator.scorecard_id:
        raise Invalid("Choose a section of this scorecard.", field="section")
    for role in PEOPLE:
        person = changed.get(role)
        if person and not person.is_active:
            raise Invalid(f"{person}’s account is deactivated. Choose somebody who can sign in.", field=role)
    if changed.get("shares_commentary_with"):
        _check_leader(indicator, changed["shares_commentary_with"])


def _check_leader(indicator: Indicator, leader: Indicator) -> None:
    field = "shares_commentary_with"
    if leader.pk == indicator.pk or leader.scorecard_id != indicator.scorecard_id:
        raise Invalid("Choose another row of this scorecard.", field=field)
    if leader.shares_commentary_with_id:
        raise Invalid(
            f"{leader.ref} shows the words of {leader.shares_commentary_with}: choose that one.", field=field
        )
    if leader.active_until and not indicator.active_until:
        raise Invalid(f"{leader.ref} is retired: nobody writes on it any more.", field=field)
    if indicator.pk and indicator.followers.exists():
        raise Invalid("Other rows show the words of this one, so it cannot follow another.", field=field)
    if (indicator.owner_id, indicator.reporter_id) != (leader.owner_id, leader.reporter_id):
        raise Invalid(
            f"Rows that share words have the same owner and reporter. {leader.ref} is owned by "
            f"{leader.owner or 'nobody'} and reported by {leader.reporter or 'nobody'}.",
            field=field,
        )


def _sides(fields: dict[str, Any]) -> dict[str, str]:
    """Takes numerator and denominator, where given, out of the fields."""
    sides: dict[str, str] = {role: fields.pop(role).strip() for role in parts.ROLES if role in fields}
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"Not for change: {', '.join(sorted(unknown))}")
    return sides


def stated(fields: Mapping[str, Any]) -> State:
    """As in `state_of`: keys instead of the rows that fields point at."""
    return {name: getattr(value, "pk", value) for name, value in fields.items()}


def _named(fields: Mapping[str, Any]) -> State:
    return {name: str(value) if hasattr(value, "pk") else value for name, value in fields.items()}
