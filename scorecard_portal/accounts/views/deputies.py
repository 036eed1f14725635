"""Deputies: everybody names their own, administrators do it for people who are away already."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from indicators.calculations import dates
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.models import Cover, User
from indicators.permissions import manages_people
from indicators.views.form_pages import posted, show
from scorecard_portal.accounts.actions import deputies
from scorecard_portal.accounts.forms import CoverForm
from scorecard_portal.accounts.permissions import check_names_deputy

from .people import get_person


def deputy(request: SignedInRequest) -> HttpResponse:
    """My own deputies, and those I am a deputy of."""
    return _deputies_of(request, request.user)


def person_deputy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody else's deputies."""
    found = get_person(request, pk)
    check_names_deputy(request.user, found, on=request.today)
    return _deputies_of(request, found)


@require_POST
def cover_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a cover: one's own, or as an administrator anybody's."""
    cover = Cover.objects.select_related("user", "deputy").filter(pk=pk).first()
    is_own = cover is not None and cover.user_id == request.user.pk
    if cover is None or not (is_own or manages_people(request.user)):
        raise Http404("No such cover")
    try:
        deputies.end_cover(cover=cover, by=request.user, at=request.now)
    except Conflict as problem:
        messages.warning(request, problem.reason)
    else:
        messages.success(request, f"{cover.deputy} does not act for {cover.user} any more.")
    return redirect("deputy") if is_own else redirect("person_deputy", cover.user_id)


def _deputies_of(request: SignedInRequest, user: User) -> HttpResponse:
    form = CoverForm(posted(request), user=user, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            cover = deputies.set_cover(user=user, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(
                request,
                f"{cover.deputy} acts for {cover.user} from {dates.day(cover.starts_on)} to "
                f"{dates.day(cover.ends_on)}.",
            )
            return redirect(request.path)
        except Invalid as problem:
            show(form, problem)
    coming = Cover.objects.filter(ends_on__gte=request.today).select_related("user", "deputy")
    context = {
        "form": form,
        "person": user,
        "is_self": user.pk == request.user.pk,
        "covers": coming.filter(user=user),
        "covers_for": coming.filter(deputy=user),
        "earlier": Cover.objects.filter(user=user, ends_on__lt=request.today)
        .select_related("deputy")
        .order_by("-ends_on")[:12],
    }
    return render(request, "accounts/deputy.html", context, status=422 if form.errors else 200)
