"""Which indicator each row of a file is about."""

from datetime import date
from typing import NamedTuple

from indicators.calculations import months
from indicators.imports.layouts.submission import Entry, Layout, Submission, SubmittedRow
from indicators.scorecards.known import Known, KnownIndicator

from .nearest import Nearest
from .plan import ACCEPT, LEAVE_OUT, READ_AS, Choice
from .remarks import Remarks, accept, leave_out
from .standing import says_nothing_new


class Claim(NamedTuple):
    """A row and whose it is. `entries` are those of months that it is reported for.

    Waiting where the row is, or the ref, until somebody says that they are right; of an unsure ref nothing
    else is asked before.
    """

    row: SubmittedRow
    indicator: KnownIndicator
    entries: tuple[Entry, ...]
    is_waiting: bool
    is_unsure: bool = False


def claims_of(submission: Submission, known: Known, remarks: Remarks) -> tuple[list[Claim], int]:
    """The rows that are somebody's, and how many figures were left out with rows."""
    reader = _Rows(submission, known, remarks)
    claims = [claim for row in submission.rows if (claim := reader.claim(row))]
    return claims, reader.left_out


def is_given(entry: Entry) -> bool:
    return bool(entry.cell.text or entry.missing or entry.numerator or entry.denominator)


class _Rows:
    def __init__(self, submission: Submission, known: Known, remarks: Remarks) -> None:
        self._known, self._remarks = known, remarks
        self._is_template = submission.layout is Layout.TEMPLATE
        last = max(submission.months, default=None)
        self._nearest = Nearest(
            one for one in known.indicators.values() if last is None or is_active(one, last)
        )
        self.left_out = 0

    def claim(self, row: SubmittedRow) -> Claim | None:
        indicator = self._known.indicators.get(row.ref)
        is_waiting = is_unsure = False
        if indicator is None:
            indicator = self._read_as(row)
            if indicator is None:
                return None
        elif row.title and not self._nearest.is_titled(indicator, row.title):
            chosen, indicator = self._by_title(row, indicator)
            if chosen == LEAVE_OUT:
                self._left_out(row)
                return None
            is_unsure = not chosen
        if row.is_shifted:
            chosen = self._shifted(row, indicator)
            if chosen == LEAVE_OUT:
                self._left_out(row)
                return None
            is_waiting = not chosen
        entries = self._while_active(row, indicator)
        return Claim(row, indicator, entries, is_waiting or is_unsure, is_unsure)

    def _left_out(self, row: SubmittedRow) -> None:
        self.left_out += sum(map(is_given, row.entries))

    def _read_as(self, row: SubmittedRow) -> KnownIndicator | None:
        """Of a ref that nobody has: the indicator that somebody chose."""
        if not any(map(is_given, row.entries)):
            message = "No indicator has this ref, and its row has no figure."
            self._remarks.add(
                "info",
                "unknown_ref",
                where=row.where,
                ref=row.ref,
                printed=row.ref,
                message=message,
                effect="Nothing to load",
            )
            return None
        near = self._nearest.by_ref(row.ref, row.title)
        message = "No indicator has this ref." if row.ref else "This row has no ref."
        if near:
            message += f" Nearest: {', '.join(one.ref for one in near)}."
        chosen = self._remarks.add(
            "error",
            "unknown_ref",
            where=row.where,
            ref=row.ref,
            printed=row.ref,
            message=message,
            effect="Not loaded until you say whose row it is",
            choices=(*(_read_as(one) for one in near), leave_out("Leave this row out")),
        )
        if chosen == LEAVE_OUT:
            self._left_out(row)
        return self._known.indicators.get(chosen.removeprefix(READ_AS)) if chosen else None

    def _by_title(self, row: SubmittedRow, indicator: KnownIndicator) -> tuple[str, KnownIndicator]:
        """The choice and whose row it is, where the title is not the one recorded."""
        other = self._nearest.better_titled(indicator, row.title)
        if other is None or says_nothing_new(row.entries, indicator, self._known):
            self._note_title(row, indicator)
            return ACCEPT, indicator
        chosen = self._remarks.add(
            "error",
            "title_differs",
            where=row.where,
            ref=row.ref,
            printed=row.title,
            message=f"The ref is {row.ref}, but the title is that of {other.ref}.",
            effect="Not loaded until you say whose row it is",
            choices=(
                accept(f"The ref is right: {row.ref}"),
                _read_as(other),
                leave_out("Leave this row out"),
            ),
        )
        return chosen, other if chosen.startswith(READ_AS) else indicator

    def _note_title(self, row: SubmittedRow, indicator: KnownIndicator) -> None:
        # A template's titles are remarked on with what else of it was changed.
        if not self._is_template:
            self._remarks.add(
                "warning",
                "title_differs",
                where=row.where,
                ref=row.ref,
                printed=row.title,
                message=f"{row.ref} is titled “{indicator.title}” here.",
                effect="Loaded by its ref. Titles are never loaded",
            )

    def _shifted(self, row: SubmittedRow, indicator: KnownIndicator) -> str:
        is_asked = not says_nothing_new(row.entries, indicator, self._known)
        effect = "Read with a blank DoT"
        choices = (accept("Shift right by one from DoT"), leave_out("Leave this row out"))
        chosen = self._remarks.add(
            "repair" if is_asked else "info",
            "shifted_row",
            where=row.where,
            ref=row.ref,
            printed=row.standing,
            message="The DoT cell is missing: every later cell is one column to the left.",
            effect=effect if is_asked else f"{effect}; its figures are on record",
            choices=choices if is_asked else (),
        )
        return chosen if is_asked else ACCEPT

    def _while_active(self, row: SubmittedRow, indicator: KnownIndicator) -> tuple[Entry, ...]:
        """The entries of months that the indicator is reported for; a finding where others give a number."""
        if indicator.active_from is None and indicator.active_until is None:
            return row.entries
        outside = [entry for entry in row.entries if not is_active(indicator, entry.month)]
        if not outside:
            return row.entries
        recorded = self._known.recorded.get(indicator.pk, {})
        given = [
            entry
            for entry in outside
            if entry.month not in recorded
            and (entry.cell.number is not None or any(map(str.isdigit, entry.cell.text)))
        ]
        if given:
            self._not_active(row, indicator, given)
        return tuple(
            entry for entry in row.entries if entry.month in recorded or is_active(indicator, entry.month)
        )

    def _not_active(self, row: SubmittedRow, indicator: KnownIndicator, given: list[Entry]) -> None:
        until, since = indicator.active_until, indicator.active_from
        if until is not None and given[-1].month > until:
            kind, message = "retired_ref", f"{indicator.ref} is reported until {months.label(until)} only."
        else:
            assert since is not None
            kind, message = "not_active", f"{indicator.ref} is reported from {months.label(since)} on only."
        where = given[0].where if len(given) == 1 else row.where
        chosen = self._remarks.add(
            "error",
            kind,
            where=where,
            ref=indicator.ref,
            printed=given[-1].cell.text,
            message=f"{message} The file has a figure for {_list(given)}.",
            effect="Not loaded",
            choices=(leave_out("Leave out what it is not reported for"),),
        )
        if chosen:
            self.left_out += len(given)


def is_active(indicator: KnownIndicator, month: date) -> bool:
    since, until = indicator.active_from, indicator.active_until
    return (since is None or since <= month) and (until is None or until >= month)


def _list(given: list[Entry]) -> str:
    first = months.label(given[0].month)
    return first if len(given) == 1 else f"{first} and {len(given) - 1} more"


def _read_as(indicator: KnownIndicator) -> Choice:
    return Choice(f"{READ_AS}{indicator.ref}", f"Read as {indicator.ref}: {indicator.title}")
