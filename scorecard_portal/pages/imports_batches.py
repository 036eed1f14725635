"""A file that was loaded: what it changed, the file as it came, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commentary.summaries import Strip, month_strip, month_work
from indicators.actions import imports
from indicators.forms.reasons import ReasonForm
from indicators.models import ImportBatch, ReportingMonth
from indicators.people.errors import Invalid, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import check_administers, seen_scorecards
from indicators.views.form_pages import posted, show

from .imports_changes import before, changes
from .imports_effects import Signatures, open_works, signatures


@require_safe
def import_batch(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = get_batch(request, pk)
    context = {
        "batch": batch,
        "undone_by": getattr(batch, "undone_by", None),
        "changes": changes(batch, request.GET),
        "why_not": _why_not(batch),
        "strip": _strip(request, batch),
    }
    return render(request, "pages/import_batch.html", context)


def import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Says what is taken back and what becomes of signatures, and asks why."""
    batch = get_batch(request, pk)
    imports.check_may_be_undone(batch)
    form, status = ReasonForm(posted(request)), 200
    if form.is_valid():
        try:
            undone = imports.undo(
                batch=batch, reason=form.cleaned_data["reason"], by=request.user, at=request.now
            )
            messages.success(
                request, f"“{batch.file_name}” is undone. Its figures are as they were before it."
            )
            return redirect("import_batch", undone.pk)
        except Invalid as problem:
            status = show(form, problem)
    context = {
        "title": "Undo this load?",
        "consequences": _consequences(batch),
        "action": "Undo the whole load",
        "danger": True,
        "form": form,
        "strip": _strip(request, batch),
        "above": batch.file_name,
        "here": "Undo",
        "cancel_url": reverse("import_batch", args=(pk,)),
    }
    return render(request, "pages/import_confirm.html", context, status=422 if form.errors else status)


@require_safe
def import_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file as it came, to be kept and never to be shown by the browser."""
    batch = get_batch(request, pk)
    if batch.file is None:
        raise Http404("This file was not kept")
    response = HttpResponse(bytes(batch.file.data), content_type="application/octet-stream")
    name = content_disposition_header(as_attachment=True, filename=batch.file_name)
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def get_batch(request: SignedInRequest, pk: int) -> ImportBatch:
    """The batch, if its scorecard exists for this person, who must administer it. Its bytes are not read."""
    found = (
        ImportBatch.objects.filter(pk=pk, scorecard__in=[each.pk for each in seen_scorecards(request)])
        .select_related("scorecard", "by", "undoes", "undone_by", "file")
        .defer("file__data")
        .first()
    )
    if found is None:
        raise Http404("No such batch")
    check_administers(request.user, found.scorecard)
    return found


def _why_not(batch: ImportBatch) -> str:
    """Why it cannot be undone; nothing where it can."""
    try:
        imports.check_may_be_undone(batch)
    except Refused as refusal:
        return refusal.reason
    return ""


def _strip(request: SignedInRequest, batch: ImportBatch) -> Strip | None:
    if batch.month is None:
        return None
    found = ReportingMonth.objects.filter(scorecard=batch.scorecard_id, month=batch.month)
    month = found.select_related("scorecard").first()
    return month_strip(month_work(month), request.today) if month else None


def _consequences(batch: ImportBatch) -> list[str]:
    after = before(batch)
    withdrawn = sum(standing.value is None and standing.missing is None for standing in after.values())
    put_back = len(after) - withdrawn
    said = [f"Everything that “{batch.file_name}” wrote is taken back, as one load of its own."]
    if withdrawn:
        verb = _are(withdrawn, "figure is", "figures are")
        said.append(f"{withdrawn:,} {verb} withdrawn, as if never given. The history keeps them.")
    if put_back:
        said.append(
            f"{put_back:,} changed {_are(put_back, 'figure goes', 'figures go')} back to what stood before."
        )
    if drafts := batch.summary.get("drafts_kept", 0):
        said.append(
            f"{drafts:,} {_are(drafts, 'draft stays', 'drafts stay')}: the words that came with the file are "
            "changed where they stand."
        )
    said += _of_signatures(signatures(open_works(batch.scorecard), after))
    return [*said, "The reason is kept with every figure. To have the figures again, load the file again."]


def _of_signatures(found: Signatures) -> list[str]:
    said = []
    if found.stale:
        said.append(
            f"{len(found.stale)} {_are(len(found.stale), 'sign-off becomes', 'sign-offs become')} stale "
            f"and must be given again: {', '.join(found.stale)}."
        )
    if found.right_again:
        count = len(found.right_again)
        said.append(
            f"{count} stale {_are(count, 'sign-off fits', 'sign-offs fit')} the figures again: "
            f"{', '.join(found.right_again)}."
        )
    return said or ["No sign-off is affected."]


def _are(count: int, one: str, more: str) -> str:
    return one if count == 1 else more
