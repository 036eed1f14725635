"""A kept file read again. Reading depends on its bytes and columns alone, so what was read is kept."""

import hashlib
import json
import logging
import pickle
import zlib
from collections.abc import Mapping
from pathlib import Path

from django.core.cache import cache
from django.db import transaction

from indicators import imports as readers
from indicators.imports.findings import BrokenFile
from indicators.imports.layouts.headings import field_of, normalised
from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.submission import Submission
from indicators.imports.plans import make_plan
from indicators.imports.plans.plan import Plan
from indicators.imports.sources.reading import read_book
from indicators.models import ColumnMeaning, ImportedFile, PendingFile, Scorecard
from indicators.scorecards.known import known

logger = logging.getLogger(__name__)

KEPT_FOR = 24 * 60 * 60
# In bytes, compressed. Larger ones are read again each time.
LARGEST_KEPT = 4_000_000


def _version() -> str:
    """Another one whenever the readers are changed: what older ones made of a file is not theirs."""
    digest = hashlib.sha256()
    for path in sorted(Path(readers.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


VERSION = _version()


def read(pending: PendingFile) -> tuple[Submission, Plan]:
    """What the file says, and what loading it now would do, with the decisions made so far.

    Raises BrokenFile where the file cannot be read with these columns (`decide` takes no such columns).
    """
    submission = submission_of(pending)
    return submission, planned(pending, submission)


def planned(pending: PendingFile, submission: Submission) -> Plan:
    """Always made afresh, from what is recorded now."""
    return make_plan(
        submission, known(pending.scorecard, months=submission.months), decisions=pending.decisions
    )


def submission_of(pending: PendingFile) -> Submission:
    """The file read with what was said of its columns."""
    stored = ImportedFile.objects.filter(pk=pending.file_id)
    sha256 = stored.values_list("sha256", flat=True).get()
    found = _remembered(_key(sha256, pending.columns))
    if found is not None:
        return found
    data = bytes(stored.values_list("data", flat=True).get())
    return read_bytes(file_name=pending.file_name, data=data, sha256=sha256, columns=pending.columns)


def read_bytes(*, file_name: str, data: bytes, sha256: str, columns: Mapping[str, str]) -> Submission:
    """Read them now, and keep what was read. Raises BrokenFile."""
    submission = read_submission(read_book(file_name=file_name, data=data), meanings=columns)
    _remember(_key(sha256, columns), submission)
    return submission


def read_as_before(
    scorecard: Scorecard, *, file_name: str, data: bytes, sha256: str
) -> tuple[Submission, dict[str, str]]:
    """What the file says, and the meanings it was read with: those of earlier files, none where they do not
    fit it. Raises BrokenFile."""
    meanings = dict(ColumnMeaning.objects.filter(scorecard=scorecard).values_list("heading", "field"))
    while meanings:
        try:
            submission = read_bytes(file_name=file_name, data=data, sha256=sha256, columns=meanings)
        except BrokenFile:
            break
        outdone = _outdone(submission)
        if not outdone:
            return submission, meanings
        meanings = {heading: field for heading, field in meanings.items() if heading not in outdone}
    return read_bytes(file_name=file_name, data=data, sha256=sha256, columns={}), {}


def _outdone(submission: Submission) -> set[str]:
    """Headings such as "Indicator" that held the refs of a file without "Ref.", where this one has it too."""
    own = {normalised(column.heading): field_of(column.heading) for column in submission.columns}
    if "ref" not in own.values():
        return set()
    saved = (column for column in submission.columns if column.known_by == "saved" and column.field == "ref")
    return {heading for column in saved if own[heading := normalised(column.heading)] not in ("", "ref")}


def _key(sha256: str, columns: Mapping[str, str]) -> str:
    said = hashlib.sha256(json.dumps(sorted(columns.items())).encode()).hexdigest()[:32]
    return f"submission:{VERSION}:{sha256}:{said}"


def _remembered(key: str) -> Submission | None:
    """Nothing wrong with the cache may stop anybody: then the file is read."""
    try:
        # A cache in the database that fails must not break the transaction around it.
        with transaction.atomic():
            kept = cache.get(key)
        # Written by this module alone, into the portal's own database.
        found = pickle.loads(zlib.decompress(kept)) if kept else None  # noqa: S301
    except Exception:
        logger.warning("What was read of a file could not be fetched again", exc_info=True)
        return None
    return found if isinstance(found, Submission) else None


def _remember(key: str, submission: Submission) -> None:
    try:
        packed = zlib.compress(pickle.dumps(submission, pickle.HIGHEST_PROTOCOL), 1)
        if len(packed) <= LARGEST_KEPT:
            with transaction.atomic():
                cache.set(key, packed, KEPT_FOR)
    except Exception:
        logger.warning("What was read of a file could not be kept", exc_info=True)
