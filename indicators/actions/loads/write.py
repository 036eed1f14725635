"""One load of a scorecard's numbers: compared, then checked, then written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators.actions.locks import held_open
from indicators.actions.reasons import checked_reason
from indicators.actions.revisions import raise_revision
from indicators.calculations import months
from indicators.imports.definitions import Definition
from indicators.imports.findings import Finding
from indicators.imports.printed import PrintedScorecard
from indicators.models import ImportBatch, Indicator, ReportingMonth, Scorecard
from indicators.people import activity
from indicators.people.errors import Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from . import benchmarks, parts, reference, returns, targets
from .changes import Change, Source, Stamp, Writing


@dataclass(frozen=True, slots=True)
class Written:
    """`batch` is None where the numbers stay as they are. `counts` are rows written, by kind."""

    batch: ImportBatch | None
    indicators: Mapping[str, Indicator]
    counts: Mapping[str, int]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    month_is_open: bool


def write(
    *,
    scorecard: Scorecard,
    printed: PrintedScorecard,
    definitions: Mapping[str, Definition],
    people: Mapping[str, User],
    source: Source,
    stamp: Stamp,
) -> Written:
    """Bring the scorecard's numbers to what the file prints, inside the caller's transaction.

    `people` are those behind the names of the file. Opens the file's month where there is none. Whatever
    was recorded otherwise is changed only with a reason. Raises Refused (no administrator, month not open),
    Invalid (changes without a reason, listed), Conflict, and BrokenFile where a row contradicts the record.
    """
    if stamp.by is not None:
        check_administers(stamp.by, scorecard)
    if stamp.reason:
        checked_reason(stamp.reason)
    held_open(scorecard.pk)
    named = reference.compare(scorecard, printed, definitions, people)
    made_of = parts.compare(scorecard, printed, definitions)
    wanted = targets.compare(scorecard, printed, definitions, named.by_ref)
    compared = benchmarks.compare(scorecard, printed, named.by_ref)
    reported = returns.compare(scorecard, printed, named.by_ref)
    month = ReportingMonth.objects.filter(scorecard=scorecard, month=printed.month).first()
    changes = (*named.changes, *made_of.changes, *wanted.changes, *reported.changes)
    counts = {
        "months_opened": int(month is None),
        "sections_added": len(named.new_sections),
        "indicators_added": len(named.new),
        "indicators_changed": len(named.changed),
        "definitions_of_parts_written": len(made_of.terms),
        "comparators_added": len(compared.new_comparators),
        "releases_added": int(compared.release is not None),
        "benchmarks_added": len(compared.benchmarks),
        "targets_added": len(wanted.new),
        "targets_changed": len(wanted.changed),
        "returns_added": len(reported.new),
        "returns_restated": len(reported.restated),
    }
    batch = None
    if any(counts.values()):
        _check_reason(changes, stamp)
        _check_month(scorecard, printed.month, month)
        batch = _batch(scorecard, source, stamp, printed.month)
        writing = Writing(stamp, batch)
        if month is None:
            month = _open(scorecard, printed.month, stamp)
        reference.write(named, writing)
        parts.write(made_of, named.by_ref, stamp)
        targets.write(wanted, writing)
        benchmarks.write(compared, writing)
        returns.write(reported, writing)
    return Written(
        batch=batch,
        indicators=named.by_ref,
        counts=counts,
        changes=changes,
        findings=(*wanted.findings, *compared.findings, *_not_in_file(named, printed)),
        month_is_open=month is not None and month.is_open,
    )


def record(
    *,
    scorecard: Scorecard,
    source: Source,
    batch: ImportBatch | None,
    summary: Mapping[str, Any],
    stamp: Stamp,
) -> ImportBatch:
    """Close a load that changed something: a summary, one line of activity, one rise of the revision."""
    batch = batch or _batch(scorecard, source, stamp, None)
    batch.summary = dict(summary)
    batch.save(update_fields=["summary"])
    activity.record(
        verb="loaded a scorecard",
        by=stamp.by,
        at=stamp.at,
        on=batch,
        after={"file": source.file_name, "sha256": source.sha256, "reason": stamp.reason, **summary},
        scorecard=scorecard,
    )
    raise_revision(scorecard)
    return batch


def _check_reason(changes: tuple[Change, ...], stamp: Stamp) -> None:
    if changes and not stamp.reason:
        listed = "\n".join(f"  {change}" for change in changes)
        one = "One thing was" if len(changes) == 1 else f"{len(changes)} things were"
        raise Invalid(
            f"{one} recorded otherwise, and a change needs a reason. Nothing was changed.\n{listed}",
            field="reason",
        )


def _check_month(scorecard: Scorecard, month: date, row: ReportingMonth | None) -> None:
    label = months.label(month)
    if row is None:
        first = ReportingMonth.objects.filter(scorecard=scorecard).order_by("month").first()
        if first is not None and month < first.month:
            raise Refused(
                f"{months.label(first.month)} is the first month of “{scorecard}”; {label} before it holds "
                "history only and cannot be loaded by itself."
            )
    elif row.status == ReportingMonth.CLOSED:
        raise Refused(f"{label} is closed, and the file would change it. An administrator can reopen it.")
    elif not row.is_open:
        raise Refused(f"{label} is planned and not open yet. An administrator can open it.")


def _open(scorecard: Scorecard, month: date, stamp: Stamp) -> ReportingMonth:
    row = ReportingMonth(scorecard=scorecard, month=month, status=ReportingMonth.OPEN)
    signed(row, by=stamp.by, at=stamp.at, reason=stamp.first).save()
    return row


def _batch(scorecard: Scorecard, source: Source, stamp: Stamp, month: date | None) -> ImportBatch:
    return ImportBatch.objects.create(
        scorecard=scorecard,
        file_name=source.file_name[:200],
        sha256=source.sha256,
        month=month,
        by=stamp.by,
        at=stamp.at,
    )


def _not_in_file(plan: reference.IndicatorPlan, printed: PrintedScorecard) -> list[Finding]:
    in_file = {row.ref for row in printed.rows}
    return [
        Finding(
            "warning",
            "not_in_file",
            f"{ref} is reported for {months.label(printed.month)} and is not in the file.",
            ref,
        )
        for ref, indicator in plan.by_ref.items()
        if ref not in in_file and indicator.is_active_in(printed.month)
    ]
