"""A comparison with neighbours, England, the region, a target or an average that the figures contradict."""

from collections.abc import Iterator
from decimal import Decimal

from indicators.calculations.intervals import Verdict
from indicators.calculations.movements import ARROW_FROM
from indicators.calculations.terms import Direction, Polarity, TargetStatus

from .facts import Comparator, Figures, TargetFacts, Whom
from .findings import Finding, Severity
from .reading.comparisons import Against, Compared, Relation
from .reading.reading import Reading

NAME = "comparison"


def check(reading: Reading) -> Iterator[Finding]:
    for said in reading.comparisons:
        for row in said.rows:
            sentence = _contradiction(said, row)
            if sentence:
                yield Finding(NAME, Severity.CONTRADICTION, said.start, said.end, f"{row.ref} is {sentence}")
                break


def _contradiction(said: Compared, row: Figures) -> str:
    if said.other is Against.TARGET:
        return _target(said, row, row.target) if row.target else ""
    if row.now is None:
        return ""
    if said.other is Against.AVERAGE:
        if row.mean_12 is None or _holds(said, row, row.now, row.mean_12):
            return ""
        return f"{row.shown(row.now)}, and its 12-month average {row.shown(row.mean_12)}."
    for other in row.comparators:
        if other.whom is said.other and not _holds(said, row, row.now, other.value, other.verdict):
            return f"{row.shown(row.now)}, and {_named(other)} {row.shown(other.value)}."
    return ""


def _holds(
    said: Compared, row: Figures, now: Decimal, other: Decimal, verdict: Verdict | None = None
) -> bool:
    relation = said.relation
    if relation in (Relation.BETTER, Relation.WORSE):
        if row.polarity is Polarity.NONE:
            return True
        up = (row.polarity is Polarity.HIGHER) == (relation is Relation.BETTER)
        relation = Relation.ABOVE if up else Relation.BELOW
    if relation is Relation.ABOVE:
        return (now > other) is not said.is_negated
    if relation is Relation.BELOW:
        return (now < other) is not said.is_negated
    near = verdict is Verdict.SIMILAR or abs(now - other) * 100 < ARROW_FROM * abs(other) or now == other
    return near is not said.is_negated


def _target(said: Compared, row: Figures, target: TargetFacts) -> str:
    if said.relation is Relation.MET or said.relation in (Relation.BETTER, Relation.WORSE):
        if target.status is None:
            return ""
        met = target.status is TargetStatus.ON_TARGET
        wanted = (said.relation is not Relation.WORSE) is not said.is_negated
        return "" if met is wanted else _stands(row, target)
    pairs = [(target.compared, target.against), (target.compared, target.value), (row.now, target.value)]
    known = [(now, other) for now, other in pairs if now is not None and other is not None]
    if not known or any(_holds(said, row, now, other) for now, other in known):
        return ""
    return _stands(row, target)


def _stands(row: Figures, target: TargetFacts) -> str:
    way = {Direction.AT_LEAST: "at least ", Direction.AT_MOST: "at most "}
    against = target.value if target.against is None else target.against
    wanted = f"{way[target.direction] if target.direction else ''}{row.shown(against)}"
    compared = row.now if target.compared is None else target.compared
    so_far = "" if compared == row.now else " so far this year"
    by_now = "" if against == target.value else " by now"
    return f"{row.shown(compared)}{so_far}, and the target asks for {wanted}{by_now}."


def _named(other: Comparator) -> str:
    """With its verb: "England is", "statistical neighbours are"."""
    if other.whom is Whom.NEIGHBOURS:
        return f"{other.name[:1].lower()}{other.name[1:]} are"
    return f"{'the ' if other.whom is Whom.REGION else ''}{other.name} is"
