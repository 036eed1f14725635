"""One month of one indicator in sentences. Pure: a row in, sentences out."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.rounding import round_half_up
from indicators.calculations.signals import KIND_WORDS
from indicators.calculations.significance import REASON_WORDS, Reason, interval_in_words
from indicators.calculations.terms import Basis, Direction, Judgement, Polarity, TargetStatus, Unit
from indicators.calculations.wording import month_in_words

from .rows import Benchmark, Release, Row, Target

_STATUS = {
    TargetStatus.ON_TARGET: "on target",
    TargetStatus.CLOSE: "close to target",
    TargetStatus.OFF_TARGET: "off target",
}
_THAN = {"Better": "than", "Worse": "than", "Higher": "than", "Lower": "than", "Similar": "to"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lead` is for the eye to find, `judgement` the word that carries a colour, `end` what follows it.

    `asks_for_rate`: a page that knows the rate links it.
    """

    text: str
    lead: str = ""
    judgement: Judgement | None = None
    end: str = ""
    asks_for_rate: bool = False

    def __str__(self) -> str:
        return f"{self.lead}{self.text}{self.judgement or ''}{self.end}"


def sentences(row: Row, release: Release | None) -> tuple[Sentence, ...]:
    """The change and its judgement, the signal, the place among the months, benchmarks, target."""
    found = (
        _change(row),
        *_judgements(row),
        *_signal(row),
        _place(row),
        _compared(row, release),
        _significance(row),
        _target(row),
        _assurance(row),
    )
    return tuple(sentence for sentence in found if sentence is not None)


def figure(row: Row, value: Decimal | None) -> str:
    return formats.figure(value, row.unit, row.decimals)


def _change(row: Row) -> Sentence:
    words = month_in_words(
        now=row.now,
        previous_month=row.cells[-2],
        last_year=row.cells[-13],
        unit=row.unit,
        decimals=row.decimals,
    )
    if row.now.value is None:
        return Sentence(f"{_upper(str(words))}.")
    return Sentence(f", {words.from_previous_month} and {words.from_last_year}.", lead=words.figure)


def _judgements(row: Row) -> tuple[Sentence, ...]:
    """Both changes judged: one sentence where they agree, two where they do not."""
    both = (row.judgement_month, row.judgement_year)
    if both == (None, None):
        return ()
    if row.polarity is Polarity.NONE:
        return (Sentence("Neither higher nor lower is better, so the change is not judged."),)
    better = f"{'Higher' if row.polarity is Polarity.HIGHER else 'Lower'} is better, so "
    if both == (Judgement.SIMILAR, Judgement.SIMILAR):
        return (Sentence("Both changes are within 10%: ", "", Judgement.SIMILAR, "."),)
    if both[0] is both[1]:
        return (_judged("both are ", both[0], better),)
    found = []
    for cell, judgement in ((row.cells[-2], both[0]), (row.cells[-13], both[1])):
        if judgement is not None:
            found.append(_judged(f"since {months.label(cell.month)} it is ", judgement, better))
            better = better if judgement is Judgement.SIMILAR else ""
    return tuple(found)


def _judged(subject: str, judgement: Judgement | None, better: str) -> Sentence:
    if judgement is Judgement.SIMILAR:
        return Sentence(_upper(subject), "", judgement, ": within 10%.")
    return Sentence(_upper(f"{better}{subject}"), "", judgement, ".")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _signal(row: Row) -> tuple[Sentence, ...]:
    """Every rule that fired, then the limits; a rule that says the contrary begins with its own word."""
    reading = row.signal.reading
    if not reading.explanations:
        if reading.kind is None:
            return (Sentence(f"{reading.limits}."),)
        return (Sentence(f": {_lower(reading.limits)}, so it is no signal.", lead=reading.word),)
    found, said = [], None
    for place, each in enumerate(reading.explanations):
        chance = ", so chance is an unlikely explanation" if place == 0 else ""
        lead = f"{KIND_WORDS[each.kind]}: " if each.kind != said else ""
        found.append(Sentence(f"{each.sentence}{chance}.", lead=lead))
        said = each.kind
    is_ = "" if row.signal.lines[-1].upper is None else "It is "
    return (*found, Sentence(f"{is_}{_lower(reading.limits) if is_ else reading.limits}."))


def _place(row: Row) -> Sentence | None:
    """Highest or lowest of the 13 months, or how far they range."""
    cells = [cell for cell in row.cells[-13:] if cell.value is not None]
    now = row.now.value
    if len(cells) < 3 or now is None:
        return None
    values = [cell.value for cell in cells if cell.value is not None]
    among = f"of the {len(cells)} months" + (" with a figure" if len(cells) < 13 else "")
    if min(values) == max(values):
        return Sentence(f"It is the same in all {len(cells)} months.")
    for name, edge in (("highest", max(values)), ("lowest", min(values))):
        if now == edge:
            joint = "joint " if values.count(edge) > 1 else ""
            return Sentence(f"It is the {joint}{name} {among}.")
    low = next(cell for cell in cells if cell.value == min(values))
    high = next(cell for cell in cells if cell.value == max(values))
    return Sentence(
        f"The {len(cells)} months run from {figure(row, low.value)} ({months.label(low.month)}) "
        f"to {figure(row, high.value)} ({months.label(high.month)})."
    )


