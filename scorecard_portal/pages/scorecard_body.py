"""The rows of the scorecard, rendered once for everybody and kept.

Nothing in a body is personal: no link that depends on a role, no token, no unapproved word. Filters, sorting
and the personal commentary cells are applied to its pieces for each request.
"""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.cache import caches
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from commentary.summaries import for_month
from indicators import models, scorecards
from indicators.calculations import months as calendar
from indicators.models import ReportingMonth, ScorecardRevision
from indicators.scorecards import Row, Scorecard

from .scorecard_rows import shown_rows
from .scorecard_targets import target_key
from .scorecard_words import STALE, Words, public_words

# Part of the key: raise it when a formula or the markup of a row changes.
VERSION = 1
COMPACT = "compact"
FULL = "full"
VIEWS = (COMPACT, FULL)


class Piece(NamedTuple):
    """One row: its markup before, in and after the commentary cell, and what it is filtered and sorted by.

    `words` is the cell that everybody may see. `stale` repeats its words where an owner is to sign again.
    """

    pk: int
    ref: str
    ref_slug: str
    section: str
    owner_pk: int | None
    owner: str
    reporter_pk: int | None
    reporter: str
    leader: int
    shared_with: str
    judgements: tuple[str, ...]
    target: str
    change_month: int | None
    change_year: int | None
    is_returned: bool
    restated: tuple[date, ...]
    state: str
    stale: Words | None
    before: SafeString
    words: SafeString
    after: SafeString


class Body(NamedTuple):
    """All rows of one month. `has_figures` counts any of the 13 months; `earlier` and `later` the ones beside."""

    key: str
    months: tuple[date, ...]
    years: tuple[int, ...]
    comparators: tuple[str, ...]
    data_year: str
    release: str
    has_figures: bool
    has_earlier: bool
    has_later: bool
    pieces: tuple[Piece, ...]


def read(scorecard: models.Scorecard, month: date, view: str, status: str, today: date) -> Body:
    """The body as kept, or made now. `status` is the reporting month's, empty where there is none.

    One query where it is kept, always the same number where it is made.
    """
    key = ":".join(
        map(str, (scorecard.pk, calendar.slug(month), view, revision(scorecard.pk), status, VERSION, today))
    )
    cache = caches["bodies"]
    kept: Body | None = cache.get(key)
    if kept is None:
        kept = _make(key, scorecard, month, view, status)
        cache.set(key, kept)
    return kept


def revision(scorecard_pk: int) -> int:
    """How often what the scorecard shows has changed. One query."""
    numbers = ScorecardRevision.objects.filter(scorecard_id=scorecard_pk).values_list("number", flat=True)
    return numbers.first() or 0


def _make(key: str, scorecard: models.Scorecard, month: date, view: str, status: str) -> Body:
    built = scorecards.build(scorecard, month)
    words = public_words(
        built.rows,
        for_month(scorecard.pk, month, built.rows),
        is_asked=status not in ("", ReportingMonth.PLANNED),
        is_open=status == ReportingMonth.OPEN,
    )
    rendered = _rendered(built, words, view)
    later = models.MonthlyReturn.objects.filter(
        indicator__scorecard=scorecard, month=calendar.shift(month, 1)
    ).exists()
    cells = [cell for row in built.rows for cell in row.cells if cell.value is not None or cell.missing]
    release = built.release
    return Body(
        key=key,
        months=built.months,
        years=built.years,
        comparators=tuple(each.short_name or each.name for each in built.comparators),
        data_year=release.data_year if release else "",
        release=release.label if release else "",
        has_figures=bool(cells),
        has_earlier=any(cell.month < month for cell in cells),
        has_later=later,
        pieces=tuple(
            _piece(row, words[row.pk], parts) for row, parts in zip(built.rows, rendered, strict=True)
        ),
    )


def _rendered(
    built: Scorecard, words: dict[int, Words], view: str
) -> Iterable[tuple[SafeString, SafeString, SafeString]]:
    """Each row's markup, cut before and after its commentary cell.

    One rendering for all rows is three times faster than one for each.
    """
    cut = secrets.token_hex(8)
    html = get_template("pages/scorecard_rows.html").render(
        {
            "rows": shown_rows(built, words),
            "full": view == FULL,
            "cut": cut,
            "last_month": built.months[-2],
            "last_year": built.months[-13],
            "year": built.years[1],
        }
    )
    # Whole cells of our own template's output: as safe as it was before the cutting.
    parts = iter([mark_safe(part.strip()) for part in html.split(cut)])  # noqa: S308
    return zip(parts, parts, parts, strict=False)


def _piece(row: Row, words: Words, parts: tuple[SafeString, SafeString, SafeString]) -> Piece:
    return Piece(
        pk=row.pk,
        ref=row.ref,
        ref_slug=row.ref_slug,
        section=row.section,
        owner_pk=row.owner_pk,
        owner=row.owner,
        reporter_pk=row.reporter_pk,
        reporter=row.reporter,
        leader=row.shares_with_pk or row.pk,
        shared_with=words.shared_with,
        judgements=tuple(each.value for each in (row.judgement_month, row.judgement_year) if each),
        target=target_key(row),
        change_month=row.change_month.percent,
        change_year=row.change_year.percent,
        is_returned=row.now.value is not None or row.now.missing is not None,
        restated=tuple(sorted(row.restated)),
        state=words.state,
        stale=words if words.state == STALE else None,
        before=parts[0],
        words=parts[1],
        after=parts[2],
    )
