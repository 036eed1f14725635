"""Rows that look like another row's, and months that look like another month's.

A new figure has nothing to be held against. What the file says of months that are on record tells whether
its row and its column are what they say they are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from indicators.calculations import months
from indicators.scorecards.known import Known, Recorded

from .candidates import Candidate, shown
from .cells import Reading
from .month_questions import ask_about_month
from .plan import PlannedFigure
from .remarks import Remarks, accept, leave_out
from .rows import Claim

# A row with this many past figures that differ, more than agree, is asked about as a whole.
_DIFFERING = 3
# As many rows and such a share of them repeat another month: hardly by chance.
_REPEATING, _SHARE = 5, 0.8
_MONTHS_BACK = 12


class RowDoubts:
    """Whose row it is, by what is on record. The record is looked through once, when first needed."""

    def __init__(self, known: Known, remarks: Remarks) -> None:
        self._known, self._remarks = known, remarks
        self._holders: dict[tuple[date, Decimal], list[int]] = {}

    def doubt(self, claim: Claim, readings: Sequence[Reading]) -> str | None:
        """The choice made where a row's past figures are mostly others, "" where there is none; else None."""
        recorded = self._known.recorded.get(claim.indicator.pk, {})
        past = [
            (entry.month, reading.value)
            for entry, reading in zip(claim.entries, readings, strict=True)
            if reading.value is not None
            and not reading.kind
            and entry.month in recorded
            and recorded[entry.month].value is not None
        ]
        differing = sum(recorded[month].value != value for month, value in past)
        by = _slip(past, recorded) if differing > 1 else 0
        if not by and (differing < _DIFFERING or differing * 2 <= len(past)):
            return None
        ref = claim.indicator.ref
        message = f"{differing} of {len(past)} figures of this row differ from those of {ref} here."
        if by:
            message += f" They are those of the month {'before' if by < 0 else 'after'}."
        elif others := self._others(claim.indicator.pk, past):
            message += f" They are those of {others}."
        return self._remarks.add(
            "error",
            "row_differs",
            where=claim.row.where,
            ref=claim.indicator.ref,
            printed=claim.row.ref,
            message=message,
            effect="Not loaded until you say whether the row is right",
            choices=(accept(f"It is the row of {claim.indicator.ref}"), leave_out("Leave this row out")),
        )

    def _others(self, pk: int, past: list[tuple[date, Decimal]]) -> str:
        """The refs of those that most of these figures are recorded for."""
        if not self._holders:
            self._holders = defaultdict(list)
            for holder, returns in self._known.recorded.items():
                for month, each in returns.items():
                    if each.value is not None:
                        self._holders[month, each.value].append(holder)
        votes = Counter(holder for given in past for holder in self._holders.get(given, ()))
        votes.pop(pk, None)
        likely = {holder for holder, count in votes.items() if count * 4 >= len(past) * 3}
        return " and ".join(ref for ref, one in self._known.indicators.items() if one.pk in likely)


def _slip(past: list[tuple[date, Decimal]], recorded: Mapping[date, Recorded]) -> int:
    """-1 where every figure is the one recorded for the month before, 1 for the month after; else 0."""
    for by in (-1, 1):
        beside = [(value, recorded.get(months.shift(month, by))) for month, value in past]
        known = [(value, each.value) for value, each in beside if each is not None]
        if len(known) >= _DIFFERING and all(value == other for value, other in known):
            return by
    return 0


def doubt_new_figures(found: Sequence[Candidate], emptied: Mapping[date, Recorded], remarks: Remarks) -> None:
    """Ask about a row's new figure that is on record for a month which the same row would change.

    `emptied` are months of which the row says nothing, and which have a figure.
    """
    moved = {(before.value, before.missing): month for month, before in emptied.items()}
    for each in found:
        before, figure = each.figure.before, each.figure
        if before is not None and figure.is_restatement:
            moved[before.value, before.missing] = figure.month
    for each in found:
        figure = each.figure
        if not figure.is_restatement and (figure.value, figure.missing) in moved:
            each.settle(_ask_moved(figure, moved[figure.value, figure.missing], remarks))


def _ask_moved(figure: PlannedFigure, month: date, remarks: Remarks) -> str:
    value, label = shown(figure.indicator, figure.value, figure.missing), months.label(figure.month)
    return remarks.add(
        "error",
        "moved_figure",
        where=figure.where,
        ref=figure.indicator.ref,
        printed=value,
        message=f"{value} is on record for {months.label(month)}, and the row has another figure there. "
        "Its cells may have changed places.",
        effect="Not loaded until you say whether it is right",
        choices=(accept(f"{label} is {value}"), leave_out(f"Leave out {label}")),
        month=figure.month,
    )


def doubt_months(candidates: Iterable[Candidate], known: Known, remarks: Remarks) -> None:
    """Ask about a month whose new figures are nearly all those on record for another month."""
    by_month: dict[date, list[Candidate]] = defaultdict(list)
    for each in candidates:
        figure = each.figure
        # What is zero month after month tells nothing.
        if figure.value and not figure.is_restatement and figure.indicator.pk in known.recorded:
            by_month[figure.month].append(each)
    for month, found in sorted(by_month.items()):
        if len(found) < _REPEATING:
            continue
        other = _repeated(month, found, known)
        if other is not None:
            label = months.label(month)
            message = (
                f"Nearly all figures for {label} are those of {months.label(other)}. "
                "The column may be another month's."
            )
            right = f"They are the figures of {label}"
            ask_about_month("repeated_month", month, found, remarks, message=message, right=right)


def _repeated(month: date, found: list[Candidate], known: Known) -> date | None:
    """The month that nearly all of them repeat, the nearest first."""
    for back in range(1, _MONTHS_BACK + 1):
        other = months.shift(month, -back)
        pairs = [
            (each.figure.value, before.value)
            for each in found
            if (before := known.recorded[each.figure.indicator.pk].get(other)) and before.value is not None
        ]
        alike = sum(value == before for value, before in pairs)
        if alike >= _REPEATING and alike >= len(found) * _SHARE:
            return other
    return None
