"""Comparators and the benchmark release of a printed scorecard. A release in force is never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from indicators.calculations import months
from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.printed import PrintedRelease, PrintedRow, PrintedScorecard
from indicators.models import Benchmark, BenchmarkRelease, Comparator, Indicator, Scorecard
from indicators.people.errors import Refused

from .changes import Writing, as_text, take_keys

# What a column is headed with, its words, and what kind of comparator that is.
KINDS = (
    ("stat", "Statistical neighbours", "statistical_neighbours"),
    ("england", "England", "national"),
    ("region", "", "region"),
)
REGIONS = {
    "NE": "North East",
    "NW": "North West",
    "YH": "Yorkshire and the Humber",
    "EM": "East Midlands",
    "WM": "West Midlands",
    "EE": "East of England",
    "SE": "South East",
    "SW": "South West",
}


@dataclass(slots=True)
class BenchmarkPlan:
    comparators: dict[str, Comparator] = field(default_factory=dict)
    new_comparators: list[Comparator] = field(default_factory=list)
    release: BenchmarkRelease | None = None
    benchmarks: list[Benchmark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new_comparators or self.release)


def compare(
    scorecard: Scorecard, printed: PrintedScorecard, by_ref: Mapping[str, Indicator]
) -> BenchmarkPlan:
    """New comparators and, under a label not yet known, a new release.

    Raises BrokenFile where two comparators are the same, and where the file has another number than the
    release of the same label.
    """
    plan = BenchmarkPlan()
    _compare_comparators(plan, scorecard, printed)
    if printed.release is None:
        return plan
    recorded = BenchmarkRelease.objects.filter(scorecard=scorecard, label=printed.release.label).first()
    if recorded is None:
        plan.release = _new_release(scorecard, printed.release, printed.month)
    values = {}
    if recorded is not None:
        rows = Benchmark.objects.filter(release=recorded)
        values = {(row.indicator_id, row.comparator_id): row.value for row in rows}
    for row in printed.rows:
        for name, value in row.benchmarks.items():
            if not isinstance(value, Decimal):
                continue
            indicator, comparator = by_ref[row.ref], plan.comparators[name]
            if plan.release is not None:
                plan.benchmarks.append(
                    Benchmark(release=plan.release, indicator=indicator, comparator=comparator, value=value)
                )
            elif (indicator.pk, comparator.pk) not in values:
                plan.findings.append(_not_taken(row, name, value, printed.release.label))
            elif values[indicator.pk, comparator.pk] != value:
                stands = as_text(values[indicator.pk, comparator.pk])
                raise BrokenFile(
                    f"expected {stands}, as the release “{printed.release.label}” has it, found "
                    f"{as_text(value)}; a correction is a new release with a label of its own",
                    line=row.line,
                    ref=row.ref,
                    column=name,
                    expected=stands,
                    sheet=row.sheet,
                )
    return plan


def write(plan: BenchmarkPlan, writing: Writing) -> None:
    Comparator.objects.bulk_create(plan.new_comparators)
    if plan.release is None:
        return
    history = writing.stamp.history(is_new=True)
    bulk_create_with_history([plan.release], BenchmarkRelease, **history)
    take_keys(plan.benchmarks, "release", "indicator", "comparator")
    bulk_create_with_history(plan.benchmarks, Benchmark, **history)


def _compare_comparators(plan: BenchmarkPlan, scorecard: Scorecard, printed: PrintedScorecard) -> None:
    recorded = list(Comparator.objects.filter(scorecard=scorecard))
    for printed_name in printed.comparators:
        names = {printed_name.casefold(), _described(printed_name)[0].casefold()}
        found = next(
            (each for each in recorded if {each.name.casefold(), each.short_name.casefold()} & names), None
        )
        if found is None:
            found = _new_comparator(scorecard, printed_name, recorded)
            recorded.append(found)
            plan.new_comparators.append(found)
        elif found in plan.comparators.values():
            raise _not_told_apart(printed_name, found)
        plan.comparators[printed_name] = found


def _new_comparator(scorecard: Scorecard, printed_name: str, recorded: list[Comparator]) -> Comparator:
    """Exports name their columns by the slugs, so each has one of its own."""
    name, kind = _described(printed_name)
    slug = slugify(name)[:60]
    if not slug:
        raise _refused(printed_name, "a name with letters from a to z")
    for other in recorded:
        if other.slug == slug:
            raise _not_told_apart(printed_name, other)
    return Comparator(
        scorecard=scorecard,
        name=name,
        short_name=_short(name, kind),
        slug=slug,
        kind=kind,
        order=len(recorded) + 1,
    )


def _not_told_apart(printed_name: str, other: Comparator) -> BrokenFile:
    return _refused(printed_name, f"a comparator told apart from “{other.name}” by letters and digits")


def _refused(printed_name: str, expected: str) -> BrokenFile:
    return BrokenFile(f"expected {expected}", column=printed_name, expected=expected)


def _short(name: str, kind: str) -> str:
    """For column heads."""
    return "Neighbours" if kind == "statistical_neighbours" else name.removesuffix(" region")[:30]


def _described(printed_name: str) -> tuple[str, str]:
    """The name in full, and the kind."""
    for word, name, kind in KINDS:
        if word in printed_name.casefold():
            first = printed_name.split()[0]
            return name or printed_name.replace(first, REGIONS.get(first, first), 1), kind
    return printed_name, "other"


def _new_release(scorecard: Scorecard, printed: PrintedRelease, month: date) -> BenchmarkRelease:
    """In force from its month; one that follows another only from the month loaded, and rewrites nothing."""
    in_force = BenchmarkRelease.objects.filter(scorecard=scorecard, status=BenchmarkRelease.IN_FORCE)
    latest = in_force.order_by("-in_force_from").first()
    if latest is not None and latest.in_force_from >= month:
        raise Refused(
            f"The file brings the release “{printed.label}”, but “{latest}” is in force from "
            f"{months.label(latest.in_force_from)} already. Two releases cannot start in one month."
        )
    starts = min(printed.published or month, month) if latest is None else month
    return BenchmarkRelease(
        scorecard=scorecard,
        label=printed.label,
        data_year=printed.data_year,
        published_on=printed.published,
        in_force_from=months.first_of(starts),
        status=BenchmarkRelease.IN_FORCE,
    )


def _not_taken(row: PrintedRow, comparator: str, value: Decimal, label: str) -> Finding:
    message = (
        f"{row.ref} has a benchmark that the release “{label}” lacks. It was not taken: "
        "a release in force is never edited, a correction is a new release."
    )
    return Finding(
        "warning",
        "benchmark_not_taken",
        message,
        row.ref,
        row.line,
        comparator,
        as_text(value),
        sheet=row.sheet,
    )
