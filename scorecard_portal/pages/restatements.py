"""The ledger of a month: figures it shows that were changed since it was opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commentary.permissions import standing_of
from commentary.summaries.restatements import StaleSignOff, made_stale
from commentary.workflow import may_read
from indicators.calculations import months
from indicators.models import Indicator, MonthlyReturn, ReportingMonth, Scorecard
from indicators.people.http import SignedInRequest
from indicators.permissions import get_scorecard
from indicators.scorecards import restatements as ledger
from indicators.scorecards.build import MONTHS_SHOWN
from indicators.scorecards.restatements import Restatement

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A restatement with those signatures it made stale that the reader may know of.

    In one of `open_months` such a signature is to be given again.
    """

    restatement: Restatement
    sign_offs: tuple[StaleSignOff, ...]
    open_months: frozenset[date]


@require_safe
def restatements(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """Every change of a figure of the 13 months shown, since the month was opened."""
    scorecard = get_scorecard(request, slug)
    cycles = {each.month: each for each in scorecard.reporting_months.all()}
    if month not in cycles and not _has_figures(scorecard, month):
        raise Http404("No figures for this month")
    # PostgreSQL takes no NUL.
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    opened = ledger.opened_at(scorecard.pk, month)
    page: Page[Any] | None = None
    if opened is not None:
        found = ledger.restated_since(scorecard.pk, month, opened, words)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "scorecard": scorecard,
        "month": month,
        "cycle": cycles.get(month),
        "opened": opened,
        "words": words,
        "page": page,
        "lines": lines_of(request, scorecard, map(ledger.read, page.object_list)) if page else (),
        "is_administrator": standing_of(request, scorecard).is_administrator,
        "earlier": _near(cycles, month, -1),
        "later": _near(cycles, month, 1),
    }
    return render(request, "pages/restatements.html", context)


def lines_of(
    request: SignedInRequest, scorecard: Scorecard, found: Iterable[Restatement]
) -> tuple[Line, ...]:
    """Three queries; one where none is found."""
    every = tuple(found)
    opened = frozenset(scorecard.reporting_months.open().values_list("month", flat=True))
    stale = made_stale(every)
    leaders = {each.leader_pk for each in every}
    people = {
        pk: {"owner": owner, "reporter": reporter}
        for pk, owner, reporter in Indicator.objects.filter(pk__in=leaders).values_list(
            "pk", "owner_id", "reporter_id"
        )
    }
    standing = standing_of(request, scorecard)
    return tuple(
        Line(
            each,
            tuple(
                signed
                for signed in stale[each.pk]
                if may_read(signed.status, standing.roles(**people[signed.leader_pk]))
            ),
            opened,
        )
        for each in every
    )


def _has_figures(scorecard: Scorecard, month: date) -> bool:
    shown = months.months_to(month, MONTHS_SHOWN)
    return (
        MonthlyReturn.objects.reported()
        .filter(indicator__scorecard=scorecard, month__gte=shown[0], month__lte=month)
        .exists()
    )


def _near(cycles: dict[date, ReportingMonth], month: date, by: int) -> date | None:
    """The month beside this one, if it has been opened."""
    near = months.shift(month, by)
    return near if near in cycles and cycles[near].status != ReportingMonth.PLANNED else None
