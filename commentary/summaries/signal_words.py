"""Whether a month's figures are more than noise, for whoever writes about them or signs."""

from dataclasses import dataclass

from indicators.calculations import formats, months
from indicators.calculations.limits import drawn_line
from indicators.calculations.signals import KIND_WORDS
from indicators.calculations.target_words import target_words
from indicators.calculations.terms import TargetStatus
from indicators.scorecards import Row

from .month import Item


@dataclass(frozen=True, slots=True)
class Flag:
    """One row in a few words; `kind` is empty where it is no signal."""

    kind: str
    is_up: bool
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    """What stands before the box for the words. `word` is such as "Concern" or "No signal".

    Sentences have their full stops; `others` are the other rows that share the words. `required` are the
    reasons for which the words are required that the box does not say itself, without full stops;
    `says_why` that it says one.
    """

    kind: str
    is_up: bool
    word: str
    sentences: tuple[str, ...]
    asks: str
    others: tuple[Flag, ...]
    made_of: str
    target: str
    target_status: str
    required: tuple[str, ...]
    says_why: bool


def box(item: Item) -> Box:
    """No query."""
    row, signal = item.row, item.row.signal
    word, sentences, asks = _said(row, is_asked_for=bool(item.requirement.reasons) or item.is_returned)
    status = row.target_reading.status if row.target_reading else None
    target = _target(row)
    said = _said_here(row, status if target else None)
    return Box(
        kind=signal.kind or "",
        is_up=signal.is_up,
        word=word,
        sentences=sentences,
        asks=asks,
        others=tuple(_flag(each, before=f"{each.ref}: ") for each in item.family if each.pk != row.pk),
        made_of=_made_of(row, is_alone=len(item.family) == 1),
        target=target,
        target_status=status or "",
        required=tuple(each.sentence for each in item.requirement.reasons if each.kind not in said),
        says_why=any(each.kind in said for each in item.requirement.reasons),
    )


def _said_here(row: Row, status: TargetStatus | None) -> frozenset[str]:
    """The kinds of reasons that the box says of the leading row, whose figures the page shows."""
    said = {"signal"} if row.signal.kind else set()
    return frozenset(said | {"off_trajectory"} if status is TargetStatus.OFF_TARGET else said)


def flags(item: Item) -> tuple[Flag, ...]:
    """Why it is required; else the signals among rows that share words, or how the leading one stands."""
    if reasons := item.requirement.main:
        return tuple(Flag(each.signal, each.is_up, each.sentence) for each in reasons)
    found = tuple(
        _flag(each, f"{each.ref}: " if each.pk != item.row.pk else "")
        for each in (item.row, *(each for each in item.family if each.pk != item.row.pk))
        if each.signal.kind
    )
    return found or (_flag(item.row),)


def _flag(row: Row, before: str = "") -> Flag:
    signal = row.signal
    if signal.kind:
        # After a ref and its colon the word has none of its own.
        word = signal.reading.word.replace("Signal: ", "signal ") if before else signal.reading.word
        return Flag(signal.kind, signal.is_up, f"{before}{word}, {signal.short}")
    return Flag("", is_up=False, words=before + _standing(row))


def _said(row: Row, *, is_asked_for: bool) -> tuple[str, tuple[str, ...], str]:
    """The word, the sentences, and what is asked of the words: `is_asked_for` says that something else than
    the month's movement asks for them."""
    signal = row.signal
    if signal.kind:
        asks = (
            "That is unusual for this figure: the words need to say what changed."
            if signal.is_new
            else "It was a signal last month too: the words need to say what has changed since."
        )
        return signal.reading.word, tuple(f"{each.sentence}." for each in signal.reading.explanations), asks
    standing = (f"{_standing(row)}.",)
    if signal.reading.kind is None:
        return "Not compared", standing, ""
    if is_asked_for:
        return "No signal", standing, ""
    moves = row.now.value != row.cells[-2].value and row.cells[-2].value is not None
    return "No signal", standing, "The month’s movement needs no explanation." if moves else ""


def _standing(row: Row) -> str:
    """Such as "215 is within its limits (138 to 389)", or why there is nothing to be within."""
    limits = row.signal.reading.limits
    if row.now.value is None or not limits.startswith("Within"):
        return limits
    return f"{formats.figure(row.now.value, row.unit, row.decimals)} is {limits[:1].lower()}{limits[1:]}"


def _made_of(row: Row, *, is_alone: bool) -> str:
    """Among the other rows of shared words the ref says whose limits they are."""
    signal, (_, lower, upper) = row.signal, row.signal.lines[-1]
    if signal.since is None or lower is None or upper is None:
        return ""
    figures = [cell.value for cell in row.cells]
    between = " to ".join(drawn_line(each, row.unit, row.decimals, figures) for each in (lower, upper))
    whose = "Its limits" if is_alone else f"The limits of {row.ref}"
    its = f"{whose}, {between}, are" if signal.kind else "Limits are"
    begins = months.label(max((signal.since, *signal.starts)))
    baseline = ", where a baseline begins" if signal.starts else ""
    trial = " They are trial limits: fewer than 13 months." if signal.reading.trial else ""
    return f"{its} made of every figure from {begins} on{baseline}.{trial}"


def _target(row: Row) -> str:
    """Such as "42 is 42 below the 84 due by the end of June 2018."; empty without a status."""
    reading = row.target_reading
    if reading is None or reading.status is None or row.target_position is None:
        return ""
    words = target_words(row.target_position, unit=row.unit, decimals=row.decimals)
    if not words.distance:
        return ""
    figure = formats.figure(reading.compared, row.unit, row.decimals)
    says = (
        " The words need to say what is being done about it."
        if reading.status is TargetStatus.OFF_TARGET
        else ""
    )
    return f"{figure} is {words.distance}.{says}"


def kind_word(kind: str | None) -> str:
    """Such as "Concern"; empty for a month that is no signal."""
    return next((word for each, word in KIND_WORDS.items() if each == kind), "")
