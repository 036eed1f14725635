"""Scorecards for administrators: the list, a new one, its name, who belongs to it."""

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.actions import comparators, scorecards
from indicators.forms.scorecards import (
    EscalationForm,
    MemberForm,
    NewComparatorForm,
    NewMemberForm,
    NewScorecardForm,
    RenameForm,
)
from indicators.models import Membership, Scorecard
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import (
    administers,
    allows,
    check_is_portal_administrator,
    check_manages_members,
    get_administered,
    get_scorecard,
)
from indicators.scorecards.set_up import sections_of, set_up_changes
from indicators.tables import ScorecardsTable, in_pages

from .form_pages import posted, set_up_form, show


@require_safe
def scorecard_list(request: SignedInRequest) -> HttpResponse:
    """Those that one administers; all for a portal administrator."""
    found = Scorecard.objects.managed_by(request.user)
    administrators = Membership.objects.filter(role=Membership.ADMINISTRATOR).select_related("user")
    rows = found.annotate(indicator_count=Count("indicators", distinct=True)).prefetch_related(
        Prefetch("memberships", administrators, to_attr="administrator_rows")
    )
    table = ScorecardsTable(rows)
    if not table.data and not request.user.is_superuser:
        raise Refused("Only administrators set scorecards up. Ask the performance team.")
    in_pages(request, table, 50)
    return render(request, "indicators/scorecards.html", {"table": table, "count": len(table.data)})


def scorecard_new(request: SignedInRequest) -> HttpResponse:
    """A portal administrator makes a scorecard and administers it."""
    check_is_portal_administrator(request.user)
    form = NewScorecardForm(posted(request))
    if form.is_valid():
        try:
            made = scorecards.create(name=form.cleaned_data["name"], by=request.user, at=request.now)
            messages.success(request, f"{made} is there. Give it sections, then indicators.")
            return redirect("indicators:scorecard_set_up", made.slug)
        except Invalid as problem:
            show(form, problem)
    context = {
        "form": form,
        "title": "New scorecard",
        "lede": "You become its administrator. Its sections and indicators come next.",
        "action": "Make the scorecard",
        "cancel_url": reverse("indicators:scorecards"),
    }
    return render(request, "indicators/set_up_form.html", context, status=422 if form.errors else 200)


@require_safe
def scorecard_set_up(request: SignedInRequest, slug: str) -> HttpResponse:
    """Name, sections and members, and what happened to them."""
    scorecard = _get_managed(request, slug)
    context = {
        "scorecard": scorecard,
        "is_administrator": administers(request.user, scorecard),
        "sections": list(sections_of(scorecard)),
        "members": scorecard.memberships.select_related("user"),
        "comparators": scorecard.comparators.all(),
        "changes": set_up_changes(scorecard),
    }
    return render(request, "indicators/scorecard_set_up.html", context)


def scorecard_rename(request: SignedInRequest, slug: str) -> HttpResponse:
    scorecard = get_administered(request, slug)
    form, status, conflict = RenameForm(scorecard, posted(request)), 200, ""
    if form.is_valid():
        try:
            scorecards.rename(scorecard=scorecard, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(request, f"The scorecard is called {form.cleaned_data['name']}.")
            return redirect("indicators:scorecard_set_up", slug)
        except Invalid as problem:
            status = show(form, problem)
        except Conflict as problem:
            form, conflict = (
                RenameForm(get_administered(request, slug), typed=form.cleaned_data),
                problem.reason,
            )
    return set_up_form(
        request,
        scorecard,
        form,
        title="Rename the scorecard",
        action="Rename it",
        conflict=conflict,
        status=status,
    )


def escalation_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """When late work is told to the deputy, and when to the administrators."""
    scorecard = get_administered(request, slug)
    now = {
        "deputy_after": scorecard.deputy_told_after,
        "administrators_after": scorecard.administrators_told_after,
        "seen": scorecards.escalation_of(scorecard),
    }
    form, status, conflict = EscalationForm(posted(request), initial=now), 200, ""
    if form.is_valid():
        try:
            scorecards.set_escalation(
                scorecard=scorecard, by=request.user, at=request.now, **form.cleaned_data
            )
            messages.success(request, "Saved. The next daily email goes by it.")
            return redirect("indicators:scorecard_set_up", slug)
        except Invalid as problem:
            status = show(form, problem)
        except Conflict as problem:
            form, conflict = (
                EscalationForm(initial={**form.cleaned_data, "seen": now["seen"]}),
                problem.reason,
            )
    return set_up_form(
        request, scorecard, form, title="Late work", action="Save", conflict=conflict, status=status
    )


def comparator_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Somebody else to compare the scorecard with; its benchmarks have a column for them."""
    scorecard = get_administered(request, slug)
    form = NewComparatorForm(posted(request))
    if form.is_valid():
        try:
            made = comparators.add(scorecard=scorecard, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(request, f"{made} is added. Its figures come with a benchmark release.")
            return redirect("indicators:scorecard_set_up", slug)
        except Invalid as problem:
            show(form, problem)
    return set_up_form(request, scorecard, form, title="Add a comparator", action="Add the comparator")


def member_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let somebody read the scorecard or administer it."""
    scorecard = _get_managed(request, slug)
    form, status = NewMemberForm(scorecard, posted(request)), 200
    if form.is_valid():
        try:
            scorecards.set_member(
                scorecard=scorecard, seen_role=None, by=request.user, at=request.now, **form.cleaned_data
            )
            messages.success(request, f"{form.cleaned_data['user']} is {form.cleaned_data['role']} now.")
            return redirect("indicators:scorecard_set_up", slug)
        except (Invalid, Conflict) as problem:
            status = show(form, problem)
    return set_up_form(request, scorecard, form, title="Add a member", action="Add the member", status=status)


def member_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Another role for a member, or none."""
    scorecard = _get_managed(request, slug)
    member = scorecard.memberships.select_related("user").filter(user__pk=pk).first()
    if member is None and request.method == "POST":
        raise Conflict(
            "This person is no member any more: somebody else took the role away. Nothing was changed."
        )
    if member is None:
        raise Http404("No such member")
    now = {"role": member.role, "seen_role": member.role}
    form, status, conflict = MemberForm(posted(request), initial=now), 200, ""
    if form.is_valid():
        given = form.cleaned_data
        role, seen_role = given["role"] or None, given["seen_role"] or None
        try:
            scorecards.set_member(
                scorecard=scorecard,
                user=member.user,
                role=role,
                seen_role=seen_role,
                reason=given["reason"],
                by=request.user,
                at=request.now,
            )
            messages.success(request, f"{member.user} is {role or 'no member'} now.")
            still = allows(check_manages_members, request.user, scorecard)
            return redirect("indicators:scorecard_set_up", slug) if still else redirect("home")
        except Invalid as problem:
            status = show(form, problem)
        except Conflict as problem:
            form, conflict = (
                MemberForm(initial=form.cleaned_data | {"seen_role": member.role}),
                problem.reason,
            )
    return set_up_form(
        request,
        scorecard,
        form,
        title=f"{member.user} in {scorecard}",
        action="Save",
        conflict=conflict,
        status=status,
    )


def _get_managed(request: SignedInRequest, slug: str) -> Scorecard:
    scorecard = get_scorecard(request, slug)
    check_manages_members(request.user, scorecard)
    return scorecard
