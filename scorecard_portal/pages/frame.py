"""What every page's frame needs: the council, the navigation, the bar of a demonstration."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from commentary.summaries import waiting_for_signature
from indicators.models import Indicator, Membership, Scorecard
from indicators.people.models import Cover, User


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    current: bool = False
    count: int = 0


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. Three queries for somebody signed in, none otherwise."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated and hasattr(request, "today")
    return {
        "council_name": settings.COUNCIL_NAME,
        "performance_team_email": settings.PERFORMANCE_TEAM_EMAIL,
        "demonstration_today": settings.DEMONSTRATION_TODAY,
        "nav": _navigation(request, user, request.today) if signed_in else [],  # type: ignore[attr-defined,arg-type]
    }


def _navigation(request: HttpRequest, user: User, today: date) -> list[NavItem]:
    acting_for = [user.pk, *Cover.objects.running(today).filter(deputy=user).values_list("user", flat=True)]
    rows = Indicator.objects.filter(scorecard=OuterRef("pk"))
    scorecards = list(
        Scorecard.objects.visible_to(user, on=today).annotate(
            is_owner=Exists(rows.filter(owner__in=acting_for)),
            is_reporter=Exists(rows.filter(reporter__in=acting_for)),
            is_administrator=Exists(
                Membership.objects.filter(scorecard=OuterRef("pk"), user=user, role=Membership.ADMINISTRATOR)
            ),
        )
    )
    here = getattr(request.resolver_match, "kwargs", {}).get("slug")
    chosen = next((each for each in scorecards if each.slug == here), None) or next(iter(scorecards), None)
    items = [_item(request, "My work", "home")]
    if chosen is not None:
        one = len(scorecards) == 1 or chosen.slug == here
        items.append(
            _item(request, "Scorecard", "scorecard_latest", chosen.slug)
            if one
            else _item(request, "Scorecards", "scorecards")
        )
    if any(each.is_reporter for each in scorecards):
        items.append(_item(request, "Commentary", "commentary:index"))
    if any(each.is_owner for each in scorecards):
        items.append(_item(request, "Review", "commentary:queue", count=waiting_for_signature(acting_for)))
    administered = [each for each in scorecards if each.is_administrator]
    if administered:
        slug = (chosen if chosen in administered else administered[0]).slug
        items += [
            _item(request, "Targets", "indicators:targets", slug),
            _item(request, "Benchmarks", "indicators:benchmarks", slug),
            _item(request, "Months", "months", slug),
            _item(request, "Indicators", "indicators:indicators", slug),
        ]
    if administered or user.is_superuser:
        items += [
            _item(request, label, name) for label, name in (("People", "people"), ("Activity", "activity"))
        ]
    if user.is_superuser or administered:
        items.append(_item(request, "Set up", "indicators:scorecards"))
    items.append(_item(request, "Help", "help"))
    return [item for item in items if item.url]


def _item(request: HttpRequest, label: str, name: str, *args: Any, count: int = 0) -> NavItem:
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return NavItem(label, "")
    current = request.path == url or (url != "/" and request.path.startswith(url))
    return NavItem(label, url, current, count)
