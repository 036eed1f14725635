"""Beside the headlines: movement that is no news, what was looked at and left out, and how old it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from indicators.calculations import dates, formats, months
from indicators.calculations.headlines import KIND_TITLES, LEFT_OUT_WORDS, HeadlineKind
from indicators.models import ReportingMonth

from .headlines_month import HeadlinesMonth
from .scorecard_words import APPROVED, NOT_ASKED, NOT_NEEDED

RULES = {
    HeadlineKind.CONCERN: "the latest figure is a signal on its control chart, on the bad side",
    HeadlineKind.OFF_TARGET: "the figure misses what its target asks for by now, by more than the tolerance",
    HeadlineKind.NEWLY_WORSE: "the whole 95% confidence interval is on the bad side of the statistical "
    "neighbours’ figure, and last month’s was not, by the benchmarks in force then",
    HeadlineKind.IMPROVEMENT: "a signal on the good side",
    HeadlineKind.CHANGED: "a signal where neither way is better",
    HeadlineKind.EXTREME: "the highest or lowest figure of 13 months, without approved commentary",
    HeadlineKind.RESTATED: "an earlier figure was changed while this month was the latest open one",
    HeadlineKind.SILENT: "there is no figure, or no approved commentary for three months in a row",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A row as it is listed, with a word on it where there is one."""

    ref: str
    url: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LeftOutRows:
    words: str
    rows: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """`missed`: signals that the monthly arrow does not show. `told` and `left_out` count all rows."""

    before: date
    moved: int
    noise: tuple[Named, ...]
    signals: int
    missed: int
    looked_at: int
    told: int
    left_out: int
    reasons: tuple[LeftOutRows, ...]
    totals: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    ages: tuple[tuple[str, str], ...]


def side(found: HeadlinesMonth, cycle: ReportingMonth | None, today: date) -> Side:
    counts, chosen = found.chosen.counts, found.chosen
    named = {row.ref: each for row, each in zip(found.built.rows, _named(found), strict=True)}
    left_out = sum(len(each.refs) for each in chosen.left_out)
    return Side(
        before=found.built.months[-2],
        moved=counts.moved,
        noise=tuple(named[each.ref] for each in found.facts if each.has_moved and not each.signals),
        signals=counts.signals,
        missed=counts.signals - (counts.moved - counts.moved_without_signal),
        looked_at=counts.looked_at,
        told=counts.looked_at - left_out,
        left_out=left_out,
        reasons=tuple(
            LeftOutRows(LEFT_OUT_WORDS[each.reason], tuple(named[ref] for ref in each.refs))
            for each in chosen.left_out
        ),
        totals=tuple(_totals(found)),
        rules=tuple((KIND_TITLES[kind], words) for kind, words in RULES.items()),
        ages=tuple(_ages(found, cycle, today)),
    )


def _named(found: HeadlinesMonth) -> Iterator[Named]:
    built = found.built
    pattern = reverse("indicator", args=(built.slug, "ref")).removesuffix("ref/")
    for row in built.rows:
        url = f"{pattern}{row.ref_slug}/?month={months.slug(built.month)}"
        yield Named(row.ref, url, row.shown_title, formats.percent(row.change_month))


def _totals(found: HeadlinesMonth) -> Iterator[tuple[str, str]]:
    counts, rows = found.chosen.counts, found.built.rows
    new = f", {counts.new_signals} new" if counts.new_signals else ""
    yield "Signals", f"{counts.signals}{new}"
    yield "Off target", f"{counts.off_target} of {counts.with_target}"
    yield "Newly worse than neighbours", str(counts.newly_worse)
    yield "At a 13-month high or low, not explained", str(counts.extremes)
    yield "With earlier figures restated", str(counts.restated)
    yield "Without a figure, or without words for three months", str(counts.silent)
    few = sum(row.now.value is not None and row.signal.reading.kind is None for row in rows)
    if few:
        yield "Too few months to tell a signal", str(few)
    leading = [found.words[row.pk].state for row in rows if row.shares_with_pk is None]
    asked = [each for each in leading if each not in (NOT_ASKED, NOT_NEEDED)]
    if asked:
        yield "Commentaries approved", f"{asked.count(APPROVED)} of {len(asked)}"


def _ages(found: HeadlinesMonth, cycle: ReportingMonth | None, today: date) -> Iterator[tuple[str, str]]:
    end = date.fromordinal(months.shift(found.built.month, 1).toordinal() - 1)
    yield "Month ended", _since(end, today)
    if found.changed_at:
        yield "Figures last changed", _since(_local(found.changed_at), today)
    if found.approved_at:
        yield "Words last approved", _since(_local(found.approved_at), today)
    if cycle is not None and cycle.sign_off_due is not None and cycle.is_open:
        yield "Sign-off due", _since(cycle.sign_off_due, today)


def _since(when: date, today: date) -> str:
    """Such as "30 June 2018, 12 days ago"."""
    days = (today - when).days
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}
    words = near.get(days) or (f"{days} days ago" if days > 0 else f"in {-days} days")
    return f"{dates.day(when)}, {words}"


def _local(when: datetime) -> date:
    return timezone.localdate(when)
