"""Files of returns for administrators: sending one, those that wait for decisions, those that were loaded."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.actions import imports
from indicators.forms.imports import MEGABYTES, UploadForm
from indicators.forms.uploads import LARGEST_UPLOAD, refused_upload
from indicators.imports.findings import BrokenFile
from indicators.imports.layouts.submission import Submission
from indicators.imports.plans.plan import Plan
from indicators.models import PendingFile, ReportingMonth, Scorecard
from indicators.people.errors import Conflict, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import check_administers, seen_scorecards
from indicators.scorecards.returns_grid import open_month_to_enter
from indicators.tables import in_pages
from indicators.views.form_pages import posted

from .imports_csv import findings_csv
from .imports_tables import BatchesTable, PlansTable, batches_of, plans_of

PER_PAGE = 25
GONE = "This plan is not there any more: it was loaded or thrown away meanwhile. Nothing was changed."


def imports_page(request: SignedInRequest) -> HttpResponse:
    """A form to send a file, and the files of all scorecards that the person administers."""
    scorecards = tuple(Scorecard.objects.administered_by(request.user))
    if not scorecards:
        raise Refused("Only an administrator of a scorecard can load its figures. Ask the performance team.")
    form = UploadForm(scorecards, posted(request), request.FILES or None, too_large=refused_upload(request))
    if form.is_valid() and (sent := _keep(request, form)):
        return sent
    return render(request, "pages/imports.html", _context(request, scorecards, form), status=_status(form))


@require_safe
def import_findings(request: SignedInRequest, pk: int) -> HttpResponse:
    """All findings of a plan, to read elsewhere."""
    _, plan = read(get_plan(request, pk))
    response = HttpResponse(findings_csv(plan), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="findings-{pk}.csv"'
    return response


def import_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    kept = get_plan(request, pk)
    form = forms.Form(posted(request))
    if form.is_valid():
        imports.discard(pending=kept, by=request.user, at=request.now)
        messages.success(request, f"The plan for “{kept.file_name}” is thrown away. No figure was changed.")
        return redirect("imports")
    context = {
        "title": "Throw this plan away?",
        "action": "Throw it away",
        "danger": True,
        "consequences": [
            f"“{kept.file_name}” is forgotten, with what was decided about it. No figure is changed.",
            "The file can be sent again.",
        ],
        "form": form,
        "above": kept.file_name,
        "here": "Throw away",
        "cancel_url": reverse("import_plan", args=(pk,)),
    }
    return render(request, "pages/import_confirm.html", context)


def get_plan(request: SignedInRequest, pk: int) -> PendingFile:
    """The plan, if its scorecard exists for this person, who must administer it."""
    found = (
        PendingFile.objects.filter(pk=pk, scorecard__in=[each.pk for each in seen_scorecards(request)])
        .select_related("scorecard", "by", "file")
        .defer("file__data")
        .first()
    )
    if found is None and request.method == "POST":
        raise Conflict(GONE)
    if found is None:
        raise Http404("No such plan")
    check_administers(request.user, found.scorecard)
    return found


def read(kept: PendingFile) -> tuple[Submission, Plan]:
    """The file read again. Raises Conflict where that is not possible any more."""
    try:
        return imports.read(kept)
    except BrokenFile as problem:
        raise Conflict(
            f"“{kept.file_name}” cannot be read any more: {problem} Nothing was changed. Send the file again."
        ) from None


def _keep(request: SignedInRequest, form: UploadForm) -> HttpResponse | None:
    """Keep the file and go to its plan; None where it cannot be read, which the form then says."""
    sent = form.cleaned_data["file"]
    try:
        kept = imports.keep(
            scorecard=form.cleaned_data["scorecard"],
            file_name=sent.name,
            data=sent.read(),
            by=request.user,
            at=request.now,
        )
    except BrokenFile as problem:
        form.add_error("file", f"{sent.name}: {problem} Nothing was kept.")
        return None
    # A script that shows the progress goes there itself: what it followed, nobody would see.
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponse(status=201, headers={"Location": reverse("import_plan", args=(kept.pk,))})
    return redirect("import_plan", kept.pk)


def _status(form: UploadForm) -> int:
    return 422 if form.errors else 200


def _context(
    request: SignedInRequest, scorecards: tuple[Scorecard, ...], form: UploadForm
) -> dict[str, object]:
    plans, batches = PlansTable(plans_of(scorecards)), BatchesTable(batches_of(scorecards))
    if len(scorecards) == 1:
        plans.exclude = batches.exclude = ("scorecard",)
    plans.paginate(per_page=100)
    in_pages(request, batches, PER_PAGE)
    return {
        "form": form,
        "plans": plans,
        "batches": batches,
        "opened": _to_fill(scorecards),
        "largest": LARGEST_UPLOAD,
        "megabytes": MEGABYTES,
    }


def _to_fill(scorecards: tuple[Scorecard, ...]) -> ReportingMonth | None:
    """The open month whose template is offered."""
    opened = ReportingMonth.objects.open().filter(scorecard__in=scorecards).select_related("scorecard")
    latest = opened.first()
    month = open_month_to_enter(latest.scorecard) if latest else None
    return opened.filter(scorecard=latest.scorecard, month=month).first() if latest and month else None
