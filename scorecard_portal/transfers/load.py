"""Loading a scorecard, numbers and words together: one transaction, all of it or nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from indicators.actions import loads
from indicators.actions.loads import Change, Source, Stamp, Written
from indicators.calculations import months
from indicators.imports import names
from indicators.imports.findings import Finding
from indicators.imports.printed import PrintedScorecard
from indicators.models import Scorecard
from indicators.people.errors import Conflict, Refused
from indicators.people.models import User

from .people import find_or_add
from .reading import Reading, refused
from .texts import Text, load_texts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did, or with `dry_run` would do. `holds` says what the file holds, `counts` are rows
    written, by kind."""

    source: Source
    holds: Mapping[str, int | str | None]
    scorecard: str
    is_new: bool
    counts: Mapping[str, int]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    people_added: tuple[User, ...]
    dry_run: bool

    @property
    def changed(self) -> bool:
        return any(self.counts.values())


def load(
    *, reading: Reading, slug: str, by: User | None, at: datetime, reason: str = "", dry_run: bool = False
) -> Outcome:
    """Load what was read into the scorecard of that slug, made where there is none.

    `by` is None for a command in nobody's name. Raises FileRefused, Refused, Invalid or Conflict, and then
    nothing has changed; nor has it after a dry run.
    """
    if by is not None and not by.is_active:
        raise Refused(f"The account of {by} is deactivated.")
    stamp = Stamp(by, at, reason.strip())
    try:
        with transaction.atomic(), refused(reading.source.file_name):
            outcome = _load(reading, slug, stamp, dry_run=dry_run)
            if dry_run:
                transaction.set_rollback(True)
            return outcome
    except IntegrityError:
        raise Conflict("Somebody changed the scorecard while the file was loaded. Load it again.") from None


def _load(reading: Reading, slug: str, stamp: Stamp, *, dry_run: bool) -> Outcome:
    printed, source = reading.printed, reading.source
    scorecard, is_new = loads.find_or_create(slug=slug, stamp=stamp)
    named = names.people_named(printed)
    accounts = find_or_add(emails=reading.people, names=named, stamp=stamp)
    written = loads.write(
        scorecard=scorecard,
        printed=printed,
        definitions=reading.definitions,
        people=accounts.by_name,
        source=source,
        stamp=stamp,
    )
    loaded, kept = load_texts(
        [
            Text(written.indicators[row.ref], row.commentary, row.line, row.sheet)
            for row in printed.rows
            if row.commentary
        ],
        month=printed.month,
        month_is_open=written.month_is_open,
        file_name=source.file_name,
        by=stamp.by,
        at=stamp.at,
    )
    counts = Counter(written.counts) + Counter(
        scorecards_added=int(is_new), people_added=len(accounts.added), texts_loaded=loaded
    )
    if counts:
        summary = {**counts, "changes": [str(change) for change in written.changes]}
        loads.record(scorecard=scorecard, source=source, batch=written.batch, summary=summary, stamp=stamp)
    return Outcome(
        source=source,
        holds=_holds(printed),
        scorecard=str(scorecard),
        is_new=is_new,
        counts=counts,
        changes=written.changes,
        findings=(*reading.findings, *_names_kept(reading, written), *written.findings, *kept),
        people_added=accounts.added,
        dry_run=dry_run,
    )


def _holds(printed: PrintedScorecard) -> dict[str, int | str | None]:
    cells = [cell for row in printed.rows for cell in row.cells]
    return {
        "month": months.slug(printed.month),
        "indicators": len(printed.rows),
        "cells": len(cells),
        "missing": sum(cell.value is None for cell in cells),
        "texts": sum(bool(row.commentary) for row in printed.rows),
        "comparators": len(printed.comparators),
        "release": printed.release.label if printed.release else None,
        "targets": sum(target is not None for row in printed.rows for target in row.targets.values()),
    }


def _names_kept(reading: Reading, written: Written) -> tuple[Finding, ...]:
    """The names that stay text, and people of the file's mapping whom the scorecard does not name."""
    kept = {
        name
        for indicator in written.indicators.values()
        for name in (indicator.owner_name, indicator.reporter_name)
    }
    return tuple(
        finding
        for finding in names.unmatched_names(reading.printed, reading.people)
        if finding.kind != "unmatched_name" or finding.printed in kept
    )


def scorecard_called(slug: str) -> Scorecard:
    """Raises Refused where there is none."""
    found = Scorecard.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Scorecard.objects.values_list("slug", flat=True)) or "none yet"
        raise Refused(f"There is no scorecard “{slug}”. There are: {known}.")
    return found
