"""Loading a scorecard, numbers and words together: one transaction, all of it or nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from commentary.actions import loads as texts
from commentary.models import Commentary
from indicators.actions import loads
from indicators.actions.loads import Change, Source, Stamp, Written
from indicators.calculations import months
from indicators.imports import names
from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.printed import PrintedRow, PrintedScorecard
from indicators.models import Indicator, Scorecard
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import User

from .people import find_or_add
from .reading import Reading, refused


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
    loaded, kept = _load_texts(reading, written, stamp)
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


def _load_texts(reading: Reading, written: Written, stamp: Stamp) -> tuple[int, list[Finding]]:
    """How many commentaries were written, and why the others were not.

    Words of rows that share a commentary go to the leading one: the history of a new one keeps them all,
    its own words last.
    """
    printed = reading.printed
    started = set(
        Commentary.objects.filter(indicator__in=written.indicators.values(), month=printed.month).values_list(
            "indicator_id", flat=True
        )
    )
    loaded: set[int] = set()
    kept = []
    for row, leader in _texts(printed, written.indicators):
        if row.ref != leader.ref and leader.pk in started:
            continue
        try:
            result = texts.load(
                indicator=leader,
                month=printed.month,
                text=row.commentary,
                source=f"{reading.source.file_name}, {_where(row)}",
                month_is_open=written.month_is_open,
                by=stamp.by,
                at=stamp.at,
            )
        except Invalid as problem:
            raise BrokenFile(
                problem.reason.rstrip("."), line=row.line, ref=row.ref, column="commentary", sheet=row.sheet
            ) from None
        if result.changed:
            loaded.add(leader.pk)
        elif result.reason:
            message = f"The words of {_where(row)} were not loaded for {leader.ref}: {result.reason}"
            kept.append(
                Finding("info", "text_not_loaded", message, row.ref, row.line, "commentary", sheet=row.sheet)
            )
    return len(loaded), kept


def _where(row: PrintedRow) -> str:
    return f"sheet '{row.sheet}', line {row.line}" if row.sheet else f"line {row.line}"


def _texts(
    printed: PrintedScorecard, indicators: Mapping[str, Indicator]
) -> Iterator[tuple[PrintedRow, Indicator]]:
    """Rows with words and the indicator these belong to, followers first."""
    rows = [row for row in printed.rows if row.commentary]
    for are_leading in (False, True):
        for row in rows:
            leader = indicators[row.ref].shares_commentary_with
            if (leader is None) is are_leading:
                yield row, leader or indicators[row.ref]


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
