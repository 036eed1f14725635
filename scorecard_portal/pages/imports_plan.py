"""What a file would do: its findings, the decisions on them, and the loading when none is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from indicators.actions import imports
from indicators.actions.imports import PlanChanged
from indicators.calculations import months
from indicators.forms.imports import COLUMN, DECISION, DecisionsForm
from indicators.imports.layouts.headings import fields_offered
from indicators.imports.layouts.submission import Submission
from indicators.imports.plans.plan import ACCEPT, LEAVE_OUT, Plan, PlannedWords
from indicators.models import ColumnMeaning, Indicator, PendingFile, ReportingMonth
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.kept_words import keeps_typed, mark_of, take
from indicators.views.form_pages import posted, show
from scorecard_portal.transfers.returns import WORDS, are_wanted, load, words_to_keep

from .imports import get_plan, read
from .imports_columns import AskedColumn, asked_columns, changed, with_choices
from .imports_effects import effects
from .imports_findings import confirmed_together, findings
from .imports_look import Look
from .imports_tiles import count_words, loaded_words, tiles


@dataclass(frozen=True)
class Reading:
    """A kept file, read now: what its page is made of."""

    kept: PendingFile
    submission: Submission
    plan: Plan

    @cached_property
    def columns(self) -> tuple[AskedColumn, ...]:
        return asked_columns(self.submission, self._refs if self.submission.lacks_refs else ())

    @cached_property
    def words(self) -> tuple[PlannedWords, ...]:
        """Those that can be kept as drafts."""
        return words_to_keep(self.plan)

    @property
    def changes_something(self) -> bool:
        return self.plan.changes_something or bool(self.words and are_wanted(self.kept))

    @cached_property
    def _refs(self) -> tuple[str, ...]:
        indicators = Indicator.objects.filter(scorecard=self.kept.scorecard_id)
        return tuple(indicators.values_list("ref", flat=True))

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What a column may be said to be: figures of the months at work and of the year before them too."""
        opened = ReportingMonth.objects.open().filter(scorecard=self.kept.scorecard_id).first()
        at_work = reversed(months.months_to(opened.month, 13)) if opened and self.columns else ()
        return fields_offered(at_work)

    @cached_property
    def remembered(self) -> dict[str, str]:
        if not self.columns:
            return {}
        meanings = ColumnMeaning.objects.filter(scorecard=self.kept.scorecard_id)
        return dict(meanings.values_list("heading", "field"))

    def form(self, data: Any = None, typed: Mapping[str, str] | None = None) -> DecisionsForm:
        offered = [field for field, _ in self.fields]
        columns = {each.name: (*offered, each.read_as) for each in self.columns}
        initial = {"reason": self.kept.reason, "words": are_wanted(self.kept), **(typed or {})}
        return DecisionsForm(
            self.plan.findings, columns, data, rows_with_words=len(self.words), initial=initial
        )


@keeps_typed("reason", DECISION, COLUMN)
def import_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nothing is written before the last button, whose words say what it writes."""
    reading = _read(request, pk)
    typed = take(request) if request.method == "GET" else None
    form = reading.form(posted(request), typed)
    context: dict[str, Any] = {"is_back": typed is not None}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            return _take(request, reading, form)
        except Invalid as problem:
            show(form, problem)
        except Conflict as problem:
            status = 409
            context |= {"conflict": problem.reason, "is_plan_changed": isinstance(problem, PlanChanged)}
        # As it stands now; what was sent stays ticked over it.
        reading = _read(request, pk)
    context |= _context(request, reading, form)
    return render(request, "pages/import_plan.html", context, status=status)


def _read(request: SignedInRequest, pk: int) -> Reading:
    kept = get_plan(request, pk)
    return Reading(kept, *read(kept))


def _take(request: SignedInRequest, reading: Reading, form: DecisionsForm) -> HttpResponseRedirect:
    """Save what was decided and go back to the page, or load the file and go to what it did."""
    kept, is_other = _decided(request, reading, form.cleaned_data)
    if "load" not in request.POST:
        messages.success(request, "Your decisions are saved. No figure is changed yet.")
        return _back(request, kept)
    if is_other:
        messages.warning(
            request,
            "Your last decisions change what is loaded. Here is the plan with them: check it, then load it.",
        )
        return _back(request, kept)
    seen_digest = form.cleaned_data["seen_digest"]
    batch = load(pending=kept, seen_digest=seen_digest, by=request.user, at=request.now)
    written = loaded_words(reading.plan, beside=count_words(batch.summary.get("drafts_kept", 0), "draft"))
    messages.success(request, f"“{batch.file_name}” is loaded: {written}.")
    return redirect("import_batch", batch.pk)


def _decided(
    request: SignedInRequest, reading: Reading, given: Mapping[str, Any]
) -> tuple[PendingFile, bool]:
    """The plan with what was sent, and whether that is other than what it was made with."""
    kept, plan = reading.kept, reading.plan
    together = confirmed_together(plan, Look.asked(request.GET), request.POST.get("confirm", ""))
    stored = {finding.key: finding.chosen for finding in plan.findings}
    sent = {**together, **given["decisions"]}
    decisions = {key: value for key, value in sent.items() if stored[key] != value}
    if reading.words and given["words"] != are_wanted(kept):
        decisions[WORDS] = ACCEPT if given["words"] else ""
    columns = changed(reading.columns, given["columns"])
    if not (decisions or columns) and (given["reason"], given["seen_version"]) == (kept.reason, kept.version):
        return kept, False
    kept = imports.decide(
        pending=kept,
        decisions=decisions,
        columns=columns,
        reason=given["reason"],
        seen_version=given["seen_version"],
        by=request.user,
        at=request.now,
    )
    return kept, bool(decisions or columns)


def _back(request: SignedInRequest, kept: PendingFile) -> HttpResponseRedirect:
    """To the page as it was filtered."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(f"{reverse('import_plan', args=(kept.pk,))}{query}")


def _context(request: SignedInRequest, reading: Reading, form: DecisionsForm) -> dict[str, Any]:
    plan, kept = reading.plan, reading.kept
    asked = [finding for finding in plan.findings if finding.choices]
    restated = [finding for finding in asked if finding.severity == "restatement"]
    asks_reason = any(form.chosen(finding) != LEAVE_OUT for finding in restated) or bool(plan.restated)
    return {
        "kept": kept,
        "loaded_before": imports.loaded_before(kept.scorecard, kept.file.sha256, kept.at),
        "scorecard": kept.scorecard,
        "submission": reading.submission,
        "sheets": len({row.where.sheet for row in reading.submission.rows}),
        "plan": plan,
        "form": form,
        "found": findings(plan, form, Look.asked(request.GET), request.GET.get("page")),
        "tiles": tiles(plan),
        "columns": with_choices(reading.columns, form, reading.remembered),
        "column_fields": reading.fields,
        "effects": effects(kept.scorecard, plan, request.today),
        "asks_reason": asks_reason,
        "changes_something": reading.changes_something,
        "can_load": reading.changes_something and plan.month is not None and not plan.to_decide,
        "can_save": bool(asked or reading.columns or asks_reason or reading.words),
        "what_is_loaded": loaded_words(plan, beside=_beside(reading)),
        "words": reading.words,
        "words_kept_out": len(plan.words) - len(reading.words),
        "typed_by": mark_of(request.user),
    }


def _beside(reading: Reading) -> str:
    rows = count_words(len(reading.words), "row")
    return f"the words on {rows}" if rows and are_wanted(reading.kept) else ""
