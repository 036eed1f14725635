"""One indicator: chart, figures, words through time, definition, history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commentary.permissions import standing_of
from indicators import scorecards
from indicators.actions.returns import check_takes_returns, month_statuses
from indicators.calculations import formats
from indicators.calculations.series import Cell
from indicators.charts.line import line_chart, recorded
from indicators.charts.still import still_of
from indicators.models import Indicator
from indicators.people.http import SignedInRequest
from indicators.permissions import administers, allows, get_indicator
from indicators.scorecards import Row
from indicators.scorecards.formulas import formula_of
from indicators.scorecards.history import history_of
from indicators.scorecards.in_words import sentences
from indicators.scorecards.quality import parts_disagree
from indicators.scorecards.restatements import Restatement, left_behind

from .comparison import comparison
from .months_on_record import count_to_load, family_of, months_on_record, neighbours_of
from .restatements import lines_of
from .words_through_time import words_through_time

SHOWN_OF_HISTORY = 8
LONG_TABLE = 25


@require_safe
def indicator(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """All that is known of one indicator, as it stands for `?month=`."""
    found = get_indicator(request, slug, ref_slug)
    statuses = month_statuses(found.scorecard_id)
    family = family_of(found)
    first, month, last = months_on_record(request, found, family, statuses)
    built = scorecards.build(
        found.scorecard,
        month,
        only=[each.pk for each in family],
        months_shown=count_to_load(first, month),
    )
    row = built.by_pk()[found.pk]
    chart = line_chart(row, built.release)
    figures = _figures(row, statuses, found if administers(request.user, found.scorecard) else None)
    formula, rate = formula_of(found)
    every = history_of(found)
    restated = [each for each in every if isinstance(each, Restatement)]
    history = [each for each in every if not isinstance(each, Restatement)]
    before, after = neighbours_of(found, month)
    context = {
        "indicator": found,
        "row": row,
        "month": month,
        "later": last if last > month else None,
        "before": before,
        "after": after,
        "sentences": sentences(row, built.release),
        "chart": chart,
        "still": still_of(chart) if chart else None,
        "now": figures[0],
        "figures": figures,
        "has_parts": any(line.out_of for line in figures),
        "may_change": any(line.action for line in figures),
        "is_long": len(figures) > LONG_TABLE,
        "words": words_through_time(
            request, found, month=month, rows=built.rows, family=family, statuses=statuses
        ),
        "leader": family[0],
        "others": [each for each in family if each.pk != found.pk],
        "release": built.release,
        "comparison": comparison(row, built.release),
        "formula": formula,
        "rate": rate,
        "parts_disagree": parts_disagree(row),
        "left_behind": left_behind(found, row),
        "restated": lines_of(request, found.scorecard, restated),
        "is_administrator": standing_of(request, found.scorecard).is_administrator,
        "history": history[:SHOWN_OF_HISTORY],
        "earlier_history": history[SHOWN_OF_HISTORY:],
    }
    return render(request, "pages/indicator.html", context)


@dataclass(frozen=True, slots=True)
class MonthOfFigures:
    """One line of the table. `action` is what the reader may do with it: "Record", "Restate" or nothing."""

    cell: Cell
    number: str
    out_of: str
    is_restated: bool
    action: str


def _figures(row: Row, statuses: Mapping[date, str], administered: Indicator | None) -> list[MonthOfFigures]:
    """Newest first. `administered` is the indicator for somebody who may change its returns."""
    return [
        MonthOfFigures(
            cell=cell,
            number=_whole(cell.numerator),
            out_of=_whole(cell.denominator),
            is_restated=cell.month in row.restated,
            action=_action(cell, statuses, administered),
        )
        for cell in reversed(recorded(row.cells) or row.cells[-1:])
    ]


def _action(cell: Cell, statuses: Mapping[date, str], administered: Indicator | None) -> str:
    if administered is None or not allows(check_takes_returns, administered, cell.month, statuses):
        return ""
    return "Record" if cell.value is None and cell.missing is None else "Restate"


def _whole(value: Decimal | None) -> str:
    if value is None:
        return ""
    return formats.number(value, 0 if value == value.to_integral_value() else 1)
