"""The people pages of administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_tables2 import RequestConfig

from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.models import Cover, User
from indicators.permissions import allows, check_manages_people
from scorecard_portal.accounts.actions import invitations, people
from scorecard_portal.accounts.filters import PeopleFilter
from scorecard_portal.accounts.forms import ChangePersonForm, PersonForm, initial_of
from scorecard_portal.accounts.history import history_of
from scorecard_portal.accounts.links import days_valid
from scorecard_portal.accounts.mail import NotSent
from scorecard_portal.accounts.permissions import check_looks_after, check_may_edit, scorecards_given_by
from scorecard_portal.accounts.register import people_rows, state_of
from scorecard_portal.accounts.rows_held import rows_seen_by
from scorecard_portal.accounts.tables import PeopleTable


def get_person(request: SignedInRequest, pk: int) -> User:
    """The person, for those who look after people: Refused for others, 404 where there is none."""
    check_manages_people(request.user)
    return get_object_or_404(User, pk=pk)


@require_safe
def people_list(request: SignedInRequest) -> HttpResponse:
    """Everybody with an account, to find by words and state."""
    check_manages_people(request.user)
    found = PeopleFilter(request.GET, queryset=User.objects.all())
    rows = people_rows(found.qs, reader=request.user, on=request.today)
    table = PeopleTable(rows)
    RequestConfig(request, paginate={"per_page": 50, "silent": True}).configure(table)
    return render(request, "accounts/people.html", {"table": table, "filter": found, "count": len(rows)})


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: who they are, what they hold, who acts for them, what happened."""
    found = get_person(request, pk)
    covers = Cover.objects.filter(ends_on__gte=request.today).select_related("user", "deputy")
    context = {
        "person": found,
        "state": state_of(found),
        "rows_held": rows_seen_by(request.user, found, on=request.today),
        "memberships": found.memberships.filter(
            scorecard__in=_seen(request)
        ).select_related("scorecard"),
        "covers": covers.filter(user=found),
        "covers_for": covers.filter(deputy=found),
        "history": history_of(found, reader=request.user, on=request.today),
        "may_edit": allows(check_may_edit, request.user, found),
        "looks_after": allows(check_looks_after, request.user, found, on=request.today),
        "is_self": found.pk == request.user.pk,
    }
    return render(request, "accounts/person.html", context)


def person_invite(request: SignedInRequest) -> HttpResponse:
    """Make an account and send its link."""
    check_manages_people(request.user)
    form = _form(request, PersonForm)
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.invite(
                email=form.cleaned_data["email"],
                full_name=form.cleaned_data["full_name"],
                job_title=form.cleaned_data["job_title"],
                is_portal_administrator=form.cleaned_data.get("is_portal_administrator", False),
                roles=form.roles,
                address=address_of(request),
                by=request.user,
                at=request.now,
            )
        except Invalid as problem:
            form.add_error(problem.field, problem.reason)
        except NotSent as problem:
            return not_sent(request, problem)
        else:
            return sent(request, made)
    context = {"form": form, "days": days_valid(), "cancel_url": reverse("people")}
    return render(request, "accounts/person_invite.html", context, status=422 if form.errors else 200)


@require_POST
def person_invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a fresh link to somebody who has no password yet."""
    found = get_person(request, pk)
    try:
        invitations.invite_again(
            person=found, address=address_of(request), by=request.user, at=request.now
        )
    except NotSent as problem:
        return not_sent(request, problem)
    return sent(request, found)


def person_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name, address, job title and roles, with a reason."""
    found = get_person(request, pk)
    check_may_edit(request.user, found)
    form = _form(request, ChangePersonForm, found)
    status = 200
    if request.method == "POST" and form.is_valid():
        status, problem = 200, None
        given = form.cleaned_data
        try:
            people.edit(
                person=found,
                email=given["email"],
                full_name=given["full_name"],
                job_title=given["job_title"],
                is_portal_administrator=given.get("is_portal_administrator", found.is_superuser),
                roles=form.roles,
                reason=given["reason"],
                seen_version=given["seen_version"],
                by=request.user,
                at=request.now,
            )
        except Invalid as problem:
            form.add_error(problem.field, problem.reason)
        except Conflict as problem:
            form.add_error(None, problem.reason)
            status = 409
        else:
            messages.success(request, f"{given['full_name']} is changed.")
            return redirect("person", pk)
    return render(request, "accounts/person_edit.html", {}, status=status)


def _seen(request: SignedInRequest):  # type: ignore[no-untyped-def]
    ...
