"""One month of a scorecard as CSV, a row an indicator."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone

from commentary import summaries
from commentary.summaries import Summary
from commentary.workflow import Status
from indicators import models, scorecards
from indicators.calculations import months
from indicators.calculations.rounding import round_half_up
from indicators.people.errors import Refused
from indicators.scorecards import Benchmark, Row, Scorecard, Target

from .cells import cell_text


def as_csv(
    *, scorecard: models.Scorecard, month: date, include_drafts: bool = False, for_readers: bool = False
) -> str:
    """Header and rows; words are those approved, or all of them with `include_drafts`.

    `for_readers`: how far unapproved words are is not said either, as on the page. The queries of one
    scorecard and of its commentaries, however many rows. Raises Refused for a month of which nothing is
    known.
    """
    _check_is_known(scorecard, month)
    shown = scorecards.build(scorecard, month)
    words = summaries.for_month(shown.pk, month, shown.rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _header(shown))
    writer.writeheader()
    for row in shown.rows:
        summary = words.get(row.shares_with_pk or row.pk) or Summary(row.pk, month)
        writer.writerow(
            dict(_described(row))
            | dict(_figures(row))
            | dict(_compared(shown, row))
            | dict(_words(summary, include_drafts=include_drafts, for_readers=for_readers))
        )
    return text.getvalue()


def _header(shown: Scorecard) -> list[str]:
    slugs = [months.slug(month) for month in shown.months]
    return [
        *("ref", "title", "section", "owner", "reporter", "outcome", "unit", "polarity"),
        *slugs,
        *("change_month_pct", "change_month_arrow", "change_year_pct", "change_year_arrow"),
        *("judgement_month", "judgement_year", "mean_12", "max_12", "min_12", "pooled_12"),
        *(f"benchmark_{comparator.slug}" for comparator in shown.comparators),
        "benchmark_release",
        *(f"target_{months.financial_year_label(year)}" for year in shown.years),
        *("target_status", "signal", "commentary_status", "commentary", "approved_by", "approved_at"),
        *(f"missing_{slug}" for slug in slugs),
    ]


def _described(row: Row) -> Iterator[tuple[str, str]]:
    yield "ref", cell_text(row.ref)
    yield "title", cell_text(row.title)
    yield "section", cell_text(row.section)
    yield "owner", cell_text(row.owner)
    yield "reporter", cell_text(row.reporter)
    yield "outcome", cell_text(row.outcome)
    yield "unit", row.unit
    yield "polarity", row.polarity


def _figures(row: Row) -> Iterator[tuple[str, str]]:
    for cell in row.cells:
        yield months.slug(cell.month), _figure(cell.value, row.decimals)
        yield f"missing_{months.slug(cell.month)}", cell.missing or ""
    for span, movement, judgement in (
        ("month", row.change_month, row.judgement_month),
        ("year", row.change_year, row.judgement_year),
    ):
        yield f"change_{span}_pct", "" if movement.percent is None else str(movement.percent)
        yield f"change_{span}_arrow", movement.arrow or ""
        yield f"judgement_{span}", judgement or ""
    yield "mean_12", _figure(row.mean_12, row.decimals)
    yield "max_12", _figure(row.max_12, row.decimals)
    yield "min_12", _figure(row.min_12, row.decimals)
    yield "pooled_12", _figure(row.pooled_12, row.decimals)


def _compared(shown: Scorecard, row: Row) -> Iterator[tuple[str, str]]:
    for benchmark in row.benchmarks:
        yield f"benchmark_{benchmark.comparator.slug}", _benchmark(benchmark)
    yield "benchmark_release", cell_text(shown.release.label) if shown.release else ""
    for target in row.targets:
        yield f"target_{months.financial_year_label(target.financial_year)}", _target(target)
    reading = row.target_reading
    yield "target_status", reading.status or "" if reading else ""
    yield "signal", row.signal.reading.kind or ""


def _words(summary: Summary, *, include_drafts: bool, for_readers: bool) -> Iterator[tuple[str, str]]:
    is_approved = summary.status is Status.APPROVED
    yield "commentary_status", "not_yet_approved" if for_readers and not is_approved else summary.status
    yield "commentary", cell_text(summary.text) if is_approved or include_drafts else ""
    if is_approved and summary.approved:
        yield "approved_by", cell_text(summary.approved.by)
        yield "approved_at", timezone.localtime(summary.approved.at).isoformat(timespec="seconds")


def _figure(value: Decimal | None, decimals: int) -> str:
    return "" if value is None else f"{round_half_up(value, decimals):f}"


def _plain(value: Decimal | None) -> str:
    """Without the zeros that the database adds."""
    return "" if value is None else f"{value.normalize():f}"


def _benchmark(benchmark: Benchmark) -> str:
    return "Local" if benchmark.local else _plain(benchmark.value)


def _target(target: Target) -> str:
    return "TBC" if target.is_tbc else _plain(target.value)


def _check_is_known(scorecard: models.Scorecard, month: date) -> None:
    of_month = {"month": month}
    if not (
        models.ReportingMonth.objects.filter(scorecard=scorecard, **of_month).exists()
        or models.MonthlyReturn.objects.reported().filter(indicator__scorecard=scorecard, **of_month).exists()
    ):
        raise Refused(f"“{scorecard}” knows nothing of {months.label(month)}.")
