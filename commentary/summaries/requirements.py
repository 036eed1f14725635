"""Whether a commentary is required in a month, and why. A decision from plain facts: no query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indicators.calculations.headline_facts import SILENT_FROM

# In this order reasons are told.
KINDS = ("asked", "signal", "off_trajectory", "worse_than_neighbours", "restated", "silent", "new")


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` is asked, signal, off_trajectory, worse_than_neighbours, restated, silent or new.

    `sentence` has no full stop. Of a signal `signal` is its kind and `is_up` its side, for its mark.
    """

    kind: str
    sentence: str
    signal: str = ""
    is_up: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """By exception, required rows have reasons; where every row is written, they may have none."""

    is_required: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def main(self) -> tuple[Reason, ...]:
        """The first reason of each kind: of rows that share their words the others mostly say the same."""
        first: dict[str, Reason] = {}
        for reason in self.reasons:
            first.setdefault(reason.kind, reason)
        return tuple(first.values())

    def without_questions(self) -> "Requirement":
        """For those who may not read what an owner asked."""
        reasons = tuple(ASKED if each.kind == "asked" else each for each in self.reasons)
        return Requirement(self.is_required, reasons)


EVERY_ROW = Requirement(is_required=True)
ASKED = Reason("asked", "The owner asked for it")


@dataclass(frozen=True, slots=True)
class Signal:
    """A month that is a signal, good or bad; `sentence` is that of the first rule that fired."""

    kind: str
    is_up: bool
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Restated:
    """An earlier figure that was changed while the month was the latest open one; figures as shown."""

    month: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An owner's question that wants a commentary."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is known of one row; what does not hold keeps its default.

    `off_target` is a clause ("42 since April against the 84 due by the end of June 2018"), `neighbours` their
    figure where this row's `figure` is worse by more than chance, `restated` is oldest first, `first_month`
    the first month with a figure where that is not long ago.
    """

    ref: str
    figure: str = ""
    signal: Signal | None = None
    off_target: str = ""
    neighbours: str = ""
    restated: tuple[Restated, ...] = ()
    first_month: str = ""


def by_exception(
    rows: Iterable[RowFacts], *, asked: Iterable[Asked] = (), silent_months: int = 0
) -> Requirement:
    """`rows` are all that share the words, the leading one first.

    `silent_months` is how many months in a row before this one had no approved words.
    """
    found = [Reason("asked", f"{each.by} asked: “{each.text}”") for each in asked]
    for place, row in enumerate(rows):
        found += _of_row(row) if place == 0 else [_named(row.ref, reason) for reason in _of_row(row)]
    if silent_months >= SILENT_FROM:
        found.append(Reason("silent", f"Nothing was said for {_count(silent_months)} months"))
    reasons = tuple(sorted(found, key=lambda each: KINDS.index(each.kind)))
    return Requirement(is_required=bool(reasons), reasons=reasons)


def _of_row(row: RowFacts) -> Iterator[Reason]:
    if row.signal is not None:
        signal = row.signal
        # "Signal: high" goes with a mark that shows the side.
        word = signal.word.partition(":")[0]
        yield Reason("signal", f"{word}: {_lower(signal.sentence)}", signal.kind, signal.is_up)
    if row.off_target:
        yield Reason("off_trajectory", f"Off target: {row.off_target}")
    if row.neighbours:
        sentence = f"Worse than statistical neighbours ({row.figure} against {row.neighbours})"
        yield Reason("worse_than_neighbours", sentence)
    if row.restated:
        yield Reason("restated", _restated(row.restated))
    if row.first_month:
        yield Reason("new", f"New: its first figures were for {row.first_month}")


def _restated(restated: tuple[Restated, ...]) -> str:
    *others, last = restated
    figures = (
        f"was restated: {last.after} stays"
        if last.before == last.after
        else f"was restated from {last.before} to {last.after}"
    )
    more = f", and {len(others)} earlier month{'s' if len(others) > 1 else ''} too" if others else ""
    return f"{last.month} {figures}{more}"


def _named(ref: str, reason: Reason) -> Reason:
    """Of another row than the leading one it is said whose it is; a month keeps its capital."""
    said = reason.sentence if reason.kind == "restated" else _lower(reason.sentence)
    return replace(reason, sentence=f"{ref}, {said}")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def _count(number: int) -> str:
    return _NUMBERS.get(number, str(number))
