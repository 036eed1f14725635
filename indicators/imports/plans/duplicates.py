"""Rows that give a figure which another row gives as well."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from indicators.calculations import months
from indicators.imports.layouts.submission import Entry
from indicators.scorecards.known import KnownIndicator

from .cells import BLANK, Reading, read_cell
from .plan import ACCEPT, LEAVE_OUT
from .remarks import Remarks, accept, leave_out
from .rows import Claim, is_given

Given = tuple[int, date]


class Apart(NamedTuple):
    """Rows of which each figure is given once, the months of each that wait, and what was left out."""

    claims: list[Claim]
    contested: dict[int, frozenset[date]]
    left_out: int


def taken_apart(claims: list[Claim], remarks: Remarks) -> Apart:
    """One row for each figure, by what was decided; `contested` is by the row's place in `claims`.

    A row that waits for something else is looked at when that is decided.
    """
    rows = Counter(claim.indicator.pk for claim in claims)
    if all(count == 1 for count in rows.values()):
        return Apart(claims, {}, 0)
    return _Duplicates(claims, remarks).settle(pk for pk, count in rows.items() if count > 1)


class _Duplicates:
    def __init__(self, claims: list[Claim], remarks: Remarks) -> None:
        self._claims, self._remarks = claims, remarks
        self._held: dict[Given, tuple[int, Entry]] = {}
        self._dropped: dict[int, set[date]] = defaultdict(set)
        self._contested: dict[int, set[date]] = defaultdict(set)
        self._left_out = 0

    def settle(self, repeated: Iterable[int]) -> Apart:
        wanted = set(repeated)
        gone = {
            place
            for place, claim in enumerate(self._claims)
            if claim.indicator.pk in wanted and not claim.is_waiting and not self._stays(place, claim)
        }
        left = [(place, claim) for place, claim in enumerate(self._claims) if place not in gone]
        return Apart(
            [_without(claim, self._dropped.get(place)) for place, claim in left],
            {
                number: frozenset(self._contested[place])
                for number, (place, _) in enumerate(left)
                if place in self._contested
            },
            self._left_out,
        )

    def _stays(self, place: int, claim: Claim) -> bool:
        """Note the row's figures; False where the row is left out."""
        given = [entry for entry in claim.entries if is_given(entry)]
        pk = claim.indicator.pk
        twice = [entry for entry in given if (pk, entry.month) in self._held]
        if twice:
            if all(_is_same(claim.indicator, entry, self._held[pk, entry.month][1]) for entry in twice):
                self._same(claim, twice)
                self._dropped[place] |= {entry.month for entry in twice}
                given = [entry for entry in given if (pk, entry.month) not in self._held]
            else:
                chosen = self._ask(claim, twice)
                if chosen == LEAVE_OUT:
                    self._left_out += len(given)
                    return False
                self._displace(place, pk, twice, is_taken=chosen == ACCEPT)
        for entry in given:
            self._held[pk, entry.month] = place, entry
        return True

    def _displace(self, place: int, pk: int, twice: list[Entry], *, is_taken: bool) -> None:
        for entry in twice:
            other, _ = self._held[pk, entry.month]
            if is_taken:
                self._dropped[other].add(entry.month)
                self._left_out += 1
            else:
                self._contested[other].add(entry.month)
                self._contested[place].add(entry.month)

    def _first_line(self, claim: Claim, entry: Entry) -> str:
        where = self._held[claim.indicator.pk, entry.month][1].where
        sheet = f" of {where.sheet}" if where.sheet != entry.where.sheet else ""
        return f"row {where.line}{sheet}"

    def _same(self, claim: Claim, twice: list[Entry]) -> None:
        self._remarks.add(
            "warning",
            "duplicated_ref",
            where=claim.row.where,
            ref=claim.indicator.ref,
            printed=claim.row.ref,
            message=f"{claim.indicator.ref} stands in {self._first_line(claim, twice[0])} already, "
            "with the same figures.",
            effect="Read once",
            about=_months(twice),
        )

    def _ask(self, claim: Claim, twice: list[Entry]) -> str:
        first = self._first_line(claim, twice[0])
        other = next(
            entry
            for entry in twice
            if not _is_same(claim.indicator, entry, self._held[claim.indicator.pk, entry.month][1])
        )
        theirs = self._held[claim.indicator.pk, other.month][1].cell.text
        return self._remarks.add(
            "error",
            "duplicated_ref",
            where=claim.row.where,
            ref=claim.indicator.ref,
            printed=other.cell.text,
            message=f"{claim.indicator.ref} stands in {first} already, with another figure: for "
            f"{months.label(other.month)} “{theirs}” there and “{other.cell.text}” here.",
            effect="Neither is loaded until you say which",
            choices=(
                leave_out(f"Leave out row {claim.row.where.line}"),
                accept(f"Take row {claim.row.where.line} instead of {first}"),
            ),
            about=_months(twice),
        )


def _without(claim: Claim, dropped: set[date] | None) -> Claim:
    if not dropped:
        return claim
    return claim._replace(entries=tuple(entry for entry in claim.entries if entry.month not in dropped))


def _months(twice: list[Entry]) -> str:
    first, last = months.slug(twice[0].month), months.slug(twice[-1].month)
    return first if first == last else f"{first}:{last}"


def _is_same(indicator: KnownIndicator, one: Entry, other: Entry) -> bool:
    return _said(indicator, one) == _said(indicator, other)


def _said(indicator: KnownIndicator, entry: Entry) -> tuple[object, ...]:
    reading: Reading = read_cell(entry.cell, indicator.unit, indicator.decimals)
    parts = tuple(cell.text if cell else "" for cell in (entry.numerator, entry.denominator))
    text = entry.cell.text if reading.kind and reading.kind != BLANK else ""
    return reading.value, reading.missing, text, parts, entry.missing.casefold()
