"""Small worlds for plans: what is known, what a file submits, and both made of a printed scorecard."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.calculations.months import months_to
from indicators.calculations.terms import Missing, Polarity, Unit
from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.submission import Entry, Layout, Submission, SubmittedRow, Where
from indicators.imports.plans import make_plan
from indicators.imports.plans.plan import Plan, PlanFinding
from indicators.imports.printed import PrintedScorecard
from indicators.imports.sources.book import SourceCell
from indicators.imports.sources.reading import read_book
from indicators.scorecards.known import Known, KnownIndicator, Recorded

JUNE = date(2018, 6, 1)
OPEN = {JUNE: "open"}
LETTERS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"
PLACES = {Unit.COUNT: 0, Unit.PERCENTAGE: 1, Unit.RATE_PER_10000: 0}


def indicator(pk: int, ref: str, unit: Unit = Unit.COUNT, **fields: Any) -> KnownIndicator:
    values: dict[str, Any] = {
        "title": f"Measure {ref}",
        "decimals": PLACES[unit],
        "polarity": Polarity.NONE,
        "multiplier": None,
        "active_from": None,
        "active_until": None,
        "owner": "",
        "reporter": "",
    }
    return KnownIndicator(pk=pk, ref=ref, unit=unit, **(values | fields))


def recorded(text: str | None, version: int = 1, of: tuple[str, str] | None = None) -> Recorded:
    """A return of a number, or of a reason; None is a withdrawn one."""
    above, below = (Decimal(part) for part in of) if of else (None, None)
    if text in ("not_supplied", "no_denominator"):
        return Recorded(None, Missing(text), above, below, version)
    return Recorded(None if text is None else Decimal(text), None, above, below, version)


def known(
    *indicators: KnownIndicator,
    returns: Mapping[str, Sequence[str | Recorded | None]] | None = None,
    last: date = JUNE,
    statuses: Mapping[date, str] = OPEN,
    **fields: Any,
) -> Known:
    """`returns` are by ref, of consecutive months up to `last`; "" is a month without a return."""
    by_ref = {one.ref: one for one in indicators}
    rows = {}
    for ref, texts in (returns or {}).items():
        months = zip(months_to(last, len(texts)), texts, strict=True)
        rows[by_ref[ref].pk] = {
            month: text if isinstance(text, Recorded) else recorded(text)
            for month, text in months
            if text != ""
        }
    values: dict[str, Any] = {"relations": (), "benchmarks": {}}
    return Known(indicators=by_ref, recorded=rows, statuses=statuses, **(values | fields))


def cell(text: str | SourceCell) -> SourceCell:
    return text if isinstance(text, SourceCell) else SourceCell(text)


def row(line: int, ref: str, *texts: str | SourceCell, last: date = JUNE, **fields: Any) -> SubmittedRow:
    """A row of consecutive months up to `last`, from column B on."""
    entries = tuple(
        Entry(month, Where("Page 1", line, letter), cell(text))
        for month, letter, text in zip(months_to(last, len(texts)), LETTERS, texts, strict=False)
    )
    return SubmittedRow(Where("Page 1", line), ref, entries, **fields)


def submitted(*rows: SubmittedRow, layout: Layout = Layout.WIDE, **fields: Any) -> Submission:
    months = {entry.month for each in rows for entry in each.entries}
    return Submission(layout=layout, months=tuple(sorted(months)), columns=(), rows=rows, **fields)


def plan_of(submission: Submission, known: Known, decisions: Mapping[str, str] | None = None) -> Plan:
    return make_plan(submission, known, decisions=decisions or {})


def only(plan: Plan, kind: str) -> PlanFinding:
    """The one finding of a kind."""
    [found] = [finding for finding in plan.findings if finding.kind == kind]
    return found


def kinds(plan: Plan) -> list[str]:
    return [finding.kind for finding in plan.findings]


def values(figures: Iterable[Any]) -> dict[tuple[str, str], str]:
    """What figures come to, by ref and month: "7", "22.6", or the reason."""
    return {
        (figure.indicator.ref, f"{figure.month:%Y-%m}"): figure.missing or f"{figure.value.normalize():f}"
        for figure in figures
    }


def first_choices(plan: Plan) -> dict[str, str]:
    return {finding.key: finding.choices[0].value for finding in plan.findings if finding.choices}


def settled(submission: Submission, known: Known) -> Plan:
    """The plan when everything is confirmed as it is offered first."""
    decisions: dict[str, str] = {}
    plan = plan_of(submission, known)
    for _ in range(6):
        decisions |= first_choices(plan)
        plan = plan_of(submission, known, decisions)
    assert not plan.to_decide
    return plan


def read(data: bytes, name: str = "file.txt") -> Submission:
    return read_submission(read_book(file_name=name, data=data), meanings={})


def known_of(printed: PrintedScorecard | None, *, but: Iterable[date] = (), **fields: Any) -> Known:
    """What would be known had a printed scorecard been loaded, but for some months."""
    assert printed is not None
    left = set(but)
    indicators = {
        each.ref: KnownIndicator(
            pk=number,
            ref=each.ref,
            title=each.title,
            unit=each.unit,
            decimals=each.decimals,
            polarity=each.polarity,
            multiplier=None,
            active_from=None,
            active_until=None,
            owner=each.owner_name,
            reporter=each.reporter_name,
        )
        for number, each in enumerate(printed.rows, start=1)
    }
    values: dict[str, Any] = {"statuses": {printed.month: "open"}, "relations": ()}
    return Known(
        indicators=indicators,
        recorded={
            indicators[each.ref].pk: {
                cell.month: Recorded(cell.value, cell.missing, None, None, 1)
                for cell in each.cells
                if cell.month not in left
            }
            for each in printed.rows
        },
        benchmarks={
            indicators[each.ref].pk: {
                name: value for name, value in each.benchmarks.items() if isinstance(value, Decimal)
            }
            for each in printed.rows
        },
        targets={
            indicators[each.ref].pk: {
                year: value if isinstance(value, Decimal) else None
                for year, value in each.targets.items()
                if value is not None
            }
            for each in printed.rows
        },
        **(values | fields),
    )
