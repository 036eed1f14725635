"""What a file of returns costs beside reading it and writing it down plainly."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from time import process_time

import openpyxl
import xlsxwriter
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators import models
from indicators.actions import imports
from indicators.calculations import months
from indicators.calculations.refs import ref_slug
from indicators.people.models import User
from tests import factories
from tests.bench.measure import Cost
from tests.factories import JUNE, NOW

INDICATORS, SPAN = 500, 60


@dataclass(frozen=True, slots=True)
class Incoming:
    """A scorecard without figures, and a workbook with all of them: a row an indicator, a column a month."""

    name: str
    scorecard: models.Scorecard
    by: User
    data: bytes


def incoming(indicators: int = INDICATORS, span: int = SPAN) -> Incoming:
    scorecard = factories.scorecard(f"Incoming {indicators}")
    by = factories.user(f"Incoming {indicators} administrator")
    models.Membership.objects.create(user=by, scorecard=scorecard, role=models.Membership.ADMINISTRATOR)
    models.ReportingMonth.objects.create(scorecard=scorecard, month=JUNE, status="open")
    section = scorecard.sections.get()
    refs = [f"R{number}" for number in range(indicators)]
    models.Indicator.objects.bulk_create(
        models.Indicator(
            scorecard=scorecard,
            section=section,
            order=number,
            ref=ref,
            ref_slug=ref_slug(ref),
            title=f"Number of children counted by measure {number}",
            unit="count",
        )
        for number, ref in enumerate(refs)
    )
    name = f"{indicators} indicators with {span} months in a workbook"
    return Incoming(name, scorecard, by, _workbook(refs, months.months_to(JUNE, span)))


def _workbook(refs: list[str], span: tuple[date, ...]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("Returns")
        sheet.write_row(0, 0, ["Ref", "Title", *(f"{month:%b-%y}" for month in span)])
        for number, ref in enumerate(refs):
            values = [100 + (number * 7 + place * 11) % 90 for place in range(len(span))]
            sheet.write_row(number + 1, 0, [ref, f"Number of children counted by measure {number}", *values])
    return held.getvalue()


def import_costs(incoming: Incoming, rounds: int) -> dict[str, Cost]:
    """`plainly` and `portal`, in turn; each round is taken back and begins with nothing kept."""
    runs: dict[str, Callable[[Incoming], int]] = {"plainly": _plainly, "portal": _portal}
    taken: dict[str, list[float]] = {name: [] for name in runs}
    queries: dict[str, int] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            with transaction.atomic():
                start = process_time()
                written = run(incoming)
                taken[name].append((process_time() - start) * 1000)
                assert written == _count(incoming) > 0, name
                transaction.set_rollback(True)
    for name, run in runs.items():
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            run(incoming)
            transaction.set_rollback(True)
        queries[name] = len(captured)
    return {name: Cost(median(times), queries[name]) for name, times in taken.items()}


def _count(incoming: Incoming) -> int:
    return models.MonthlyReturn.objects.filter(indicator__scorecard=incoming.scorecard).count()


def _portal(incoming: Incoming) -> int:
    """Kept, planned and confirmed, as the page does it; what is to be decided, as it proposes."""
    scorecard, by = incoming.scorecard, incoming.by
    pending = imports.keep(scorecard=scorecard, file_name="large.xlsx", data=incoming.data, by=by, at=NOW)
    seen = imports.read(pending)[1]
    if seen.to_decide:
        decisions = {finding.key: finding.choices[0].value for finding in seen.to_decide}
        pending = imports.decide(
            pending=pending,
            decisions=decisions,
            columns={},
            reason="",
            seen_version=pending.version,
            by=by,
            at=NOW,
        )
        seen = imports.read(pending)[1]
    batch = imports.load(pending=pending, seen_digest=seen.digest, by=by, at=NOW)
    return int(batch.summary["returns_added"])


def _plainly(incoming: Incoming) -> int:
    """No question asked: what is in the cells goes into the rows, and a line of history beside each."""
    pks = dict(models.Indicator.objects.filter(scorecard=incoming.scorecard).values_list("ref", "pk"))
    book = openpyxl.load_workbook(io.BytesIO(incoming.data), read_only=True, data_only=True)
    header, *lines = book.worksheets[0].iter_rows(values_only=True)
    span = months.months_to(JUNE, len(header) - 2)
    rows = models.MonthlyReturn.objects.bulk_create(
        models.MonthlyReturn(indicator_id=pks[str(ref)], month=month, value=Decimal(str(value)))
        for ref, _, *values in lines
        for month, value in zip(span, values, strict=True)
    )
    batch = models.ImportBatch.objects.create(
        scorecard=incoming.scorecard, file_name="large.xlsx", sha256="0" * 64, by=incoming.by, at=NOW
    )
    models.ReturnRevision.objects.bulk_create(
        models.ReturnRevision(
            monthly_return=row, number=1, value=row.value, batch=batch, by=incoming.by, at=NOW
        )
        for row in rows
    )
    return len(rows)
