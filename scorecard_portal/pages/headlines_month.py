"""All that the page of headlines reads: the month's rows, their words, and what they are beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from commentary.summaries import Requirement, Summary, for_month, requirements
from commentary.summaries.spoken import approved_months, silent_months
from indicators import models, scorecards
from indicators.calculations import months as calendar
from indicators.calculations.headline_facts import SILENT_FROM, HeadlineFacts
from indicators.calculations.headlines import Headlines, choose_headlines
from indicators.models import ReportingMonth
from indicators.scorecards import Row, Scorecard
from indicators.scorecards.neighbours import beside_neighbours
from indicators.scorecards.restatements import restated_since_opened

from .headlines_facts import Besides, facts_of
from .scorecard_words import Words, public_words


@dataclass(frozen=True, slots=True)
class HeadlinesMonth:
    """`facts` has one for each row, in printed order; `words` is by row what everybody may read.

    `changed_at` is when a figure of the month was last recorded or changed, `approved_at` when words were
    last approved.
    """

    built: Scorecard
    words: Mapping[int, Words]
    facts: tuple[HeadlineFacts, ...]
    chosen: Headlines
    is_open: bool
    has_later: bool
    changed_at: datetime | None
    approved_at: datetime | None

    @property
    def has_figures(self) -> bool:
        """In any of the 13 months."""
        return any(_is_reported(row, place) for row in self.built.rows for place in range(len(row.cells)))

    @property
    def has_earlier(self) -> bool:
        return any(_is_reported(row, place) for row in self.built.rows for place in range(len(row.cells) - 1))

    @property
    def is_returned(self) -> bool:
        """Whether anything is known of the month itself."""
        return any(_is_reported(row, -1) for row in self.built.rows)


def read(
    scorecard: models.Scorecard, month: date, reporting_months: Iterable[ReportingMonth]
) -> HeadlinesMonth:
    """Twenty-two queries at most, however many rows. `reporting_months` are all of the scorecard."""
    statuses = {each.month: each.status for each in reporting_months}
    status = statuses.get(month)
    asked = {each for each, status in statuses.items() if status != ReportingMonth.PLANNED}
    built = scorecards.build(scorecard, month)
    summaries = for_month(scorecard.pk, month, built.rows)
    required = requirements(scorecard.commentary_policy, built)
    words = _words(
        built.rows, summaries, required, is_asked=month in asked, is_open=status == ReportingMonth.OPEN
    )
    # What was changed while a later month was open is told on that one's page.
    lately = restated_since_opened(scorecard.pk, month, while_latest=True)
    besides = Besides(
        words=words,
        beside=beside_neighbours(built),
        restated={row.pk: row.restated & lately.get(row.pk, {}).keys() for row in built.rows},
        silent=_silent(built, asked),
        silent_from=SILENT_FROM + scorecard.is_by_exception,
        is_open=status == ReportingMonth.OPEN,
    )
    facts = facts_of(built.rows, besides)
    revisions = models.ReturnRevision.objects.filter(
        monthly_return__indicator__scorecard=scorecard, monthly_return__month=month
    )
    later = models.MonthlyReturn.objects.reported().filter(
        indicator__scorecard=scorecard, month=calendar.shift(month, 1)
    )
    return HeadlinesMonth(
        built=built,
        words=words,
        facts=facts,
        chosen=choose_headlines(facts),
        is_open=besides.is_open,
        has_later=later.exists(),
        changed_at=revisions.aggregate(Max("at"))["at__max"],
        approved_at=max((each.approved.at for each in summaries.values() if each.approved), default=None),
    )


def _words(
    rows: Iterable[Row],
    summaries: Mapping[int, Summary],
    required: Mapping[int, Requirement],
    *,
    is_asked: bool,
    is_open: bool,
) -> dict[int, Words]:
    """A row that shares its words has those of the leading row, where that is shown."""
    shown = tuple(rows)
    found = public_words(shown, summaries, required, is_asked=is_asked, is_open=is_open)
    return {row.pk: found.get(row.shares_with_pk or row.pk, found[row.pk]) for row in shown}


def _silent(built: Scorecard, asked: Iterable[date]) -> dict[int, int]:
    """One query."""
    spoken = approved_months(built.pk, built.months)
    wanted = frozenset(asked)
    return {
        row.pk: silent_months(
            built.months,
            asked=wanted,
            spoken=spoken.get(row.shares_with_pk or row.pk, frozenset()),
            since=row.active_from,
        )
        for row in built.rows
    }


def _is_reported(row: Row, place: int) -> bool:
    return row.cells[place].value is not None or row.cells[place].missing is not None
