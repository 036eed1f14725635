"""An indicator beside its comparators."""

from dataclasses import dataclass

from indicators.calculations import formats
from indicators.calculations.terms import Unit
from indicators.models.benchmark import SYMBOLS
from indicators.scorecards import Benchmark, Release, Row

SYMBOL_WORDS = dict(SYMBOLS)


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    year: str
    value: str
    words: str
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
            words=_words(row, each),
            derivation=each.derivation,
        )
        for each in row.benchmarks
    )


def _words(row: Row, benchmark: Benchmark) -> str:
    if row.unit is Unit.COUNT or benchmark.value is None or row.now.value is None:
        return "Not compared"
    words = formats.difference(row.now.value, benchmark.value, row.unit, row.decimals)
    if words == formats.SAME:
        return "The same"
    way, amount = words.split(" ", 1)
    return f"{amount} {'higher' if way == 'up' else 'lower'}"
