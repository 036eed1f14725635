"""The people pages of administrators: find, see, invite, change."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from indicators.models import Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.models import User
from indicators.permissions import check_manages_people
from indicators.tables import in_pages
from indicators.views.form_pages import posted, show
from scorecard_portal.accounts.actions import invitations, people
from scorecard_portal.accounts.filters import PeopleFilter
from scorecard_portal.accounts.forms import ChangePersonForm, PersonForm, initial_of
from scorecard_portal.accounts.links import days_valid
from scorecard_portal.accounts.mail import NotSent
from scorecard_portal.accounts.permissions import check_may_edit
from scorecard_portal.accounts.profile import profile
from scorecard_portal.accounts.register import people_rows
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
    in_pages(request, table, 50)
    context = {"table": table, "filter": found, "count": len(rows)}
    return render(request, "accounts/people.html", context)


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who somebody is, what they hold, who acts for them, what happened."""
    seen = profile(get_person(request, pk), reader=request.user, on=request.today)
    return render(request, "accounts/person.html", {"profile": seen, "days": days_valid()})


def person_invite(request: SignedInRequest) -> HttpResponse:
    """Make an account and send its link."""
    check_manages_people(request.user)
    form = PersonForm(
        posted(request),
        scorecards=list(Scorecard.objects.managed_by(request.user)),
        makes_administrators=request.user.is_superuser,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.invite(
                **form.details, roles=form.roles, address=address_of(request), by=request.user, at=request.now
            )
            return link_sent(request, made)
        except NotSent as problem:
            return link_not_sent(request, problem)
        except Invalid as problem:
            show(form, problem)
    context = {"form": form, "days": days_valid(), "cancel_url": reverse("people")}
    return render(request, "accounts/person_invite.html", context, status=422 if form.errors else 200)


@require_POST
def person_invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a fresh link to somebody who has no password yet."""
    found = get_person(request, pk)
    try:
        invitations.invite_again(person=found, address=address_of(request), by=request.user, at=request.now)
    except NotSent as problem:
        return link_not_sent(request, problem)
    return link_sent(request, found)


def person_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name, address, job title and roles, with a reason."""
    found = get_person(request, pk)
    check_may_edit(request.user, found)
    scorecards = list(Scorecard.objects.managed_by(request.user))
    form = ChangePersonForm(
        posted(request),
        initial=initial_of(found, scorecards, people.version_of(found)),
        scorecards=scorecards,
        makes_administrators=request.user.is_superuser,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                people.edit(
                    person=found,
                    **form.details,
                    **form.change,
                    roles=form.roles,
                    by=request.user,
                    at=request.now,
                )
                messages.success(request, f"{form.cleaned_data['full_name']} is changed.")
                return redirect("person", pk)
            except (Invalid, Conflict) as problem:
                status = show(form, problem)
    context = {"form": form, "person": found, "cancel_url": reverse("person", args=(pk,))}
    return render(request, "accounts/person_edit.html", context, status=status)


def address_of(request: SignedInRequest) -> str:
    """The portal's own address, as this person's browser reached it."""
    return f"{request.scheme}://{request.get_host()}"


def link_sent(request: SignedInRequest, to: User) -> HttpResponseRedirect:
    messages.success(request, f"A link is on its way to {to.email}. It works once, for {days_valid()} days.")
    return redirect("person", to.pk)


def link_not_sent(request: SignedInRequest, problem: NotSent) -> HttpResponseRedirect:
    messages.warning(
        request,
        f"{problem.person} has an account, but the message to {problem.person.email} could not be sent: the "
        "mail server does not answer. Send the link again from this page later.",
    )
    return redirect("person", problem.person.pk)
