"""Files as they came: kept until they are loaded or discarded."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from indicators.actions.locks import one_at_a_time
from indicators.imports.layouts.headings import normalised
from indicators.imports.sources.reading import safe_name
from indicators.models import ImportBatch, ImportedFile, PendingFile, Scorecard
from indicators.people import activity
from indicators.people.models import User
from indicators.permissions import check_administers

from .reading import read_as_before

KEPT_FOR = timedelta(days=14)


def keep(*, scorecard: Scorecard, file_name: str, data: bytes, by: User, at: datetime) -> PendingFile:
    """Keep a file of returns, to be decided about; the same one again is the one that waits already.

    What its headings meant in earlier files they mean here too, until somebody says otherwise, and what was
    decided about this very file where it was loaded and that load stands, is decided here too. What
    nobody touched for 14 days is forgotten, here and in other scorecards, with its file. Raises
    Refused, and BrokenFile where the file cannot be read: then nothing is kept.
    """
    check_administers(by, scorecard)
    file_name = safe_name(file_name)
    sha256 = hashlib.sha256(data).hexdigest()
    submission, meanings = read_as_before(scorecard, file_name=file_name, data=data, sha256=sha256)
    with transaction.atomic():
        one_at_a_time(scorecard)
        _forget_old(at)
        found = PendingFile.objects.filter(scorecard=scorecard, by=by, file__sha256=sha256).first()
        if found is not None:
            return found
        in_file = {normalised(column.heading) for column in submission.columns}
        before = loaded_before(scorecard, sha256, at)
        pending = PendingFile.objects.create(
            scorecard=scorecard,
            file=stored_file(data, sha256),
            file_name=file_name,
            columns={heading: field for heading, field in meanings.items() if heading in in_file},
            decisions=_about_findings(before.decisions) if before else {},
            by=by,
            at=at,
            touched_at=at,
        )
        activity.record(
            verb="sent in a file of returns",
            by=by,
            at=at,
            on=pending,
            after={"sha256": sha256},
            scorecard=scorecard,
        )
    return pending


def loaded_before(scorecard: Scorecard, sha256: str, at: datetime) -> ImportBatch | None:
    """The last load of this very file until then, of those that stand. One query."""
    loads = ImportBatch.objects.filter(
        scorecard=scorecard, sha256=sha256, at__lte=at, undoes=None, undone_by=None
    )
    return loads.select_related("by").first()


def discard(*, pending: PendingFile, by: User, at: datetime) -> None:
    """Forget a file that was not loaded, and what was decided about it. Twice is the same as once."""
    check_administers(by, pending.scorecard)
    with transaction.atomic():
        one_at_a_time(pending.scorecard_id)
        if not PendingFile.objects.filter(pk=pending.pk).delete()[0]:
            return
        _drop_unused(pending.file_id)
        activity.record(
            verb="discarded a file of returns", by=by, at=at, on=pending, scorecard=pending.scorecard
        )


def stored_file(data: bytes, sha256: str) -> ImportedFile:
    """The stored file, held so that nobody drops it meanwhile."""
    kept = ImportedFile.objects.get_or_create(sha256=sha256, defaults={"size": len(data), "data": data})[0]
    held = ImportedFile.objects.select_for_update(no_key=True).filter(pk=kept.pk).defer("data").first()
    return held or ImportedFile.objects.create(sha256=sha256, size=len(data), data=data)


def _about_findings(decisions: Mapping[str, str]) -> dict[str, str]:
    """Without what else was decided, such as whether to keep words: that is asked anew."""
    return {key: choice for key, choice in decisions.items() if "|" in key}


def _forget_old(at: datetime) -> None:
    old = PendingFile.objects.filter(touched_at__lt=at - KEPT_FOR)
    files = set(old.values_list("file_id", flat=True))
    if files:
        old.delete()
        for pk in sorted(files):
            _drop_unused(pk)


def _drop_unused(pk: int) -> None:
    """A file that was loaded stays for good, one that is still decided about stays until then."""
    ImportedFile.objects.select_for_update().filter(pk=pk).defer("data").first()
    used = PendingFile.objects.filter(file=pk).exists() or ImportBatch.objects.filter(file=pk).exists()
    if not used:
        ImportedFile.objects.filter(pk=pk).delete()
