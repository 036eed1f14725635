"""Who may do what to a scorecard's figures. Each check raises with its reason; the bool is derived."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from indicators.people.errors import Refused
from indicators.people.http import SignedInRequest
from indicators.people.models import User

from .models import Indicator, Membership, ReportingMonth, Scorecard
from .models.scorecard import Reach, reach_of


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


def reach(request: SignedInRequest) -> Reach:
    """Asked once for a request: navigation, page and permission read the same answer."""
    known: Reach | None = getattr(request, "_reach", None)
    if known is None:
        known = reach_of(request.user, request.today)
        request._reach = known  # type: ignore[attr-defined]
    return known


def seen_scorecards(request: SignedInRequest) -> tuple[Scorecard, ...]:
    """The scorecards that exist for this person, by name. Asked once for a request."""
    known: tuple[Scorecard, ...] | None = getattr(request, "_scorecards", None)
    if known is None:
        within = reach(request)
        every = Scorecard.objects.all()
        known = tuple(every if within.sees_all else every.filter(pk__in=within.scorecards))
        request._scorecards = known  # type: ignore[attr-defined]
    return known


def get_scorecard(request: SignedInRequest, slug: str) -> Scorecard:
    """The scorecard, if it exists for this person; otherwise there is no such page."""
    for scorecard in seen_scorecards(request):
        if scorecard.slug == slug:
            return scorecard
    raise Http404("No such scorecard")


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
