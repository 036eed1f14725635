"""The daily email: what somebody wants of it, and for administrators whether it and the reminders went."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commentary.actions import mail_choices
from commentary.forms import MailChoicesForm
from commentary.models import DIGEST_KINDS, Digest, Reminder, TurnedDown
from commentary.tables import DigestsTable, RemindersTable
from indicators.models import Scorecard
from indicators.people.http import SignedInRequest
from indicators.permissions import check_manages_people
from indicators.tables import in_pages
from indicators.views.form_pages import posted

LAST_REMINDERS = 50
KINDS = tuple(kind for kind, _ in DIGEST_KINDS)


def choices(request: SignedInRequest) -> HttpResponse:
    """One's own: what to be mailed about."""
    held = set(TurnedDown.objects.filter(user=request.user).values_list("kind", flat=True))
    initial = {"wanted": [kind for kind in KINDS if kind not in held], "none": TurnedDown.ALL in held}
    form = MailChoicesForm(posted(request), initial=initial)
    if form.is_valid():
        wanted, none = form.cleaned_data["wanted"], form.cleaned_data["none"]
        turned_down = [kind for kind in KINDS if kind not in wanted] + [TurnedDown.ALL] * none
        mail_choices.choose(turned_down=turned_down, by=request.user, at=request.now)
        gets_none = none or not wanted
        messages.success(
            request, "You get no daily email." if gets_none else "Your daily email is as you chose."
        )
        return redirect("commentary:messages")
    return render(request, "commentary/messages.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def sent(request: SignedInRequest) -> HttpResponse:
    """Whether the daily emails and the reminders by hand went, the newest first."""
    check_manages_people(request.user)
    table = DigestsTable(Digest.objects.select_related("user"), at=request.now)
    in_pages(request, table, 50)
    today = Digest.objects.filter(day=request.today)
    reminders = Reminder.objects.filter(scorecard__in=Scorecard.objects.managed_by(request.user))
    context = {
        "table": table,
        "reminders": RemindersTable(
            reminders.select_related("user", "by", "scorecard")[:LAST_REMINDERS], at=request.now
        ),
        "sent": today.filter(status=Digest.SENT).count(),
        "failed": today.filter(status=Digest.FAILED).count(),
        "today": request.today,
    }
    return render(request, "commentary/sent_messages.html", context)