def _compared(row: Row, release: Release | None) -> Sentence | None:
    if row.local:
        return Sentence("It is a local measure: no other council reports it.")
    known = [benchmark for benchmark in row.benchmarks if benchmark.value is not None]
    if not known:
        return None
    year = release.data_year if release else ""
    if row.unit is Unit.COUNT or row.now.value is None:
        names = [_named(row, each, "had " if place == 0 else "") for place, each in enumerate(known)]
        return Sentence(_upper(f"{f'in {year} ' if year else ''}{_listed(names)}."))
    sides: dict[str, list[str]] = {}
    for each in known:
        sides.setdefault(_side(row.now.value, each.value), []).append(_named(row, each))
    compared = ", and ".join(f"{side} {_listed(names)}" for side, names in sides.items())
    return Sentence(f"It is {compared}.{f' Their figures are for {year}.' if year else ''}")


def _significance(row: Row) -> Sentence | None:
    """Whether the distance from the comparators is more than chance would give, or why nobody can say."""
    if row.local or row.now.value is None:
        return None
    known = [
        (benchmark, verdict)
        for benchmark, verdict in zip(row.benchmarks, row.verdicts, strict=True)
        if benchmark.value is not None
    ]
    if not known:
        return None
    if row.unit is Unit.COUNT:
        return Sentence(f"{REASON_WORDS[Reason.COUNT]}.", asks_for_rate=True)
    by_word: dict[str, list[str]] = {}
    for benchmark, verdict in known:
        said = f"{verdict.word.lower()} {_THAN[verdict.word]}" if verdict.verdict else ""
        by_word.setdefault(said, []).append(_in_a_sentence(benchmark.comparator.name))
    reason = next((verdict.reason for _, verdict in known if verdict.reason), None)
    if reason is not None:
        return Sentence(f"{REASON_WORDS[reason]}.")
    found = ", and ".join(f"{said} {_listed(names)}" for said, names in by_word.items())
    interval = interval_in_words(known[0][1], unit=row.unit, decimals=row.decimals)
    return Sentence(f"Allowing for chance it is {found} ({interval}).")


def _side(now: Decimal, other: Decimal | None) -> str:
    assert other is not None
    return "level with" if now == other else "above" if now > other else "below"


def _named(row: Row, benchmark: Benchmark, verb: str | None = None) -> str:
    """Such as "England (80.1%)", or with a verb "England had 354"."""
    name = _in_a_sentence(benchmark.comparator.name)
    value = figure(row, benchmark.value)
    if verb is not None:
        return f"{name} {verb}{value}{f' ({benchmark.data_year})' if benchmark.data_year else ''}"
    return f"{name} ({value}{f', {benchmark.data_year}' if benchmark.data_year else ''})"


def _in_a_sentence(name: str) -> str:
    """Statistical neighbours lose their capital, England and the South East keep theirs."""
    return name[0].lower() + name[1:] if name.startswith(("Statistical", "Neighbours")) else name


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _target(row: Row) -> Sentence:
    target, reading = row.target_now, row.target_reading
    year = months.financial_year_label(target.financial_year)
    if reading is None or target.basis is None:
        return Sentence(f"No target has been set for {year}.")
    if target.is_tbc or target.value is None:
        return Sentence(f"The target for {year} is still to be set.")
    wanted = f"The target for {year} is {in_target_words(row, target)}"
    if reading.status is None or reading.compared is None or reading.against is None:
        return Sentence(f"{wanted}. {reading.reason}.")
    return Sentence(f"{wanted}. {_held_against(row, target)}, so it is {_STATUS[reading.status]}.")


def _assurance(row: Row) -> Sentence | None:
    """How a target that each month is held to stands to the limits."""
    return Sentence(f"{row.signal.assurance}.") if row.signal.assurance else None


def in_target_words(row: Row, target: Target) -> str:
    """Such as "at most 460 by March 2019" or "at least 336 over the year"."""
    way = {Direction.AT_LEAST: "at least ", Direction.AT_MOST: "at most "}
    direction = way[target.direction] if target.direction else ""
    when = {
        Basis.LEVEL: " each month",
        Basis.YEAR_END: f" by March {target.financial_year + 1}",
        Basis.ANNUAL_TOTAL: " over the year",
    }
    return f"{direction}{figure(row, target.value)}{when[target.basis] if target.basis else ''}"


def _held_against(row: Row, target: Target) -> str:
    """How the month compares with what the target asks for now."""
    reading = row.target_reading
    assert reading is not None
    assert reading.compared is not None
    assert reading.against is not None
    month = months.label(row.now.month)
    against = figure(row, reading.against)
    gap = _gap(row, reading.compared, reading.against)
    match target.basis:
        case Basis.ANNUAL_TOTAL:
            so_far = figure(row, reading.compared)
            return f"The year so far has {so_far}, which is {gap} the {against} due by the end of {month}"
        case Basis.YEAR_END if reading.against != target.value:
            start = row.cells[-1 - reading.months_elapsed]
            return (
                f"It is {gap} the path: {against} by the end of {month}, on a straight line from "
                f"{figure(row, start.value)} in {months.label(start.month)}"
            )
        case _:
            return f"It is {gap} it"


def _gap(row: Row, now: Decimal, against: Decimal) -> str:
    """Between the figures as they are shown, so that the sentence adds up."""
    shown = round_half_up(now, row.decimals), round_half_up(against, row.decimals)
    words = formats.difference(*shown, row.unit, row.decimals)
    if words == formats.SAME:
        return "level with"
    way, amount = words.split(" ", 1)
    return f"{amount} {'above' if way == 'up' else 'below'}"
