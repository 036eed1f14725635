"""The rows that one request shows: filtered, sorted, with the reader's own commentary cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.http import QueryDict
from django.template.loader import get_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from commentary.permissions import Standing
from indicators import models
from indicators.filters import IndicatorFilter
from indicators.templatetags.figures import state_word

from .scorecard_body import Body, Piece
from .scorecard_targets import KEYS as TARGET_ORDER
from .scorecard_words import STATES, Words


class ScorecardFilter(IndicatorFilter):
    """The scorecard's filters; where a commentary stands is read on the rows."""

    commentary = django_filters.ChoiceFilter(
        choices=[(state, state_word(state)) for state in STATES], method="on_rows", empty_label="Any"
    )


@dataclass(frozen=True, slots=True)
class Sort:
    """A column to sort by; rows without a value come last either way."""

    key: str
    words: str
    value: Callable[[Piece, str], Any]


SORTS = {
    sort.key: sort
    for sort in (
        Sort("ref", "ref", lambda piece, state: piece.ref.casefold()),
        Sort("change_month", "change on the month before", lambda piece, state: piece.change_month),
        Sort("change_year", "change on the year before", lambda piece, state: piece.change_year),
        Sort("target", "target", lambda piece, state: TARGET_ORDER.index(piece.target) if piece.target else None),
        Sort("commentary", "where commentary stands", lambda piece, state: STATES.index(state)),
    )
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows' markup; no name where the rows are sorted."""

    name: str
    count: int
    total: int
    off_target: int
    rows: SafeString


@dataclass(frozen=True, slots=True)
class Table:
    """`sort` is the key in use, with "-" where descending; `total` counts the rows before filtering."""

    sections: tuple[Section, ...]
    shown: int
    total: int
    sort: str
    sort_words: str
    filters: ScorecardFilter

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters.cleaned)

    @property
    def problems(self) -> tuple[str, ...]:
        """The labels of the filters whose value could not be read."""
        return tuple(str(self.filters.form.fields[name].label or name) for name in self.filters.form.errors)


def table(
    body: Body, personal: Mapping[int, Words], filters: ScorecardFilter, sort: str, *, slug: str
) -> Table:
    """The pieces that pass, in sections or, where sorted, in one list."""
    states = {piece.pk: personal[piece.pk].state if piece.pk in personal else piece.state for piece in body.pieces}
    wanted = _wanted(body.pieces, states, filters)
    cells = _cells([piece for piece in wanted if piece.pk in personal], personal, body, slug)
    chosen = SORTS.get(sort.removeprefix("-"))
    if chosen is None:
        sections = _sections(body.pieces, wanted, cells)
    else:
        descending = sort.startswith("-")
        ordered = _ordered(wanted, states, chosen, descending=descending)
        sections = (_section("", ordered, len(body.pieces), cells),) if ordered else ()
    return Table(
        sections=sections,
        shown=len(wanted),
        total=len(body.pieces),
        sort=sort if chosen else "",
        sort_words=chosen.words if chosen else "",
        filters=filters,
    )


def filters_of(
    body: Body, query: QueryDict, scorecard: models.Scorecard, standing: Standing
) -> ScorecardFilter:
    """The request's filters, offering the sections and people that the rows have."""
    return ScorecardFilter(
        query,
        queryset=models.Indicator.objects.filter(scorecard=scorecard).order_by(),
        sections=dict.fromkeys(piece.section for piece in body.pieces),
        owners=sorted({piece.owner for piece in body.pieces}),
        reporters=sorted({piece.reporter for piece in body.pieces}),
        mine=(standing.user_pk, *standing.covered),
    )


def _wanted(pieces: Sequence[Piece], states: Mapping[int, str], filters: ScorecardFilter) -> list[Piece]:
    """One query where the database is asked, none otherwise."""
    chosen = filters.cleaned
    wanted = list(pieces)
    if filters.asks_the_database:
        found = set(filters.qs.values_list("pk", flat=True))
        wanted = [piece for piece in wanted if piece.pk in found]
    if judgement := chosen.get("judgement"):
        wanted = [piece for piece in wanted if judgement in piece.judgements]
    if target := chosen.get("target"):
        wanted = [piece for piece in wanted if piece.target == target]
    if state := chosen.get("commentary"):
        wanted = [piece for piece in wanted if states[piece.pk] == state]
    return wanted


def _ordered(
    pieces: Iterable[Piece], states: Mapping[int, str], sort: Sort, *, descending: bool
) -> list[Piece]:
    valued = [(sort.value(piece, states[piece.pk]), piece) for piece in pieces]
    known = [pair for pair in valued if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [piece for _, piece in known] + [piece for value, piece in valued if value is None]


def _sections(
    pieces: Iterable[Piece], wanted: Iterable[Piece], cells: Mapping[int, SafeString]
) -> tuple[Section, ...]:
    totals: dict[str, int] = {}
    for piece in pieces:
        totals[piece.section] = totals.get(piece.section, 0) + 1
    members: dict[str, list[Piece]] = {}
    for piece in wanted:
        members.setdefault(piece.section, []).append(piece)
    return tuple(_section(name, rows, totals[name], cells) for name, rows in members.items())


def _section(name: str, pieces: Sequence[Piece], total: int, cells: Mapping[int, SafeString]) -> Section:
    return Section(
        name=name,
        count=len(pieces),
        total=total,
        off_target=sum(piece.target == "off_target" for piece in pieces),
        rows=format_html_join(
            "",
            "{}{}{}",
            ((piece.before, cells.get(piece.pk, piece.words), piece.after) for piece in pieces),
        ),
    )


def _cells(
    pieces: Sequence[Piece], personal: Mapping[int, Words], body: Body, slug: str
) -> dict[int, SafeString]:
    """The reader's own commentary cells, never kept."""
    template = get_template("pages/scorecard_words.html")
    return {
        piece.pk: template.render(
            {"words": personal[piece.pk], "slug": slug, "month": body.months[-1], "ref_slug": piece.ref_slug}
        )
        for piece in pieces
    }
