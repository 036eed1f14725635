"""What a file would do: its findings, the decisions on them, and the loading when none is left."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from indicators.actions import imports
from indicators.actions.imports import PlanChanged
from indicators.forms.imports import DecisionsForm
from indicators.imports.layouts.submission import Submission
from indicators.imports.plans.plan import Plan
from indicators.models import ImportPlan
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.kept_words import keeps_typed, mark_of, take
from indicators.views.form_pages import posted, show

from .imports import get_plan
from .imports_columns import COLUMN_FIELDS, columns, headings
from .imports_effects import effects
from .imports_findings import Look, confirmed_together, findings
from .imports_tiles import tiles


@keeps_typed("reason")
def import_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nothing is written before the last button, whose words say what it writes."""
    kept = get_plan(request, pk)
    submission, plan = imports.read(kept)
    form = _form(request, kept, submission, plan)
    context: dict[str, Any] = {}
    status = 200
    if form.is_bound:
        status = 422
        try:
            if form.is_valid():
                return _take(request, kept, plan, form)
        except Invalid as problem:
            show(form, problem)
        except Conflict as problem:
            status, context["conflict"] = 409, problem.reason
            context["is_plan_changed"] = isinstance(problem, PlanChanged)
        # What stands now, with what was sent ticked over it.
        kept = get_plan(request, pk)
        submission, plan = imports.read(kept)
    return render(
        request, "pages/import_plan.html", context | _context(request, kept, submission, plan, form), status=status
    )


def _form(
    request: SignedInRequest, kept: ImportPlan, submission: Submission, plan: Plan
) -> DecisionsForm:
    typed = take(request) if request.method == "GET" else None
    return DecisionsForm(
        plan.findings,
        headings(submission),
        [field for field, _ in COLUMN_FIELDS],
        posted(request),
        initial={"reason": kept.reason, **(typed or {})},
    )


def _take(request: SignedInRequest, kept: ImportPlan, plan: Plan, form: DecisionsForm) -> HttpResponseRedirect:
    """Save what was decided and go back to the page, or load the file and go to what it did."""
    given = form.cleaned_data
    look = Look.asked(request.GET)
    decisions = {**given["decisions"], **confirmed_together(plan, look, request.POST.get("confirm", ""))}
    is_other = _differs(decisions, kept.decisions) or _differs(given["columns"], kept.columns)
    if is_other or given["reason"] != kept.reason or given["seen_version"] != kept.version:
        kept = imports.decide(
            plan=kept,
            decisions=decisions,
            columns=given["columns"],
            reason=given["reason"],
            seen_version=given["seen_version"],
            by=request.user,
            at=request.now,
        )
    if "load" not in request.POST:
        messages.success(request, "Your decisions are saved. No figure is changed yet.")
    elif is_other:
        messages.warning(
            request, "Your last decisions are saved, and the plan is made again with them. Check it, then load it."
        )
    else:
        batch = imports.load(plan=kept, seen_digest=given["seen_digest"], by=request.user, at=request.now)
        messages.success(request, f"“{batch.file_name}” is loaded.")
        return redirect("import_batch", batch.pk)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(f"{reverse('import_plan', args=(kept.pk,))}{query}")


def _differs(sent: Mapping[str, str], stored: Mapping[str, str]) -> bool:
    return any(stored.get(key, "") != value for key, value in sent.items())


def _context(
    request: SignedInRequest, kept: ImportPlan, submission: Submission, plan: Plan, form: DecisionsForm
) -> dict[str, Any]:
    found = findings(plan, form, Look.asked(request.GET), request.GET.get("page"))
    return {
        "kept": kept,
        "scorecard": kept.scorecard,
        "submission": submission,
        "sheets": len({row.where.sheet for row in submission.rows}),
        "plan": plan,
        "form": form,
        "found": found,
        "tiles": tiles(plan),
        "columns": columns(submission, kept, form),
        "column_fields": COLUMN_FIELDS,
        "effects": effects(kept.scorecard, plan, request.today),
        "typed_by": mark_of(request.user),
    }
