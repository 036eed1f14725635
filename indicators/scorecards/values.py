"""Returns as cells, with numerators and denominators worked out from the parts where not given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import BooleanField, Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.lookups import GreaterThan

from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing
from indicators.models import MonthlyReturn, Part, Population, ReturnRevision

# Revisions that are neither of a load that was undone nor of its undoing.
STANDING = Q(batch=None) | Q(batch__undoes=None, batch__undone_by=None)


class Figures(NamedTuple):
    """One indicator's cells, and the months among them whose value was changed after its recording.

    A load that was undone, and the undoing, change nothing: withdrawn values are no values, and one that is
    recorded again after that is not restated.
    """

    cells: tuple[Cell, ...]
    restated: frozenset[date]


class Reported(NamedTuple):
    value: Decimal | None
    missing: str
    numerator: Decimal | None
    denominator: Decimal | None
    is_restated: bool


Values = dict[int, dict[date, Reported]]


def figures_of(scorecard_pk: int, months: Iterable[date], *, only: Iterable[int] = ()) -> dict[int, Figures]:
    """For each indicator with a return its figures of `months`, in their order. Three queries.

    `only` names indicators; their parts are read too.
    """
    wanted = tuple(months)
    parts = _parts(scorecard_pk)
    values = _values(scorecard_pk, wanted, _with_parts(only, parts))
    populations = (
        _populations(scorecard_pk) if any(part.population for each in parts.values() for part in each) else {}
    )
    return {
        pk: Figures(
            tuple(_cell(month, reported.get(month), pk, parts, values, populations) for month in wanted),
            frozenset(month for month, each in reported.items() if each.is_restated),
        )
        for pk, reported in values.items()
    }


class _Term(NamedTuple):
    role: str
    other: int | None
    population: str
    sign: int


def _parts(scorecard_pk: int) -> dict[int, list[_Term]]:
    found: dict[int, list[_Term]] = defaultdict(list)
    rows = Part.objects.filter(indicator__scorecard_id=scorecard_pk)
    for pk, role, other, population, sign in rows.values_list(
        "indicator_id", "role", "other_id", "population", "sign"
    ):
        found[pk].append(_Term(role, other, population, sign))
    return found


def _with_parts(only: Iterable[int], parts: Mapping[int, list[_Term]]) -> set[int]:
    named = set(only)
    return named | {part.other for pk in named for part in parts.get(pk, ()) if part.other is not None}


def _values(scorecard_pk: int, months: tuple[date, ...], only: set[int]) -> Values:
    rows = MonthlyReturn.objects.reported().filter(
        indicator__scorecard_id=scorecard_pk, month__gte=min(months), month__lte=max(months)
    )
    if only:
        rows = rows.filter(indicator_id__in=only)
    found: Values = defaultdict(dict)
    for pk, month, *reported in rows.order_by().values_list(
        "indicator_id", "month", "value", "missing", "numerator", "denominator", _is_restated()
    ):
        found[pk][month] = Reported._make(reported)
    return found


def _is_restated() -> Case:
    """Whether more than one of its revisions stands. Looked at only where there is more than one."""
    standing = ReturnRevision.objects.filter(STANDING, monthly_return=OuterRef("pk"))
    counted = standing.order_by().values("monthly_return").annotate(count=Count("pk")).values("count")
    return Case(
        When(version__gt=1, then=GreaterThan(Subquery(counted), 1)),
        default=Value(False),
        output_field=BooleanField(),
    )


def _populations(scorecard_pk: int) -> dict[str, list[tuple[date, Decimal]]]:
    found: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    rows = Population.objects.filter(scorecard_id=scorecard_pk).order_by("valid_from")
    for name, valid_from, value in rows.values_list("name", "valid_from", "value"):
        found[name].append((valid_from, Decimal(value)))
    return found


def _cell(
    month: date,
    reported: Reported | None,
    pk: int,
    parts: Mapping[int, list[_Term]],
    values: Values,
    populations: Mapping[str, list[tuple[date, Decimal]]],
) -> Cell:
    if reported is None:
        return Cell(month, None)
    numerator, denominator = reported.numerator, reported.denominator
    terms = parts.get(pk)
    # A return's own numerator and denominator win over those worked out from its parts.
    if terms and numerator is None:
        numerator = _sum(Part.NUMERATOR, terms, month, values, populations)
    if terms and denominator is None:
        denominator = _sum(Part.DENOMINATOR, terms, month, values, populations)
    missing = Missing(reported.missing) if reported.missing else None
    return Cell(month, reported.value, missing, numerator, denominator)


def _sum(
    role: str,
    terms: list[_Term],
    month: date,
    values: Values,
    populations: Mapping[str, list[tuple[date, Decimal]]],
) -> Decimal | None:
    total = Decimal(0)
    counted = False
    for term in terms:
        if term.role != role:
            continue
        value = _term_value(term, month, values, populations)
        if value is None:
            return None
        total += term.sign * value
        counted = True
    return total if counted else None


def _term_value(
    term: _Term, month: date, values: Values, populations: Mapping[str, list[tuple[date, Decimal]]]
) -> Decimal | None:
    if term.other is not None:
        reported = values.get(term.other, {}).get(month)
        return reported.value if reported else None
    in_force = [value for valid_from, value in populations.get(term.population, ()) if valid_from <= month]
    return in_force[-1] if in_force else None
