"""The rows of the scorecard, rendered once for everybody and kept.

Nothing in a body is personal: no link that depends on a role, no token, no unapproved word. Filters, sorting
and the personal commentary cells are applied to its pieces for each request.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.cache import caches
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from commentary.summaries import for_month, requirements
from indicators import models, scorecards
from indicators.calculations import months as calendar
from indicators.models import ReportingMonth, ScorecardRevision
from indicators.scorecards import Row, Scorecard
from indicators.scorecards.restatements import restated_since_opened

from .scorecard_rows import shown_rows
from .scorecard_signals import signal_key
from .scorecard_targets import target_key
from .scorecard_words import STALE, Words, public_words

# Part of the key: raise it when a formula or the markup of a row changes.
VERSION = 4
COMPACT = "compact"
FULL = "full"
VIEWS = (COMPACT, FULL)


class Piece(NamedTuple):
    """One row: its markup before, in and after the commentary cell, and what it is filtered and sorted by.

    `restated` are the months whose figure was changed after its recording; `restated_lately` those before
    the month shown that were changed since it was opened. `words` is the cell that everybody may see.
    `stale` repeats its words where an owner is to sign again.
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
    signal: str
    target: str
    change_month: int | None
    change_year: int | None
    is_returned: bool
    restated: tuple[date, ...]
    restated_lately: tuple[date, ...]
    state: str
    stale: Words | None
    before: SafeString
    words: SafeString
    after: SafeString


class Body(NamedTuple):
    """All rows of one month. `outline` is other where the table's head or what can be filtered is other.

    `has_figures` counts any of the 13 months, `has_earlier` and `has_later` those before and the one after.
    """

    outline: str
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
        kept = _make(scorecard, month, view, status)
        cache.set(key, kept)
    return kept


def revision(scorecard_pk: int) -> int:
    """How often what the scorecard shows has changed. One query."""
    numbers = ScorecardRevision.objects.filter(scorecard_id=scorecard_pk).values_list("number", flat=True)
    return numbers.first() or 0


def _make(scorecard: models.Scorecard, month: date, view: str, status: str) -> Body:
    built = scorecards.build(scorecard, month)
    words = public_words(
        built.rows,
        for_month(scorecard.pk, month, built.rows),
        requirements(scorecard.commentary_policy, built),
        is_asked=status not in ("", ReportingMonth.PLANNED),
        is_open=status == ReportingMonth.OPEN,
    )
    lately = restated_since_opened(scorecard.pk, month)
    restated = {row.pk: tuple(sorted(row.restated & lately.get(row.pk, {}).keys())) for row in built.rows}
    parts = _parts(built, words, restated, view)
    later = (
        models.MonthlyReturn.objects.reported()
        .filter(indicator__scorecard=scorecard, month=calendar.shift(month, 1))
        .exists()
    )
    cells = [cell for row in built.rows for cell in row.cells if cell.value is not None or cell.missing]
    release = built.release
    return Body(
        outline=_outline(built, view),
        months=built.months,
        years=built.years,
        comparators=tuple(each.short_name or each.name for each in built.comparators),
        data_year=release.data_year if release else "",
        release=release.label if release else "",
        has_figures=bool(cells),
        has_earlier=any(cell.month < month for cell in cells),
        has_later=later,
        pieces=tuple(
            _piece(row, words[row.pk], restated[row.pk], each)
            for row, each in zip(built.rows, parts, strict=True)
        ),
    )


def _outline(built: Scorecard, view: str) -> str:
    people = sorted({(row.section, row.owner, row.reporter) for row in built.rows})
    head = (built.name, built.slug, built.months, built.comparators, built.release, len(built.rows))
    return hashlib.sha256(repr((VERSION, view, head, people)).encode()).hexdigest()


Parts = tuple[SafeString, SafeString, SafeString]
Months = tuple[date, ...]

# Of the rows rendered last, what each was rendered from. A change mostly leaves all rows but one as they
# were; those are told by comparing, and not rendered again.
_rendered: dict[tuple[str, int], tuple[Row, Words, Months, Parts]] = {}
_ROWS_KEPT = 4_000


def _parts(
    built: Scorecard, words: Mapping[int, Words], restated: Mapping[int, Months], view: str
) -> list[Parts]:
    """Each row's markup, cut before and after its commentary cell."""
    outline = f"{VERSION}:{view}:{built.slug}:{built.month}:{built.release}:{built.comparators}"
    found: dict[int, Parts] = {}
    changed: list[Row] = []
    for row in built.rows:
        kept = _rendered.get((outline, row.pk))
        if kept is not None and kept[:3] == (row, words[row.pk], restated[row.pk]):
            found[row.pk] = kept[3]
        else:
            changed.append(row)
    if changed:
        context = {
            "rows": shown_rows(built, changed, words, restated, in_full=view == FULL),
            "full": view == FULL,
            "last_month": built.months[-2],
            "last_year": built.months[-13],
            "year": built.years[1],
        }
        if len(_rendered) > _ROWS_KEPT:
            _rendered.clear()
        cut = iter(cut_apart("pages/scorecard_rows.html", context))
        for row, before, cell, after in zip(changed, cut, cut, cut, strict=True):
            found[row.pk] = (before, cell, after)
            _rendered[outline, row.pk] = (row, words[row.pk], restated[row.pk], found[row.pk])
    return [found[row.pk] for row in built.rows]


def forget() -> None:
    """Drop the rows kept in this process."""
    _rendered.clear()


def cut_apart(template: str, context: dict[str, Any]) -> list[SafeString]:
    """What the template renders, cut after each `{{ cut }}`.

    One rendering of all rows takes a third of the time of one for each.
    """
    cut = secrets.token_hex(8)
    *parts, _ = get_template(template).render({**context, "cut": cut}).split(cut)
    # Our own template's output: as safe in parts as it is whole.
    return [mark_safe(part.strip()) for part in parts]  # noqa: S308


def _piece(row: Row, words: Words, restated_lately: Months, parts: Parts) -> Piece:
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
        signal=signal_key(row),
        target=target_key(row),
        change_month=row.change_month.percent,
        change_year=row.change_year.percent,
        is_returned=row.now.value is not None or row.now.missing is not None,
        restated=tuple(sorted(row.restated)),
        restated_lately=restated_lately,
        state=words.state,
        stale=words if words.state == STALE else None,
        before=parts[0],
        words=parts[1],
        after=parts[2],
    )
