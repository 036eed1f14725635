"""What every page's frame needs: the council, the navigation, the bar of a demonstration."""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from commentary.summaries import waiting_for_signature
from indicators.people.http import SignedInRequest
from indicators.permissions import reach, seen_scorecards


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    current: bool = False
    count: int = 0


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. One query for an owner besides what the request knows, none signed out."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated and hasattr(request, "today")
    return {
        "council_name": settings.COUNCIL_NAME,
        "performance_team_email": settings.PERFORMANCE_TEAM_EMAIL,
        "demonstration_today": settings.DEMONSTRATION_TODAY,
        "nav": _navigation(cast("SignedInRequest", request)) if signed_in else [],
    }


def _navigation(request: SignedInRequest) -> list[NavItem]:
    known, scorecards = reach(request), seen_scorecards(request)
    here = getattr(request.resolver_match, "kwargs", {}).get("slug")
    chosen = next((each for each in scorecards if each.slug == here), None) or next(iter(scorecards), None)
    administered = [each for each in scorecards if each.pk in known.as_administrator]
    items = [_item(request, "My work", "home")]
    if chosen is not None:
        items.append(_scorecard_item(request, chosen.slug, len(scorecards) == 1))
    if known.as_reporter:
        items.append(_item(request, "Commentary", "commentary:index"))
    if known.as_owner:
        waiting = waiting_for_signature([request.user.pk, *known.covered])
        items.append(_item(request, "Review", "commentary:queue", count=waiting))
    if known.as_reporter or known.as_owner or administered:
        items.append(_item(request, "Actions", "commentary:actions"))
    if administered:
        slug = (chosen if chosen in administered else administered[0]).slug
        items += [_item(request, label, name, slug) for label, name in _OF_A_SCORECARD]
    if administered or request.user.is_superuser:
        items += [_item(request, label, name) for label, name in _OF_THE_PORTAL]
    items.append(_item(request, "Help", "help"))
    return items


_OF_A_SCORECARD = (
    ("Returns", "indicators:returns"),
    ("Targets", "indicators:targets"),
    ("Benchmarks", "indicators:benchmarks"),
    ("Months", "months"),
    ("Indicators", "indicators:indicators"),
)
# Pages that are part of another one's work.
_BELONGS = {
    "commentary:actions": ("/member-questions/",),
    "indicators:returns": ("/manage/imports/",),
    "activity": ("/manage/messages/",),
}
_OF_THE_PORTAL = (("People", "people"), ("Activity", "activity"), ("Set up", "indicators:scorecards"))


def _scorecard_item(request: SignedInRequest, slug: str, is_only: bool) -> NavItem:
    if is_only or request.path.startswith(f"/scorecards/{slug}/"):
        return _item(request, "Scorecard", "scorecard_latest", slug)
    return _item(request, "Scorecards", "scorecards")


def _item(request: SignedInRequest, label: str, name: str, *args: str, count: int = 0) -> NavItem:
    url = reverse(name, args=args)
    places = (url, *_BELONGS.get(name, ()))
    is_current = request.path == url or (url != "/" and request.path.startswith(places))
    return NavItem(label, url, is_current, count)
