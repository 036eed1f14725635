"""A benchmark release beside the one it follows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators import models
from indicators.calculations import formats
from indicators.calculations.fingerprint import fingerprint
from indicators.calculations.movements import movement
from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Unit

from .reference import Benchmarks, benchmarks_of, comparators_of
from .release_findings import Sides, Term, findings_of
from .rows import Benchmark, Comparator, Release

SYMBOL_WORDS = dict(models.benchmark.SYMBOLS)


@dataclass(frozen=True, slots=True)
class ReleaseCell:
    """One comparator's value: `before` in the release it follows, `now` in this one."""

    indicator_pk: int
    comparator: Comparator
    before: Benchmark
    now: Benchmark
    before_text: str
    now_text: str
    change: str
    findings: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.indicator_pk}-{self.comparator.pk}"

    @property
    def is_changed(self) -> bool:
        return (self.before.value, self.before.symbol) != (self.now.value, self.now.symbol)

    @property
    def is_missing(self) -> bool:
        return self.now.value is None

    @property
    def symbol_words(self) -> str:
        return SYMBOL_WORDS.get(self.now.symbol, "")


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One indicator that comparators exist for."""

    pk: int
    ref: str
    ref_slug: str
    title: str
    section_pk: int
    section: str
    unit: Unit
    decimals: int
    cells: tuple[ReleaseCell, ...]


@dataclass(frozen=True, slots=True)
class ReleaseGrid:
    """`base` is the release that this one follows. `local` are refs and titles without a comparator."""

    release: models.BenchmarkRelease
    base: models.BenchmarkRelease | None
    comparators: tuple[Comparator, ...]
    rows: tuple[ReleaseRow, ...]
    local: tuple[tuple[str, str], ...]

    @property
    def cells(self) -> tuple[ReleaseCell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)

    @property
    def found(self) -> tuple[tuple[ReleaseRow, ReleaseCell], ...]:
        """The values with something to settle."""
        return tuple((row, cell) for row in self.rows for cell in row.cells if cell.findings)

    def seen(self) -> str:
        """A hash of label, month, status and all values: what somebody checks or puts in force."""
        release = self.release
        values = {
            cell.key: [cell.now.value, cell.now.symbol, cell.now.data_year, cell.now.derivation]
            for cell in self.cells
        }
        stated = [release.label, release.source, release.data_year, release.published_on, release.status]
        return fingerprint({"release": [*stated, release.in_force_from], "values": values})


def base_of(release: models.BenchmarkRelease) -> models.BenchmarkRelease | None:
    """The release in force that this one follows. One query."""
    others = models.BenchmarkRelease.objects.filter(scorecard_id=release.scorecard_id)
    return others.in_force_for(release.in_force_from).exclude(pk=release.pk).first()


def release_grid(release: models.BenchmarkRelease) -> ReleaseGrid:
    """Every indicator that is not retired when the release comes into force. Six queries at most."""
    base = base_of(release)
    comparators = comparators_of(release.scorecard_id)
    now, before = _benchmarks(release, comparators), _benchmarks(base, comparators)
    indicators = list(
        models.Indicator.objects.filter(scorecard_id=release.scorecard_id)
        .exclude(active_until__lt=release.in_force_from)
        .in_printed_order()
        .select_related("section")
    )
    compared = {each.pk: each for each in indicators if not each.local}
    found = findings_of(compared, comparators, now, before, _sides(release.scorecard_id))
    return ReleaseGrid(
        release=release,
        base=base,
        comparators=comparators,
        rows=tuple(_row(each, comparators, now, before, found) for each in compared.values()),
        local=tuple((each.ref, each.shown_title) for each in indicators if each.local),
    )


def benchmark_text(benchmark: Benchmark, unit: Unit, decimals: int) -> str:
    """Such as "76.7%", "z"; empty where nothing is given. Never fewer places than are stored."""
    if benchmark.value is None:
        return benchmark.symbol
    stored = -int(benchmark.value.normalize().as_tuple().exponent)
    return formats.figure(benchmark.value, unit, max(decimals, stored))


def _benchmarks(release: models.BenchmarkRelease | None, comparators: tuple[Comparator, ...]) -> Benchmarks:
    if release is None:
        return {}
    stated = (release.pk, release.label, release.source, release.data_year, release.published_on)
    return benchmarks_of(Release(*stated, release.in_force_from), comparators)


def _row(
    indicator: models.Indicator,
    comparators: tuple[Comparator, ...],
    now: Benchmarks,
    before: Benchmarks,
    found: Mapping[tuple[int, int], list[str]],
) -> ReleaseRow:
    unit, decimals = Unit(indicator.unit), indicator.decimals

    def cells() -> Iterator[ReleaseCell]:
        for comparator in comparators:
            old = before.get(indicator.pk, {}).get(comparator.pk) or Benchmark(comparator)
            new = now.get(indicator.pk, {}).get(comparator.pk) or Benchmark(comparator)
            yield ReleaseCell(
                indicator_pk=indicator.pk,
                comparator=comparator,
                before=old,
                now=new,
                before_text=benchmark_text(old, unit, decimals),
                now_text=benchmark_text(new, unit, decimals),
                change=_change(new.value, old.value, unit, decimals),
                findings=tuple(found.get((indicator.pk, comparator.pk), ())),
            )

    return ReleaseRow(
        pk=indicator.pk,
        ref=indicator.ref,
        ref_slug=indicator.ref_slug,
        title=indicator.shown_title,
        section_pk=indicator.section_id,
        section=indicator.section.name,
        unit=unit,
        decimals=decimals,
        cells=tuple(cells()),
    )


def _change(now: Decimal | None, before: Decimal | None, unit: Unit, decimals: int) -> str:
    """Such as "+46%", for percentages "+0.5 points"; empty where either is missing."""
    if now is None or before is None:
        return ""
    if now == before:
        return "None"
    if unit != Unit.PERCENTAGE:
        return formats.percent(movement(now, before))
    by = round_half_up(now - before, decimals)
    return f"{'+' if by > 0 else ''}{formats.number(by, decimals)} points"


def _sides(scorecard_pk: int) -> Sides:
    """What numerators and denominators are made of, by indicator and role."""
    sides: Sides = defaultdict(lambda: defaultdict(list))
    parts = models.Part.objects.filter(indicator__scorecard_id=scorecard_pk).order_by("pk")
    for pk, role, other, sign in parts.values_list("indicator_id", "role", "other_id", "sign"):
        sides[pk][role].append(Term(other, sign))
    return sides
