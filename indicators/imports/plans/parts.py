"""A figure's own numerator and denominator, as the file gives them."""

from decimal import Decimal

from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Unit
from indicators.imports.layouts.submission import Entry
from indicators.scorecards.known import KnownIndicator

from .candidates import Settled, shown, state_of
from .cells import plain_number
from .mending import Odd
from .plan import KEEP_VALUE, Choice
from .remarks import Remarks, leave_out

LARGEST = 999_999_999
PLACES = 4


def with_parts(odd: Odd, settled: Settled, remarks: Remarks) -> Settled:
    """The figure with its two parts, or what was decided where the three disagree.

    Where the file leaves the value to be worked out from the two, it is.
    """
    indicator, entry = odd.indicator, odd.entry
    if not has_parts(entry):
        return settled
    if indicator.unit is Unit.COUNT:
        return _of_a_count(odd, settled, remarks)
    numerator = plain_number(entry.numerator) if entry.numerator else None
    denominator = plain_number(entry.denominator) if entry.denominator else None
    if not settled.is_figure and settled.state == "taken":
        settled = _worked_out(indicator, settled, numerator, denominator)
    problem = _problem(indicator, settled, numerator, denominator)
    if not problem:
        return settled._replace(numerator=numerator, denominator=denominator)
    if not settled.is_figure and settled.state != "taken":
        return settled
    return _disagreeing(odd, settled, problem, remarks)


def has_parts(entry: Entry) -> bool:
    return any(cell is not None and cell.text for cell in (entry.numerator, entry.denominator))


def _worked_out(
    indicator: KnownIndicator, settled: Settled, numerator: Decimal | None, denominator: Decimal | None
) -> Settled:
    if numerator is None or not denominator or not indicator.multiplier or numerator < 0 or denominator < 0:
        return settled
    if max(numerator, denominator) > LARGEST:
        return settled
    return settled._replace(value=_ratio(indicator, numerator, denominator))


def _ratio(indicator: KnownIndicator, numerator: Decimal, denominator: Decimal) -> Decimal:
    return round_half_up(numerator * (indicator.multiplier or 1) / denominator, indicator.decimals)


def _problem(
    indicator: KnownIndicator, settled: Settled, numerator: Decimal | None, denominator: Decimal | None
) -> str:
    """Why the portal would not keep the three together; "" where it would."""
    if numerator is None or denominator is None:
        return "A numerator and a denominator come together, as plain numbers."
    for part in (numerator, denominator):
        if not 0 <= part <= LARGEST or round_half_up(part, PLACES) != part:
            return f"A numerator and a denominator are from 0 to {LARGEST:,}, with at most {PLACES} decimals."
    if settled.value is None:
        return "There is something to divide by, and no figure." if denominator else ""
    if denominator == 0:
        return "There is a figure, and nothing to divide by."
    if not indicator.multiplier:
        return ""
    expected = _ratio(indicator, numerator, denominator)
    if expected == settled.value:
        return ""
    sum_ = f"{numerator.normalize():,f} ÷ {denominator.normalize():,f}"
    return f"{sum_} is {shown(indicator, expected)}, not {shown(indicator, settled.value)}."


def _of_a_count(odd: Odd, settled: Settled, remarks: Remarks) -> Settled:
    remarks.add(
        "warning",
        "ratio_disagrees",
        where=odd.entry.where,
        ref=odd.indicator.ref,
        printed=_printed(odd.entry),
        message="A count has no numerator and no denominator.",
        effect="Only the figure is loaded",
    )
    return settled


def _disagreeing(odd: Odd, settled: Settled, problem: str, remarks: Remarks) -> Settled:
    before = odd.before
    is_on_record = before is not None and before[:3] == (settled.value, settled.missing, None)
    choices = [] if is_on_record else [leave_out()]
    if choices and settled.is_figure:
        label = f"Load {shown(odd.indicator, settled.value, settled.missing)} without the two"
        choices.insert(0, Choice(KEEP_VALUE, label))
    chosen = remarks.add(
        "warning" if is_on_record else "error",
        "ratio_disagrees",
        where=odd.entry.where,
        ref=odd.indicator.ref,
        printed=f"{odd.entry.cell.text} = {_printed(odd.entry)}",
        message=problem,
        effect="Not loaded. The figure alone is on record" if is_on_record else "Not loaded",
        choices=tuple(choices),
        month=odd.entry.month,
    )
    return settled if is_on_record or chosen == KEEP_VALUE else settled._replace(state=state_of(chosen))


def _printed(entry: Entry) -> str:
    return " ÷ ".join(cell.text if cell else "" for cell in (entry.numerator, entry.denominator))
