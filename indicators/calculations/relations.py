"""What should hold between figures: ratios, sums, stocks that follow from their flows.

Those of the real scorecard are in reference/domain.md section 1 ("Cross-row identities"). A check compares
the figures as they are kept, rounded by DESIGN section 5: a ratio is allowed half of its last printed place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from indicators.calculations import months
from indicators.calculations.formats import MINUS, number
from indicators.calculations.terms import Unit

NUMERATOR, DENOMINATOR = "numerator", "denominator"
# More digits than the product of two kept figures can have.
DIGITS = 60

ValueOf = Callable[[str, date], Decimal | None]


class RelationKind(StrEnum):
    RATIO = "ratio"
    SUM = "sum"
    STOCK_FLOW = "stock_flow"


@dataclass(frozen=True, slots=True)
class Term:
    """`role` is numerator or denominator of a ratio, else term; `sign` 1 or -1."""

    ref: str
    role: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Relation:
    """A check by refs. `tolerance` is in the subject's unit; `decimals` and `unit` are the subject's own,
    of a sum that makes a total those of its terms. Without a subject `subject` is empty."""

    pk: int
    kind: RelationKind
    subject: str
    total: Decimal | None
    terms: tuple[Term, ...]
    multiplier: int
    tolerance: Decimal
    severity: str
    decimals: int = 0
    unit: Unit = Unit.COUNT

    @property
    def refs(self) -> tuple[str, ...]:
        """All that it speaks of, the subject first, each once."""
        return tuple(dict.fromkeys(ref for ref in (self.subject, *(each.ref for each in self.terms)) if ref))


@dataclass(frozen=True, slots=True)
class RelationResult:
    """One check for one month. `holds` is None where it cannot be said: something is missing, or there is
    nothing to divide by and no value either.

    `found` is what is on record, `expected` what it should be (None where it cannot be worked out),
    `difference` the size of what is between them. `missing` says what has no figure: refs, and of a stock
    also "LAC1 in May 2018". `figures` are those of the terms, `before` is last month's stock.
    """

    relation: Relation
    month: date
    holds: bool | None
    found: Decimal | None
    expected: Decimal | None
    difference: Decimal | None
    missing: tuple[str, ...]
    figures: tuple[Decimal | None, ...] = ()
    before: Decimal | None = None


def check_relation(relation: Relation, values: ValueOf, month: date) -> RelationResult:
    """Whether the figures of `month` agree with `relation`, by exact decimals (domain.md section 1).

    ratio: |subject - multiplier x numerators / denominators| <= tolerance; sum: |terms - total or subject|
    <= tolerance; stock and flow: |subject - (last month's subject + terms)| <= tolerance. `values` gives
    the figure of a ref and a month, None where there is none.
    """
    figures = tuple(values(term.ref, month) for term in relation.terms)
    missing = [term.ref for term, figure in zip(relation.terms, figures, strict=True) if figure is None]
    subject = values(relation.subject, month) if relation.subject else None
    before = None
    if relation.kind == RelationKind.STOCK_FLOW:
        earlier = months.shift(month, -1)
        before = values(relation.subject, earlier)
        if before is None:
            missing.insert(0, f"{relation.subject} in {months.label(earlier)}")
    if relation.subject and subject is None:
        missing.insert(0, relation.subject)
    with localcontext(prec=DIGITS):
        made = None if any(figure is None for figure in figures) else _made(relation, figures, before)
        found, expected = (subject, made) if relation.subject else (made, relation.total)
        difference = abs(found - expected) if found is not None and expected is not None else None
        holds = _holds(relation, figures, found, difference)
    return RelationResult(
        relation=relation,
        month=month,
        holds=holds,
        found=found,
        expected=expected,
        difference=difference,
        missing=tuple(dict.fromkeys(missing)),
        figures=figures,
        before=before,
    )


def _made(relation: Relation, figures: tuple[Decimal | None, ...], before: Decimal | None) -> Decimal | None:
    """What the terms come to; None where there is no stock to start from, or nothing to divide by."""
    if relation.kind == RelationKind.RATIO:
        below = _side(relation, figures, DENOMINATOR)
        return relation.multiplier * _side(relation, figures, NUMERATOR) / below if below else None
    total = sum(
        (term.sign * (figure or Decimal(0)) for term, figure in _pairs(relation, figures)), Decimal(0)
    )
    if relation.kind == RelationKind.SUM:
        return total
    return None if before is None else before + total


def _holds(
    relation: Relation,
    figures: tuple[Decimal | None, ...],
    found: Decimal | None,
    difference: Decimal | None,
) -> bool | None:
    if found is None or any(figure is None for figure in figures):
        return None
    if relation.kind == RelationKind.RATIO:
        # Multiplied out: a quotient that does not end is never compared.
        below = _side(relation, figures, DENOMINATOR)
        above = relation.multiplier * _side(relation, figures, NUMERATOR)
        return below != 0 and abs(found * below - above) <= relation.tolerance * abs(below)
    return None if difference is None else difference <= relation.tolerance


def _side(relation: Relation, figures: tuple[Decimal | None, ...], role: str) -> Decimal:
    pairs = _pairs(relation, figures)
    return sum(
        (term.sign * (figure or Decimal(0)) for term, figure in pairs if term.role == role), Decimal(0)
    )


def _pairs(
    relation: Relation, figures: tuple[Decimal | None, ...]
) -> tuple[tuple[Term, Decimal | None], ...]:
    return tuple(zip(relation.terms, figures, strict=True))


def in_words(relation: Relation) -> str:
    """Such as "M3 = M2 ÷ M1 × 100 ± 0.05" or "LAC1 = LAC1 last month + LAC2 − LAC3 ± 3"."""
    made = _formula(relation, [term.ref for term in relation.terms], f"{relation.subject} last month")
    allowed = f" ± {_plain(relation.tolerance)}" if relation.tolerance else ""
    if relation.subject:
        return f"{relation.subject} = {made}{allowed}"
    return f"{made} = {_plain(relation.total or Decimal(0))}{allowed}"


def sentence(result: RelationResult) -> str:
    """Such as "524 + 21 − 17 is 528. LAC1 is 534: difference 6, allowed 3."; what is missing where it is."""
    relation = result.relation
    if any(figure is None for figure in result.figures) or (
        relation.kind == RelationKind.STOCK_FLOW and result.before is None
    ):
        return without_figure(result.missing)
    made = _with_figures(result)
    if relation.kind == RelationKind.RATIO and result.expected is None:
        is_given = (
            f" {relation.subject} should have no figure, and is {_shown(relation, result.found)}."
            if result.found is not None
            else ""
        )
        return f"{made} has nothing to divide by.{is_given}"
    if not relation.subject:
        return f"{made} is {_shown(relation, result.found)}. {_verdict(result, 'It')}"
    places = _places(relation) if result.holds is False else relation.decimals
    comes_to = f"{made} is {_shown(relation, result.expected, places)}."
    if result.found is None:
        return f"{comes_to} {without_figure(result.missing)}"
    return f"{comes_to} {_verdict(result, relation.subject)}"


def without_figure(missing: tuple[str, ...]) -> str:
    """Such as "EH3c% has no figure." or "EH3c% and EH3d% have no figure."."""
    if not missing:
        return ""
    *others, last = missing
    named = f"{', '.join(others)} and {last}" if others else last
    return f"{named} {'have' if others else 'has'} no figure."


def _verdict(result: RelationResult, name: str) -> str:
    relation, difference = result.relation, result.difference or Decimal(0)
    places = _places(relation)
    wanted = (
        f"{name} is {_shown(relation, result.found)}"
        if relation.subject
        else f"{name} should be {_plain(relation.total or Decimal(0))}"
        + ("%" if relation.unit == Unit.PERCENTAGE else "")
    )
    # What rounding leaves between a ratio and its figure is no news.
    if not difference or (result.holds and relation.kind == RelationKind.RATIO):
        return f"{wanted}."
    points = " percentage points" if relation.unit == Unit.PERCENTAGE else ""
    apart = number(difference, places)
    # A small difference must not be told as none.
    while not any(digit in apart for digit in "123456789"):
        places += 1
        apart = number(difference, places)
    return f"{wanted}: difference {apart}{points}, allowed {_plain(relation.tolerance)}."


def _with_figures(result: RelationResult) -> str:
    relation = result.relation
    places = relation.decimals if relation.kind != RelationKind.RATIO else None
    names = [
        number(figure, places) if places is not None else _plain(figure)
        for figure in result.figures
        if figure is not None
    ]
    before = number(result.before, relation.decimals) if result.before is not None else ""
    return _formula(relation, names, before, times=relation.unit != Unit.PERCENTAGE)


def _formula(relation: Relation, names: list[str], before: str, *, times: bool = True) -> str:
    """The right side with `names` for the terms; 100 times goes without saying in a percentage of figures."""
    named = list(zip(relation.terms, names, strict=True))
    if relation.kind == RelationKind.RATIO:
        sides = [
            _sum([(term.sign, name) for term, name in named if term.role == role], brackets=True)
            for role in (NUMERATOR, DENOMINATOR)
        ]
        is_told = relation.multiplier != 1 and (times or relation.multiplier != 100)
        return " ÷ ".join(sides) + (f" × {relation.multiplier:,}" if is_told else "")
    signed = [(term.sign, name) for term, name in named]
    return _sum([(1, before), *signed] if relation.kind == RelationKind.STOCK_FLOW else signed)


def _sum(signed: list[tuple[int, str]], *, brackets: bool = False) -> str:
    words = ""
    for sign, name in signed:
        if words:
            words += f" {MINUS if sign < 0 else '+'} {name}"
        else:
            words = f"{MINUS if sign < 0 else ''}{name}"
    return f"({words})" if brackets and len(signed) > 1 else words


def _shown(relation: Relation, value: Decimal | None, places: int | None = None) -> str:
    if value is None:
        return ""
    shown = number(value, relation.decimals if places is None else places)
    return f"{shown}%" if relation.unit == Unit.PERCENTAGE else shown


def _places(relation: Relation) -> int:
    """As many as the tolerance has, so that a difference is seen where it counts."""
    return max(relation.decimals, _decimals(relation.tolerance))


def _plain(value: Decimal) -> str:
    """With the places that it has, such as 0.2 and 10,000."""
    return number(value, _decimals(value))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
