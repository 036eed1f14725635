"""What a load found and did: as the file that `--report` writes, and in sentences."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from indicators.calculations import months
from indicators.imports.findings import Finding

from .load import Outcome

# (singular, plural) of what was written, in the order told.
WRITTEN = {
    "scorecards_added": ("scorecard created", "scorecards created"),
    "months_opened": ("month opened", "months opened"),
    "people_added": ("person added", "people added"),
    "sections_added": ("section added", "sections added"),
    "indicators_added": ("indicator added", "indicators added"),
    "indicators_changed": ("indicator changed", "indicators changed"),
    "definitions_of_parts_written": ("numerator and denominator set", "numerators and denominators set"),
    "comparators_added": ("comparator added", "comparators added"),
    "releases_added": ("benchmark release added", "benchmark releases added"),
    "benchmarks_added": ("benchmark added", "benchmarks added"),
    "targets_added": ("target added", "targets added"),
    "targets_changed": ("target changed", "targets changed"),
    "returns_added": ("monthly figure added", "monthly figures added"),
    "returns_restated": ("monthly figure restated", "monthly figures restated"),
    "texts_loaded": ("text loaded as a draft", "texts loaded as drafts"),
}


def as_json(outcome: Outcome) -> str:
    """`summary`: what the file holds and what was written; `findings`: one object for each."""
    summary = {
        "file": outcome.source.file_name,
        "sha256": outcome.source.sha256,
        "scorecard": outcome.scorecard,
        **outcome.holds,
        "dry_run": outcome.dry_run,
        "changed": outcome.changed,
        "written": dict(outcome.counts),
        "people_added": [user.email for user in outcome.people_added],
    }
    return _json(summary, outcome.findings)


def refusal_as_json(*findings: Finding) -> str:
    """Of a load that changed nothing; the findings say why."""
    return _json({"changed": False}, findings)


def lines(outcome: Outcome) -> Iterator[str]:
    """For the terminal."""
    holds = outcome.holds
    month = months.label(months.parse_slug(str(holds["month"])))
    yield (
        f"{outcome.source.file_name}: {outcome.scorecard}, {month}. "
        f"{holds['indicators']} indicators, {holds['cells']} monthly figures "
        f"({holds['missing']} missing), {holds['texts']} texts."
    )
    for finding in outcome.findings:
        yield told(finding)
    for user in outcome.people_added:
        yield f"  New account, cannot sign in before an invitation: {user} ({user.email})"
    for change in outcome.changes:
        yield f"  Changed: {change}"
    if not outcome.changed:
        yield "Nothing changed: everything in the file is already there."
        return
    written = ", ".join(
        f"{count:,} {WRITTEN[kind][count != 1]}" for kind in WRITTEN if (count := outcome.counts.get(kind, 0))
    )
    yield f"Dry run, nothing was written. It would be: {written}." if outcome.dry_run else f"Done: {written}."


def told(finding: Finding) -> str:
    """Such as "  error: line 12, column N, M4: This is not a number.", of a workbook with its sheet. What the
    message says itself is not said twice."""
    column = f"column {finding.letter}" if finding.letter else ""
    parts = (
        f"sheet '{finding.sheet}'" if finding.sheet else "",
        f"line {finding.line}" if finding.line else "",
        "" if _says(finding, column) else column,
        "" if _says(finding, finding.ref) else finding.ref,
    )
    place = ", ".join(part for part in parts if part)
    return f"  {finding.severity}: {place}{': ' if place else ''}{finding.message}"


def _says(finding: Finding, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", finding.message, re.IGNORECASE))


def _json(summary: Mapping[str, object], findings: tuple[Finding, ...]) -> str:
    kinds = Counter(finding.kind for finding in findings)
    document = {
        "summary": {**summary, "found": dict(sorted(kinds.items()))},
        "findings": [finding.to_json() for finding in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
