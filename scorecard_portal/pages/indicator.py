"""One indicator: chart, figures, words through time, definition, history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commentary.permissions import standing_of
from commentary.summaries import requirements
from indicators import scorecards
from indicators.actions.returns import month_statuses
from indicators.calculations import months, pooled_words
from indicators.charts.line import line_chart
from indicators.charts.marks import happenings
from indicators.charts.still import still_of
from indicators.charts.year import year_chart
from indicators.models import Indicator
from indicators.people.http import SignedInRequest
from indicators.permissions import administers, get_indicator
from indicators.scorecards import Row, Scorecard
from indicators.scorecards.accumulation import adds_up
from indicators.scorecards.baseline_history import baselines_of
from indicators.scorecards.changes import Change
from indicators.scorecards.formulas import formula_of
from indicators.scorecards.history import history_of
from indicators.scorecards.in_words import sentences
from indicators.scorecards.month_readings import month_readings
from indicators.scorecards.quality import parts_disagree
from indicators.scorecards.restatements import Restatement, left_behind
from indicators.scorecards.year_view import year_view
from scorecard_portal.transfers.indicator_export import figures_csv

from .comparison import comparison
from .indicator_figures import figures_of
from .indicator_target import target_lines
from .months_on_record import count_to_load, family_of, months_on_record, neighbours_of
from .restatements import lines_of
from .words_through_time import words_through_time

SHOWN_OF_HISTORY = 8
LONG_TABLE = 25


@dataclass(frozen=True, slots=True)
class _Read:
    """One indicator as it stands for `?month=`, and all that share its words."""

    indicator: Indicator
    family: tuple[Indicator, ...]
    statuses: Mapping[date, str]
    month: date
    last: date
    built: Scorecard
    row: Row


@require_safe
def indicator(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """All that is known of one indicator, as it stands for `?month=`."""
    read = _read(request, slug, ref_slug)
    found, row, release = read.indicator, read.row, read.built.release
    formula, rate = formula_of(found)
    context = {
        "indicator": found,
        "row": row,
        "month": read.month,
        "later": read.last if read.last > read.month else None,
        "sentences": sentences(row, release),
        "leader": read.family[0],
        "others": [each for each in read.family if each.pk != found.pk],
        "release": release,
        "comparison": comparison(row, release),
        "target_lines": target_lines(row),
        "pooled": pooled_words.pooled_in_words(
            row.cells[-12:], unit=row.unit, multiplier=row.multiplier, decimals=row.decimals
        ),
        "formula": formula,
        "rate": rate,
        "parts_disagree": parts_disagree(row),
        "left_behind": left_behind(found, row),
        "is_administrator": standing_of(request, found.scorecard).is_administrator,
        **_beside(read),
        **_figures_and_history(request, read),
        **_year(read),
    }
    return render(request, "pages/indicator.html", context)


@require_safe
def indicator_csv(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """The figures up to `?month=`; there are no words in them."""
    read = _read(request, slug, ref_slug)
    text = figures_csv(read.row, read.built.release, month_readings(read.row))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{slug}-{ref_slug}-{months.slug(read.month)}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _read(request: SignedInRequest, slug: str, ref_slug: str) -> _Read:
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
    return _Read(found, family, statuses, month, last, built, built.by_pk()[found.pk])


def _beside(read: _Read) -> dict[str, Any]:
    before, after = neighbours_of(read.indicator, read.month)
    return {"before": before, "after": after}


def _figures_and_history(request: SignedInRequest, read: _Read) -> dict[str, Any]:
    """The chart, the table with the same facts, and what happened to them."""
    found, row = read.indicator, read.row
    baselines = baselines_of(found)
    every = history_of(found)
    history = [each for each in every if isinstance(each, Change)]
    readings = month_readings(row)
    chart = line_chart(row, read.built.release, readings=readings, happenings=happenings(baselines, history))
    administered = found if administers(request.user, found.scorecard) else None
    figures = figures_of(row, readings, read.statuses, administered)
    restated = [each for each in every if isinstance(each, Restatement)]
    required = requirements(found.scorecard.commentary_policy, read.built)
    return {
        "chart": chart,
        "still": still_of(chart) if chart else None,
        "now": figures[0],
        "figures": figures,
        "has_parts": any(line.out_of for line in figures),
        "has_signals": any(line.word for line in figures),
        "may_change": any(line.action for line in figures),
        "is_long": len(figures) > LONG_TABLE,
        "words": words_through_time(
            request,
            found,
            month=read.month,
            rows=read.built.rows,
            family=read.family,
            statuses=read.statuses,
            is_optional=not required[read.family[0].pk].is_required,
        ),
        "restated": lines_of(request, found.scorecard, restated),
        "history": history[:SHOWN_OF_HISTORY],
        "earlier_history": history[SHOWN_OF_HISTORY:],
    }


def _year(read: _Read) -> dict[str, Any]:
    """The financial year of a count."""
    if read.row.unit != "count":
        return {}
    year = year_view(read.row, adds_up=adds_up(read.indicator, read.row))
    return {"year": year, "year_chart": year_chart(year, read.row.unit)}
