"""Rows of the scorecard as the template prints them: every value is words or a class already.

Dicts, because Django's templates read them fastest, and these are read some thousands of times a page.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict
from urllib.parse import urlencode

from django.urls import reverse

from indicators.calculations import formats, months
from indicators.calculations.control_charts import Kind
from indicators.calculations.movements import Movement
from indicators.calculations.series import Cell
from indicators.calculations.significance import Significance
from indicators.calculations.terms import Judgement
from indicators.charts import trend
from indicators.charts.sparkline import Sparkline
from indicators.scorecards import Benchmark, Row, Scorecard
from indicators.templatetags.figures import arrow_sign, judgement_word, polarity_words

from .scorecard_marks import target_mark
from .scorecard_signals import (
    ShownVerdict,
    assurance_word,
    month_mark,
    shown_verdict,
    signal_words,
    trend_words,
)
from .scorecard_targets import target_detail, target_key, target_value
from .scorecard_words import Words

_SPOKEN = {"up": "up, ", "down": "down, ", "similar": "within 10%, "}


class ShownCell(TypedDict):
    """`words` say what a symbol stands for; `mark` is the shape of a signal."""

    text: str
    words: str
    mark: str
    is_restated: bool


class ShownChange(TypedDict):
    arrow: str
    spoken: str
    percent: str
    judgement: str
    word: str


class ShownBenchmark(TypedDict):
    name: str
    text: str
    data_year: str
    verdict: ShownVerdict | None


class ShownRow(TypedDict):
    ref: str
    url: str
    title: str
    polarity: str
    spark: Sparkline
    spark_label: str
    months: list[ShownCell]
    now: ShownCell
    change_month: ShownChange
    change_year: ShownChange
    kind: str
    signal: str
    average: str
    highest: str
    lowest: str
    pooled: str
    is_local: bool
    benchmarks: list[ShownBenchmark]
    data_year: str
    restated: str
    ledger: str
    targets: list[str]
    target: str
    target_mark: str
    target_detail: str
    assurance: str
    assurance_words: str
    owner: str
    reporter: str
    outcome: str
    words: Words


def shown_rows(
    scorecard: Scorecard,
    rows: Iterable[Row],
    words: Mapping[int, Words],
    restated: Mapping[int, Sequence[date]],
    *,
    in_full: bool,
) -> list[ShownRow]:
    """`rows` of the scorecard; by row, `words`: what everybody may read, and the months `restated` lately."""
    # One address is made and the others follow it: reversing is a tenth of a page's cost.
    pattern = reverse("indicator", args=(scorecard.slug, "ref")).removesuffix("ref/")
    address = f"{pattern}%s/?month={months.slug(scorecard.month)}"
    ledger = reverse("restatements", args=(scorecard.slug, scorecard.month))
    return [
        _shown(row, scorecard, address % row.ref_slug, words[row.pk], restated[row.pk], ledger, in_full)
        for row in rows
    ]


def _shown(
    row: Row,
    scorecard: Scorecard,
    url: str,
    words: Words,
    restated: Sequence[date],
    ledger: str,
    in_full: bool,
) -> ShownRow:
    shown = zip(row.cells, row.signal.kinds, strict=True) if in_full else ((row.now, row.signal.kind),)
    cells = [_cell(cell, kind, row) for cell, kind in shown]
    target = target_key(row)
    return {
        "ref": row.ref,
        "url": url,
        "title": row.title,
        "polarity": polarity_words(row.polarity),
        "spark": trend.small(row),
        "spark_label": trend_words(row),
        "months": cells,
        "now": cells[-1],
        "change_month": _change(row.change_month, row.judgement_month),
        "change_year": _change(row.change_year, row.judgement_year),
        "kind": row.signal.kind or "",
        "signal": signal_words(row.signal),
        "average": _figure(row.mean_12, row),
        "highest": _figure(row.max_12, row),
        "lowest": _figure(row.min_12, row),
        "pooled": _figure(row.pooled_12, row),
        "is_local": row.local,
        "benchmarks": [
            _benchmark(benchmark, verdict, row, scorecard, in_full)
            for benchmark, verdict in zip(row.benchmarks, row.verdicts, strict=True)
        ],
        "data_year": _data_year(row, scorecard),
        "restated": _restated(restated),
        "ledger": f"{ledger}?{urlencode({'q': row.ref})}" if restated else "",
        "targets": [target_value(target, row) for target in row.targets],
        "target": target,
        "target_mark": target_mark(target),
        "target_detail": target_detail(row, scorecard.month),
        "assurance": assurance_word(row),
        "assurance_words": row.signal.assurance,
        "owner": row.owner,
        "reporter": row.reporter,
        "outcome": row.outcome,
        "words": words,
    }


def _restated(restated: Sequence[date]) -> str:
    """Such as "May 2018 restated", or "3 months restated"."""
    if not restated:
        return ""
    which = months.label(restated[0]) if len(restated) == 1 else f"{len(restated)} months"
    return f"{which} restated"


def _figure(value: Decimal | None, row: Row) -> str:
    return "" if value is None else formats.figure(value, row.unit, row.decimals)


def _cell(cell: Cell, kind: Kind | None, row: Row) -> ShownCell:
    return {
        "text": formats.figure(cell.value, row.unit, row.decimals, cell.missing),
        "words": "" if cell.value is not None else formats.missing_words(cell.missing),
        "mark": month_mark(kind),
        "is_restated": cell.month in row.restated,
    }


def _change(movement: Movement, judgement: Judgement | None) -> ShownChange:
    return {
        "arrow": arrow_sign(movement.arrow),
        "spoken": _SPOKEN.get(movement.arrow or "", ""),
        "percent": formats.percent(movement),
        "judgement": judgement or "",
        "word": judgement_word(judgement),
    }


def _benchmark(
    benchmark: Benchmark, verdict: Significance, row: Row, scorecard: Scorecard, in_full: bool
) -> ShownBenchmark:
    release = scorecard.release
    own = benchmark.data_year if release is None or benchmark.data_year != release.data_year else ""
    comparator = benchmark.comparator
    return {
        "name": comparator.short_name or comparator.name,
        "text": benchmark.symbol or _figure(benchmark.value, row),
        "data_year": short_data_year(own),
        "verdict": shown_verdict(verdict, row, in_full=in_full),
    }


def _data_year(row: Row, scorecard: Scorecard) -> str:
    release = scorecard.release
    if row.local or release is None:
        return ""
    known = [each for each in row.benchmarks if each.value is not None or each.symbol]
    return ", ".join(dict.fromkeys(each.data_year or release.data_year for each in known))


def short_data_year(data_year: str) -> str:
    """Such as "15-16" of "2015-16"; what is not a financial year stays as it is."""
    return data_year[2:] if len(data_year) == 7 and data_year[4] == "-" else data_year
