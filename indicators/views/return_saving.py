"""Rows of the grid of returns on their way to the action, each with what became of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from indicators.actions import returns
from indicators.calculations import dates, formats
from indicators.calculations.terms import Unit
from indicators.forms.returns_grid import ReturnRowForm, posted_versions
from indicators.models import Indicator, Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import User
from indicators.scorecards.known import Recorded
from indicators.scorecards.returns_grid import ReturnsGrid
from indicators.scorecards.returns_recorded import NOTHING, last_revision, recorded_in, seen_before

from .return_lines import Typed

FIELDS_OF_FIGURES = ("value", "missing", "numerator", "denominator", "reason")


def row_form(indicator: Indicator, month: date, data: QueryDict) -> ReturnRowForm:
    """The form of one row over what stood in it when it was read."""
    stands = recorded_in(indicator.scorecard_id, month).get(indicator.pk, NOTHING)
    seen = posted_versions(data).get(indicator.pk, stands.version)
    if seen != stands.version:
        stands = seen_before(month, {indicator.pk: seen}).get(indicator.pk, NOTHING)
    return ReturnRowForm(indicator, stands, data)


def save_row(
    form: ReturnRowForm, month: date, *, by: User, at: datetime, reason: str = ""
) -> tuple[int, Typed | None]:
    """Save one row: 200 and nothing, or why not (409, 422) and what was typed. Raises Refused."""
    if not form.is_valid():
        name, problems = next(iter(form.errors.items()))
        return 422, Typed(form.typed, str(problems[0]), _field(name))
    given = form.cleaned_data
    try:
        returns.record(
            indicator=form.indicator,
            month=month,
            figures=given["figures"],
            seen_version=given["seen"],
            by=by,
            at=at,
            reason=given["reason"] or reason,
        )
    except Invalid as problem:
        return 422, Typed(form.typed, problem.reason, _field(problem.field))
    except Conflict as problem:
        stands = recorded_in(form.indicator.scorecard_id, month).get(form.indicator.pk, NOTHING)
        if _figures(stands) == given["figures"]:
            return 200, None
        return 409, Typed(form.typed, problem.reason, theirs=_theirs(form.indicator, month, stands))
    return 200, None


def save_all(
    scorecard: Scorecard, grid: ReturnsGrid, data: QueryDict, *, by: User, at: datetime
) -> tuple[int, dict[int, Typed], int]:
    """Save every row in which something was changed, each for itself. Gives how many were saved, what is not,
    and the page's status. Raises Invalid for a row that is not of this grid."""
    rows = grid.by_pk()
    seen = posted_versions(data)
    if not seen.keys() <= rows.keys():
        raise Invalid("The form names an indicator that is not in this month. Open the page again.")
    left = set(data.getlist("keep"))
    earlier = {pk: version for pk, version in seen.items() if version != rows[pk].recorded.version}
    before = seen_before(grid.month, earlier) if earlier else {}
    saved, typed, status = 0, {}, 200
    for form in _forms(
        scorecard, seen, {pk: rows[pk].recorded for pk in seen} | _shown(earlier, before), data
    ):
        if str(form.indicator.pk) in left or not form.is_changed:
            continue
        answer, problem = save_row(form, grid.month, by=by, at=at, reason=data.get("reason", ""))
        if problem is None:
            saved += 1
        else:
            typed[form.indicator.pk] = problem
            status = max(status, answer) if status != 200 else answer
    return saved, typed, status


def _forms(
    scorecard: Scorecard, seen: Mapping[int, int], shown: Mapping[int, Recorded], data: QueryDict
) -> list[ReturnRowForm]:
    indicators = Indicator.objects.filter(pk__in=seen).select_related("scorecard").in_printed_order()
    return [ReturnRowForm(each, shown[each.pk], data) for each in indicators]


def _shown(earlier: Mapping[int, int], before: Mapping[int, Recorded]) -> dict[int, Recorded]:
    """What stood in rows that somebody else has changed since."""
    return {pk: before.get(pk, NOTHING) for pk in earlier}


def _figures(recorded: Recorded) -> Any:
    """As `Figures` to compare with; None where nothing stands."""
    if recorded.value is None and recorded.missing is None:
        return None
    return returns.Figures(recorded.value, recorded.missing, recorded.numerator, recorded.denominator)


def _theirs(indicator: Indicator, month: date, stands: Recorded) -> str:
    """Such as "The data officer saved 46 at 10:12am"."""
    revision = last_revision(indicator.pk, month)
    who = revision.by.full_name if revision and revision.by else "Somebody else"
    when = f" at {dates.time_of_day(timezone.localtime(revision.at))}" if revision else ""
    figure = formats.figure(stands.value, Unit(indicator.unit), indicator.decimals)
    what = figure or (formats.missing_words(stands.missing) if stands.missing else "nothing")
    return f"{who} saved {what}{when}."


def _field(name: str | None) -> str:
    return name if name in FIELDS_OF_FIGURES else "value"
