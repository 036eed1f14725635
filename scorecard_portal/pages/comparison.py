"""An indicator beside its comparators."""

from dataclasses import dataclass

from indicators.calculations import formats, significance
from indicators.calculations.intervals import Verdict
from indicators.calculations.significance import Significance
from indicators.calculations.terms import Unit
from indicators.models.benchmark import SYMBOLS
from indicators.scorecards import Benchmark, Release, Row

SYMBOL_WORDS = dict(SYMBOLS)
_LOOKS = {Verdict.BETTER: "improving", Verdict.WORSE: "worsening"}


@dataclass(frozen=True, slots=True)
class Compared:
    """`word` is the verdict, `because` the interval behind it or why there is none."""

    name: str
    year: str
    value: str
    word: str
    look: str
    difference: str
    because: str
    derivation: str = ""


def comparison(row: Row, release: Release | None) -> tuple[Compared, ...]:
    """One line for each comparator; none for a local measure and where nothing is known of any."""
    if row.local or not any(each.value is not None or each.symbol for each in row.benchmarks):
        return ()
    year = release.data_year if release else ""
    return tuple(
        Compared(
            name=each.comparator.name,
            year=each.data_year or year,
            value=formats.figure(each.value, row.unit, row.decimals)
            or SYMBOL_WORDS.get(each.symbol, "not known"),
            word=verdict.word,
            look=_LOOKS.get(verdict.verdict, "") if verdict.verdict else "",
            difference=_difference(row, each),
            because=_because(row, each, verdict),
            derivation=each.derivation,
        )
        for each, verdict in zip(row.benchmarks, row.verdicts, strict=True)
    )


def _difference(row: Row, benchmark: Benchmark) -> str:
    if row.unit is Unit.COUNT or benchmark.value is None or row.now.value is None:
        return ""
    words = formats.difference(row.now.value, benchmark.value, row.unit, row.decimals)
    if words == formats.SAME:
        return "The same"
    way, amount = words.split(" ", 1)
    return f"{amount} {'higher' if way == 'up' else 'lower'}"


def _because(row: Row, benchmark: Benchmark, verdict: Significance) -> str:
    """Said once under the table for a count; nothing to say where either side has no figure."""
    if row.unit is Unit.COUNT or benchmark.value is None or row.now.value is None:
        return ""
    said = significance.in_words(verdict, unit=row.unit, decimals=row.decimals)
    _, rest = said.split(": ", 1)
    return f"{rest[:1].upper()}{rest[1:]}"
