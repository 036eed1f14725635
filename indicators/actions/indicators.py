"""Adding, changing, retiring and handing on indicators."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from indicators.calculations import months
from indicators.calculations.refs import ref_slug
from indicators.models import Indicator, Scorecard
from indicators.people import activity
from indicators.people.errors import Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from .reasons import checked_reason
from .revisions import raise_revision

# What the forms may change. The unit is not among them: figures that are kept would mean something else.
FIELDS = frozenset(
    {
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
    }
)
_OF_A_FAMILY = ("owner", "reporter")


def add(
    *, scorecard: Scorecard, unit: str, active_from: date, by: User, at: datetime, **fields: Any
) -> Indicator:
    """A new indicator at the end of its section, reported from `active_from` on. Raises Refused or Invalid."""
    check_administers(by, scorecard)
    _check_names(fields)
    with transaction.atomic():
        last = Indicator.objects.filter(scorecard=scorecard, section=fields["section"]).order_by("-order").first()
        indicator = Indicator(
            scorecard=scorecard, unit=unit, active_from=active_from, order=last.order + 1 if last else 1, **fields
        )
        indicator.multiplier = {"percentage": 100, "rate_per_10000": 10_000}.get(unit)
        _check(indicator)
        indicator.ref_slug = ref_slug(indicator.ref)
        signed(indicator, by=by, at=at, reason=f"Added from {months.label(active_from)}").save()
        raise_revision(scorecard)
        activity.record(
            verb="added an indicator", by=by, at=at, on=indicator, after=_plain(fields), scorecard=scorecard
        )
    return indicator


def edit(*, indicator: Indicator, reason: str, by: User, at: datetime, **fields: Any) -> None:
    """Change the fields that differ. An owner or reporter is changed for all that share the words."""
    check_administers(by, indicator.scorecard)
    _check_names(fields)
    before = {name: getattr(indicator, name) for name in fields}
    changed = {name: value for name, value in fields.items() if before[name] != value}
    if not changed:
        return
    reason = checked_reason(reason)
    with transaction.atomic():
        if "decimals" in changed and changed["decimals"] < before["decimals"]:
            raise Invalid("Figures are kept with these decimals already: they cannot become fewer.", field="decimals")
        for name, value in changed.items():
            setattr(indicator, name, value)
        _check(indicator)
        indicator.ref_slug = ref_slug(indicator.ref)
        signed(indicator, by=by, at=at, reason=reason).save()
        family = {name: changed[name] for name in _OF_A_FAMILY if name in changed}
        for other in _others_of_family(indicator) if family else ():
            for name, value in family.items():
                setattr(other, name, value)
            signed(other, by=by, at=at, reason=reason).save()
        raise_revision(indicator.scorecard)
        activity.record(
            verb="changed an indicator",
            by=by,
            at=at,
            on=indicator,
            before=_plain({name: before[name] for name in changed}),
            after=_plain(changed),
            scorecard=indicator.scorecard,
        )


def retire(*, indicator: Indicator, last_month: date, reason: str, by: User, at: datetime) -> None:
    """Report it for the last time for `last_month`. Its figures and words stay."""
    check_administers(by, indicator.scorecard)
    if indicator.active_from and last_month < indicator.active_from:
        raise Invalid(
            f"{indicator.ref} is reported from {months.label(indicator.active_from)} on: "
            "its last month cannot be earlier.",
            field="last_month",
        )
    followers = list(indicator.followers.filter(active_until=None).values_list("ref", flat=True))
    if followers:
        raise Refused(
            f"{', '.join(followers)} show the words of {indicator.ref}. Let another row lead them first."
        )
    _set_last_month(indicator, last_month, reason, verb="retired an indicator", by=by, at=at)


def bring_back(*, indicator: Indicator, reason: str, by: User, at: datetime) -> None:
    """Report a retired indicator again; the months between have no figures."""
    check_administers(by, indicator.scorecard)
    _set_last_month(indicator, None, reason, verb="brought an indicator back", by=by, at=at)


def hand_over(
    *,
    scorecard: Scorecard,
    indicators: Iterable[Indicator],
    role: str,
    to: User,
    reason: str,
    by: User,
    at: datetime,
) -> int:
    """Make `to` the owner or reporter of these rows and of all that share words with them; gives their number."""
    check_administers(by, scorecard)
    if role not in _OF_A_FAMILY:
        raise Invalid("Choose owner or reporter.", field="role")
    if not to.is_active:
        raise Invalid(f"{to}’s account is deactivated. Choose somebody who can sign in.", field="to")
    reason = checked_reason(reason)
    with transaction.atomic():
        chosen = {each.pk: each for each in indicators}
        for each in list(chosen.values()):
            chosen |= {other.pk: other for other in _others_of_family(each)}
        for each in chosen.values():
            before = getattr(each, role)
            setattr(each, role, to)
            signed(each, by=by, at=at, reason=reason).save()
            activity.record(
                verb="handed an indicator on",
                by=by,
                at=at,
                on=each,
                before=_plain({role: before}),
                after=_plain({role: to}),
                scorecard=scorecard,
            )
        raise_revision(scorecard)
    return len(chosen)


def _others_of_family(indicator: Indicator) -> list[Indicator]:
    leader = indicator.shares_commentary_with_id or indicator.pk
    family = Indicator.objects.filter(shares_commentary_with=leader) | Indicator.objects.filter(pk=leader)
    return list(family.exclude(pk=indicator.pk))


def _set_last_month(
    indicator: Indicator, last_month: date | None, reason: str, *, verb: str, by: User, at: datetime
) -> None:
    with transaction.atomic():
        before = indicator.active_until
        indicator.active_until = last_month
        signed(indicator, by=by, at=at, reason=checked_reason(reason)).save()
        raise_revision(indicator.scorecard)
        activity.record(
            verb=verb,
            by=by,
            at=at,
            on=indicator,
            before={"active_until": before},
            after={"active_until": last_month},
            scorecard=indicator.scorecard,
        )


def _check_names(fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - FIELDS
    if unknown:
        raise TypeError(f"Not for change: {', '.join(sorted(unknown))}")


def _check(indicator: Indicator) -> None:
    others = Indicator.objects.filter(scorecard=indicator.scorecard).exclude(pk=indicator.pk)
    slug = ref_slug(indicator.ref)
    if not slug:
        raise Invalid("Give a ref with letters or digits.", field="ref")
    clash = others.filter(ref=indicator.ref).first() or others.filter(ref_slug=slug).first()
    if clash:
        raise Invalid(f"{clash.ref} has this ref, or the same address. Choose another.", field="ref")
    if indicator.section.scorecard_id != indicator.scorecard_id:
        raise Invalid("Choose a section of this scorecard.", field="section")
    leader = indicator.shares_commentary_with
    if leader is not None:
        _check_leader(indicator, leader)


def _check_leader(indicator: Indicator, leader: Indicator) -> None:
    field = "shares_commentary_with"
    if leader.pk == indicator.pk or leader.scorecard_id != indicator.scorecard_id:
        raise Invalid("Choose another row of this scorecard.", field=field)
    if leader.shares_commentary_with_id:
        raise Invalid(
            f"{leader.ref} shows the words of {leader.shares_commentary_with}: choose that one.", field=field
        )
    if indicator.pk and indicator.followers.exists():
        raise Invalid("Other rows show the words of this one, so it cannot follow another.", field=field)
    if (indicator.owner_id, indicator.reporter_id) != (leader.owner_id, leader.reporter_id):
        raise Invalid(f"{leader.ref} has another owner or reporter. They must be the same to share words.", field=field)


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if hasattr(value, "pk") else value for name, value in fields.items()}
