"""The rows that one request shows: filtered, sorted, with the reader's own commentary cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from indicators.calculations import months

from .scorecard_body import Body, Piece, cut_apart
from .scorecard_filters import Choice
from .scorecard_signals import ASKED, SIGNALS
from .scorecard_signals import KEYS as SIGNAL_ORDER
from .scorecard_targets import KEYS as TARGET_ORDER
from .scorecard_words import STATES, Words


@dataclass(frozen=True, slots=True)
class Sort:
    """A column to sort by; rows without a value come last either way. `ways`: ascending, descending."""

    key: str
    words: str
    ways: tuple[str, str]
    value: Callable[[Piece, str], Any]

    def in_words(self, body: Body, *, descending: bool) -> str:
        """Such as "change on May 2018, largest first"."""
        names = {"month": months.label(body.months[-2]), "year": months.label(body.months[-13])}
        return f"{self.words.format(**names)}, {self.ways[descending]} first"


_SIZES = ("smallest", "largest")
SORTS = {
    sort.key: sort
    for sort in (
        Sort("ref", "ref", ("A", "Z"), lambda piece, state: piece.ref.casefold()),
        Sort("change_month", "change on {month}", _SIZES, lambda piece, state: piece.change_month),
        Sort("change_year", "change on {year}", _SIZES, lambda piece, state: piece.change_year),
        Sort(
            "signal",
            "signal",
            ("concern", "usual range"),
            lambda piece, state: SIGNAL_ORDER.index(piece.signal) if piece.signal else None,
        ),
        Sort(
            "target",
            "target",
            ("off target", "to be set"),
            lambda piece, state: TARGET_ORDER.index(piece.target) if piece.target else None,
        ),
        Sort(
            "commentary",
            "commentary",
            ("what is still to be done", "what is done"),
            lambda piece, state: STATES.index(state),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows' markup; no name where the rows are sorted."""

    name: str
    count: int
    total: int
    signals: int
    off_target: int
    rows: SafeString


@dataclass(frozen=True)
class Table:
    """`sort` is the key in use, with "-" where descending; `total` counts the rows before filtering."""

    sections: tuple[Section, ...]
    shown: int
    total: int
    sort: str
    sort_words: str
    choice: Choice


def table(body: Body, personal: Mapping[int, Words], choice: Choice, sort: str, *, slug: str) -> Table:
    """The pieces that pass, in sections or, where sorted, in one list."""
    states = {piece.pk: piece.state for piece in body.pieces}
    states |= {pk: words.state for pk, words in personal.items()}
    wanted = _wanted(body.pieces, states, choice)
    cells = _cells([piece for piece in wanted if piece.pk in personal], personal, body, slug)
    chosen, descending = SORTS.get(sort.removeprefix("-")), sort.startswith("-")
    if chosen is None:
        sections = _sections(body.pieces, wanted, cells)
    else:
        ordered = _ordered(wanted, states, chosen, descending=descending)
        sections = (_section("", ordered, len(body.pieces), cells),) if ordered else ()
    return Table(
        sections=sections,
        shown=len(wanted),
        total=len(body.pieces),
        sort=sort if chosen else "",
        sort_words=chosen.in_words(body, descending=descending) if chosen else "",
        choice=choice,
    )


def _wanted(pieces: Sequence[Piece], states: Mapping[int, str], choice: Choice) -> list[Piece]:
    """One query where the database is asked, none otherwise."""
    chosen = choice.cleaned
    wanted = list(pieces)
    if chosen and choice.filters.asks_the_database:
        found = set(choice.filters.qs.values_list("pk", flat=True))
        wanted = [piece for piece in wanted if piece.pk in found]
    if judgement := chosen.get("judgement"):
        wanted = [piece for piece in wanted if judgement in piece.judgements]
    if signal := chosen.get("signal"):
        wanted = [piece for piece in wanted if piece.signal in ASKED[signal][1]]
    if target := chosen.get("target"):
        wanted = [piece for piece in wanted if piece.target == target]
    if state := chosen.get("commentary"):
        wanted = [piece for piece in wanted if states[piece.pk] == state]
    if chosen.get("restated"):
        wanted = [piece for piece in wanted if piece.restated_lately]
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
        signals=sum(piece.signal in SIGNALS for piece in pieces),
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
    if not pieces:
        return {}
    cells = [{"ref": piece.ref, "ref_slug": piece.ref_slug, "words": personal[piece.pk]} for piece in pieces]
    context = {"cells": cells, "slug": slug, "month": body.months[-1]}
    rendered = cut_apart("pages/scorecard_cells.html", context)
    return dict(zip((piece.pk for piece in pieces), rendered, strict=True))
