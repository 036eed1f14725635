"""What else a scorecard's file prints: derived figures, benchmarks, targets, words."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from indicators.calculations.formats import number
from indicators.calculations.months import financial_year_label
from indicators.calculations.terms import Unit
from indicators.imports.derived import mismatches
from indicators.imports.findings import Finding
from indicators.imports.layouts.submission import Submission, Where
from indicators.imports.printed import TBC, PrintedRow
from indicators.scorecards.known import Known, KnownIndicator

from .remarks import Remarks

# Columns of the findings on derived figures, by the field of their column.
_FIELDS = {
    "change_month_pct": "change_month",
    "change_month_arrow": "change_month",
    "change_year_pct": "change_year",
    "change_year_arrow": "change_year",
}
_BENCHMARKS_EFFECT = "Not loaded. Benchmarks change by a release, under Benchmarks"
_TARGETS_EFFECT = "Not loaded. Targets are kept under Targets"


class _Places:
    """Where a row of the printed scorecard and a field of it stand in the file."""

    def __init__(self, submission: Submission) -> None:
        self._rows = {(row.ref, row.where.line): row.where for row in submission.rows}
        self._letters = {(column.sheet, column.field): column.letter for column in submission.columns}

    def find(self, ref: str, line: int | None, field: str = "") -> Where:
        where = self._rows.get((ref, line or 0), Where("", line or 0))
        return where._replace(column=self._letters.get((where.sheet, field), ""))


def remark_on_reference(submission: Submission, known: Known, remarks: Remarks) -> None:
    """Say what of a full scorecard's other columns differs from what is known."""
    printed = submission.printed
    if printed is None:
        return
    places = _Places(submission)
    for finding in mismatches(printed):
        _derived(finding, printed.month, places, remarks)
    for row in printed.rows:
        indicator = known.indicators.get(row.ref)
        if indicator is not None:
            _benchmarks(row, indicator, known.benchmarks.get(indicator.pk, {}), places, remarks)
            _targets(row, indicator, known.targets.get(indicator.pk, {}), places, remarks)
    _words(submission, remarks)


def _derived(finding: Finding, month: date, places: _Places, remarks: Remarks) -> None:
    remarks.add(
        "warning",
        "derived_mismatch",
        where=places.find(finding.ref, finding.line, _FIELDS.get(finding.column, finding.column)),
        ref=finding.ref,
        printed=finding.printed,
        message=finding.message,
        effect="Printed changes are never loaded"
        if finding.column.startswith("change")
        else "Printed averages and maxima are never loaded",
        about=finding.column,
        month=month,
    )


def _benchmarks(
    row: PrintedRow,
    indicator: KnownIndicator,
    in_force: Mapping[str, Decimal],
    places: _Places,
    remarks: Remarks,
) -> None:
    for name, printed in row.benchmarks.items():
        known = in_force.get(name)
        if known is None or not isinstance(printed, Decimal) or printed == known:
            continue
        moved = abs(printed - known) * 2 > known
        remarks.add(
            "warning" if moved else "info",
            "benchmark_moved" if moved else "benchmark_differs",
            where=places.find(row.ref, row.line, f"comparator:{name}"),
            ref=row.ref,
            printed=_shown(indicator, printed),
            message=f"{name} is {_shown(indicator, known)} here"
            + (": it would move by more than half." if moved else "."),
            effect=_BENCHMARKS_EFFECT,
            about=name,
        )


def _targets(
    row: PrintedRow,
    indicator: KnownIndicator,
    targets: Mapping[int, Decimal | None],
    places: _Places,
    remarks: Remarks,
) -> None:
    for year, printed in row.targets.items():
        is_set, value = year in targets, targets.get(year)
        if printed is None or (is_set and printed == (TBC if value is None else value)):
            continue
        known = _target(indicator, value) if is_set else "not set"
        told = _shown(indicator, printed) if isinstance(printed, Decimal) else printed
        remarks.add(
            "info",
            "target_differs",
            where=places.find(row.ref, row.line, f"target:{year}"),
            ref=row.ref,
            printed=told,
            message=f"The target for {financial_year_label(year)} is {known} here.",
            effect=_TARGETS_EFFECT,
            about=str(year),
        )


def _target(indicator: KnownIndicator, value: Decimal | None) -> str:
    return TBC if value is None else _shown(indicator, value)


def _words(submission: Submission, remarks: Remarks) -> None:
    count = sum(bool(row.commentary) for row in submission.rows)
    if count:
        remarks.add(
            "info",
            "words_not_loaded",
            message=f"{count} rows have commentary." if count > 1 else "1 row has commentary.",
            effect="Kept as drafts if you ask for it below",
        )


def _shown(indicator: KnownIndicator, value: Decimal) -> str:
    places = max(indicator.decimals, *_places_of(value))
    return number(value, places) + ("%" if indicator.unit is Unit.PERCENTAGE else "")


def _places_of(value: Decimal) -> Iterator[int]:
    exponent = value.normalize().as_tuple().exponent
    yield -exponent if isinstance(exponent, int) and exponent < 0 else 0
