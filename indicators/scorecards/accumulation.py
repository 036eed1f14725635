"""Whether the months of a count may be added up: events may, what there is at a month's end may not."""

import re

from indicators.calculations.terms import Basis, Unit
from indicators.models import Indicator, Part, Relation, RelationTerm

from .rows import Row

# Nothing records it for every indicator: a title that says so is the last thing asked.
_AT_AN_END = re.compile(
    r"\bend of (the )?(month|period|quarter|year)\b|\bcurrent(ly)?\b|\bopen\b|\blast day\b", re.IGNORECASE
)


def adds_up(indicator: Indicator, row: Row) -> bool:
    """A target's basis decides, then the checks on stocks and flows, then the title.

    So does the title of what a count is a share of: part of a stock is a stock. Three queries for a count.
    """
    if row.unit is not Unit.COUNT:
        return False
    bases = {target.basis for target in (row.target_now, *row.targets) if target.value is not None}
    if bases & {Basis.ANNUAL_TOTAL, Basis.YEAR_END}:
        return Basis.ANNUAL_TOTAL in bases
    stocks = set(
        Relation.objects.filter(
            scorecard_id=indicator.scorecard_id, kind=Relation.STOCK_FLOW, subject__isnull=False
        ).values_list("subject_id", flat=True)
    )
    wholes = (
        Part.objects.filter(
            role=Part.DENOMINATOR,
            other__isnull=False,
            indicator__parts__role=Part.NUMERATOR,
            indicator__parts__other=indicator,
        )
        .values_list("other_id", "other__title")
        .distinct()
    )
    is_flow = RelationTerm.objects.filter(indicator=indicator, relation__kind=Relation.STOCK_FLOW).exists()
    is_part_of_stock = any(pk in stocks or _AT_AN_END.search(title) for pk, title in wholes)
    if is_flow or indicator.pk in stocks:
        return is_flow
    return not (is_part_of_stock or _AT_AN_END.search(f"{row.title} {row.short_title}"))
