"""On an indicator's page: what was promised about it, and what members asked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from commentary import summaries
from commentary.permissions import standing_of
from indicators.models import Indicator, ReportingMonth
from indicators.people.http import SignedInRequest


def actions_and_questions(
    request: SignedInRequest,
    indicator: Indicator,
    family: Iterable[Indicator],
    month: date,
    statuses: Mapping[date, str],
) -> dict[str, Any]:
    """Of the indicator and of all that share its words, as this reader may read them. Three queries.

    Both are put down about the month shown, where it is one of the scorecard's.
    """
    person = standing_of(request, indicator.scorecard)
    roles = person.roles_on(indicator)
    pks = [each.pk for each in family]
    actions = summaries.actions_read_by(roles, pks, user_pk=person.user_pk, on=request.today)
    is_begun = statuses.get(month, ReportingMonth.PLANNED) != ReportingMonth.PLANNED
    address = (indicator.scorecard.slug, month, indicator.ref_slug)
    return {
        "open_actions": [each for each in actions if each.is_open],
        "closed_actions": [each for each in actions if not each.is_open],
        "works_on_actions": bool(roles),
        "user_pk": person.user_pk,
        "member_questions": summaries.questions_of(pks),
        "new_action": reverse("commentary:action_new", args=address) if roles and is_begun else "",
        "new_question": reverse("commentary:member_question_new", args=address)
        if person.is_administrator and is_begun
        else "",
    }
