"""Loading a list of figures into a scorecard with nobody there to decide: all of it or nothing."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from indicators.actions import imports
from indicators.actions.loads import Change, Source
from indicators.calculations import months
from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.layouts.lists import is_list
from indicators.imports.layouts.submission import Submission
from indicators.imports.plans.candidates import shown
from indicators.imports.plans.plan import Plan, PlanFinding, PlannedFigure
from indicators.imports.sources.reading import read_book
from indicators.models import Scorecard
from indicators.people.errors import Refused
from indicators.people.models import User

from .load import Outcome
from .reading import NamedFile, refused
from .report import told

IN_PORTAL = "Load it in the portal, at Returns → Import, where they can be settled."


class ListRefused(Refused):
    """Something of a list is to be decided. `findings` are all of its findings, those first."""

    def __init__(self, reason: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(reason)
        self.findings = findings


def holds_a_list(file: NamedFile) -> bool:
    """Whether it is a list of figures and no whole scorecard. Raises FileRefused where it cannot be read."""
    with refused(file.name):
        return is_list(read_book(file_name=file.name, data=file.data))


def load_list(
    *,
    file: NamedFile,
    slug: str,
    by: User | None,
    at: datetime,
    month: date | None = None,
    reason: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Load a list into the scorecard of that slug; `month` is the last that the list should be for.

    Restatements are made with a reason. Whatever else a person would be asked refuses the file: nothing is
    confirmed in anybody's name. Raises FileRefused, Refused (ListRefused with the findings), Invalid or
    Conflict, and then nothing has changed; nor has it after a dry run.
    """
    if by is not None and not by.is_active:
        raise Refused(f"The account of {by} is deactivated.")
    scorecard = _scorecard(file, slug)
    with transaction.atomic(), refused(file.name):
        done = imports.load_unattended(
            scorecard=scorecard, file_name=file.name, data=file.data, reason=reason, by=by, at=at
        )
        _check_month(done.submission, month)
        findings = tuple(_finding(each, done.submission) for each in done.plan.findings)
        _check_settled(file, done.plan, done.submission, findings)
        if dry_run:
            transaction.set_rollback(True)
    return Outcome(
        source=Source(file.name, hashlib.sha256(file.data).hexdigest()),
        holds=_holds(done.submission, done.plan),
        scorecard=str(scorecard),
        is_new=False,
        counts={"returns_added": len(done.plan.new), "returns_restated": len(done.plan.restated)},
        changes=tuple(map(_change, done.plan.restated)),
        findings=findings,
        people_added=(),
        dry_run=dry_run,
    )


def _scorecard(file: NamedFile, slug: str) -> Scorecard:
    found = Scorecard.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Scorecard.objects.values_list("slug", flat=True)) or "none yet"
        raise Refused(
            f"{file.name} is a list of figures and not a whole scorecard: it needs a scorecard to go into. "
            f"There is no scorecard “{slug}”. There are: {known}."
        )
    return found


def _check_month(submission: Submission, month: date | None) -> None:
    last = max(submission.months, default=None)
    if month is not None and last is not None and month != last:
        asked = months.label(month)
        raise BrokenFile(
            f"expected figures up to {asked}, found them up to {months.label(last)}", expected=asked
        )


def _check_settled(
    file: NamedFile, plan: Plan, submission: Submission, findings: tuple[Finding, ...]
) -> None:
    if not plan.to_decide:
        return
    is_restated = [each.severity == "restatement" for each in plan.to_decide]
    count = len(plan.to_decide)
    listed = "\n".join(told(_finding(each, submission)) for each in plan.to_decide)
    advice = IN_PORTAL if count > 1 else IN_PORTAL.replace("they", "it")
    if any(is_restated):
        word = "Restatements are" if sum(is_restated) > 1 else "The restatement is"
        advice = f"{word} made with --reason. " + ("" if all(is_restated) else f"For the others: {advice}")
    raise ListRefused(
        f"{file.name}: {_to_settle(count)} before it can be loaded. Nothing was changed.\n"
        f"{listed}\n{advice.strip()}",
        _open_first(findings, plan.findings),
    )


def _to_settle(count: int) -> str:
    return "One thing is to be settled" if count == 1 else f"{count} things are to be settled"


def _open_first(findings: Sequence[Finding], planned: Sequence[PlanFinding]) -> tuple[Finding, ...]:
    pairs = sorted(zip(planned, findings, strict=True), key=lambda pair: not pair[0].is_open)
    return tuple(finding for _, finding in pairs)


def _finding(found: PlanFinding, submission: Submission) -> Finding:
    """The same sentence, with the heading of its column."""
    sheet, line, letter = found.where or ("", 0, "")
    headings = {(column.sheet, column.letter): column.heading for column in submission.columns}
    return Finding(
        found.severity,
        found.kind,
        found.message,
        found.ref,
        line or None,
        headings.get((sheet, letter), ""),
        found.printed,
        sheet=sheet,
        letter=letter,
    )


def _change(figure: PlannedFigure) -> Change:
    assert figure.before is not None
    indicator, before = figure.indicator, figure.before
    return Change(
        figure.where.line,
        indicator.ref,
        f"the figure of {months.label(figure.month)}",
        shown(indicator, before.value, before.missing),
        shown(indicator, figure.value, figure.missing),
        figure.where.sheet,
    )


def _holds(submission: Submission, plan: Plan) -> dict[str, int | str | None]:
    cells = [entry.cell for row in submission.rows for entry in row.entries]
    month = plan.month or max(submission.months)
    return {
        "month": months.slug(month),
        "indicators": len({row.ref for row in submission.rows}),
        "cells": len(cells),
        "missing": sum(not any(map(str.isdigit, cell.text)) for cell in cells),
        "texts": 0,
        "comparators": 0,
        "release": None,
        "targets": 0,
    }
