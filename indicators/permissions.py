"""Who may do what to a scorecard's figures. Each check raises with its reason; the bool is derived."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404

from indicators.people.errors import Refused
from indicators.people.http import SignedInRequest
from indicators.people.models import Cover, User

from .models import Indicator, Membership, ReportingMonth, Scorecard


def allows(check: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Whether the check passes: for hiding a button that the same check would refuse."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


def check_administers(user: User, scorecard: Scorecard) -> None:
    """Targets, benchmarks, returns, months, sections and indicators are the administrators'."""
    if not administers(user, scorecard):
        raise Refused(f"Only an administrator of “{scorecard}” can do this. Ask the performance team.")


def administers(user: User, scorecard: Scorecard) -> bool:
    return Membership.objects.filter(user=user, scorecard=scorecard, role=Membership.ADMINISTRATOR).exists()


def check_is_portal_administrator(user: User) -> None:
    if not user.is_superuser:
        raise Refused("Only a portal administrator can do this.")


def check_manages_people(user: User) -> None:
    """People are looked after by portal administrators and by the administrators of any scorecard."""
    if not manages_people(user):
        raise Refused("Only administrators can look after people's accounts. Ask the performance team.")


def manages_people(user: User) -> bool:
    return user.is_superuser or Membership.objects.filter(user=user, role=Membership.ADMINISTRATOR).exists()


def check_manages_members(user: User, scorecard: Scorecard) -> None:
    """A portal administrator gives a new scorecard its first administrator, themselves if need be."""
    if not (user.is_superuser or administers(user, scorecard)):
        raise Refused(f"Only an administrator of “{scorecard}” can say who belongs to it.")


def check_month_is_open(month: ReportingMonth | None) -> None:
    if month is None or not month.is_open:
        raise Refused("This month is not open. An administrator can open or reopen it.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A scorecard that exists for somebody, and what they are in it, themselves or for whom they cover."""

    scorecard: Scorecard
    is_owner: bool
    is_reporter: bool
    is_administrator: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What exists for one person today; `covered` are the keys and names of the people they act for."""

    covered: Mapping[int, str]
    scorecards: tuple[Seen, ...]


def reach(request: SignedInRequest) -> Reach:
    """Two queries, asked once for a request: navigation, page and permission read the same answer."""
    known: Reach | None = getattr(request, "_reach", None)
    if known is None:
        known = _reach(request.user, request.today)
        request._reach = known  # type: ignore[attr-defined]
    return known


def _reach(user: User, today: date) -> Reach:
    covers = Cover.objects.running(today).filter(deputy=user).order_by()
    covered = dict(covers.values_list("user_id", "user__full_name"))
    people = [user.pk, *covered]
    rows = Indicator.objects.filter(scorecard=OuterRef("pk")).order_by()
    administered = Membership.objects.filter(
        scorecard=OuterRef("pk"), user=user, role=Membership.ADMINISTRATOR
    )
    found = Scorecard.objects.within_reach(user, list(covered), on=today).annotate(
        owns=Exists(rows.filter(owner__in=people)),
        reports=Exists(rows.filter(reporter__in=people)),
        administers=Exists(administered.order_by()),
    )
    return Reach(covered, tuple(Seen(each, each.owns, each.reports, each.administers) for each in found))


def get_seen(request: SignedInRequest, slug: str) -> Seen:
    """The scorecard with what this person is in it; where it does not exist for them there is no page."""
    for seen in reach(request).scorecards:
        if seen.scorecard.slug == slug:
            return seen
    raise Http404("No such scorecard")


def get_scorecard(request: SignedInRequest, slug: str) -> Scorecard:
    """The scorecard, if it exists for this person; otherwise there is no such page."""
    return get_seen(request, slug).scorecard


def get_administered(request: SignedInRequest, slug: str) -> Scorecard:
    """The scorecard for a page of its administrators: 404 where it does not exist, else Refused."""
    scorecard = get_scorecard(request, slug)
    check_administers(request.user, scorecard)
    return scorecard


def get_indicator(request: SignedInRequest, slug: str, ref_slug: str) -> Indicator:
    """The indicator with its scorecard, section, owner and reporter at hand."""
    scorecard = get_scorecard(request, slug)
    found = (
        Indicator.objects.filter(scorecard=scorecard, ref_slug=ref_slug)
        .select_related("scorecard", "section", "owner", "reporter", "shares_commentary_with")
        .first()
    )
    if found is None:
        raise Http404("No such indicator")
    return found
