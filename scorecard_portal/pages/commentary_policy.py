"""Which rows of a scorecard need commentary, and what that means for its open months."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from commentary.summaries import Reason, requirements
from indicators import scorecards
from indicators.actions.scorecards import set_commentary_policy
from indicators.calculations import months
from indicators.forms.scorecards import CommentaryPolicyForm
from indicators.models import ReportingMonth, Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered
from indicators.scorecards import Row
from indicators.views.form_pages import posted, show


@dataclass(frozen=True, slots=True)
class Meaning:
    """What by exception requires in one open month: leading rows with their reasons, of so many in all."""

    label: str
    required: tuple[tuple[Row, tuple[Reason, ...]], ...]
    total: int

    @property
    def optional(self) -> int:
        return self.total - len(self.required)


def commentary_policy(request: SignedInRequest, slug: str) -> HttpResponse:
    scorecard = get_administered(request, slug)
    now = scorecard.commentary_policy
    form = CommentaryPolicyForm(posted(request), initial={"policy": now, "seen": now})
    status, conflict = 200 if not form.errors else 422, ""
    if form.is_valid():
        try:
            set_commentary_policy(scorecard=scorecard, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(request, "Saved. Lists, deadlines and the daily email go by it from now on.")
            return redirect("indicators:scorecard_set_up", slug)
        except Invalid as problem:
            status = show(form, problem)
        except Conflict as problem:
            form = CommentaryPolicyForm(initial={**form.cleaned_data, "seen": now})
            status, conflict = 409, problem.reason
    context = {
        "scorecard": scorecard,
        "form": form,
        "conflict": conflict,
        "open_months": _open_months(scorecard),
        "cancel_url": reverse("indicators:scorecard_set_up", args=(slug,)),
    }
    return render(request, "pages/commentary_policy.html", context, status=status)


def _open_months(scorecard: Scorecard) -> list[Meaning]:
    open_months = ReportingMonth.objects.filter(scorecard=scorecard).open().order_by("month")
    return [_meaning(scorecard, each) for each in open_months]


def _meaning(scorecard: Scorecard, reporting_month: ReportingMonth) -> Meaning:
    built = scorecards.build(scorecard, reporting_month.month)
    found = requirements(Scorecard.BY_EXCEPTION, built)
    leading = [row for row in built.rows if row.shares_with_pk is None]
    return Meaning(
        label=months.label(reporting_month.month),
        required=tuple((row, found[row.pk].main) for row in leading if found[row.pk].is_required),
        total=len(leading),
    )
