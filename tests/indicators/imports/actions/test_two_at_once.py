"""Two people at a file of returns at the same moment, or two files: nothing is written twice or lost."""

from decimal import Decimal

import pytest
from django.db import connection, transaction

from indicators.actions import imports, returns
from indicators.actions.figures import Figures
from indicators.models import (
    ImportBatch,
    ImportedFile,
    Indicator,
    Membership,
    MonthlyReturn,
    PendingFile,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
)
from indicators.people.errors import Conflict, Refused
from tests import factories
from tests.commentary.test_two_at_once import conflicts, refused, together
from tests.factories import JUNE, NOW, People
from tests.indicators.loads import kept, loaded, long_csv

pytestmark = pytest.mark.django_db(transaction=True)

FILE = long_csv("M1,2018-06,120", "M2,2018-06,31")


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    Membership.objects.create(user=people.owner, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    factories.indicator(scorecard, "M2")
    return factories.indicator(scorecard, "M1")


def test_one_plan_is_loaded_once(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    pending = kept(scorecard, FILE, by=people.administrator)
    digest = imports.read(pending)[1].digest

    def load() -> ImportBatch:
        return imports.load(pending=pending, seen_digest=digest, by=people.administrator, at=NOW)

    (told,) = conflicts(together(load, load))
    assert told == "Somebody loaded or discarded this file meanwhile. Nothing was written."
    assert ImportBatch.objects.count() == 1
    assert ReturnRevision.objects.count() == 2


def test_two_files_with_the_same_cells(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    """The second is told that the figures are not what it saw."""
    attempts = []
    for data, by in ((FILE, people.administrator), (FILE + b"\n", people.owner)):
        pending = kept(scorecard, data, by=by)
        digest = imports.read(pending)[1].digest
        attempts.append(
            lambda pending=pending, digest=digest, by=by: imports.load(
                pending=pending, seen_digest=digest, by=by, at=NOW
            )
        )
    (told,) = conflicts(together(*attempts))
    assert told.startswith("The figures have changed since this page was made.")
    assert ImportBatch.objects.count() == 1
    assert list(MonthlyReturn.objects.values_list("version", flat=True)) == [1, 1]


def test_file_and_form(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    pending = kept(scorecard, FILE, by=people.administrator)
    digest = imports.read(pending)[1].digest
    answers = together(
        lambda: imports.load(pending=pending, seen_digest=digest, by=people.administrator, at=NOW),
        lambda: returns.record(
            indicator=indicator,
            month=JUNE,
            figures=Figures(Decimal(119)),
            seen_version=0,
            by=people.owner,
            at=NOW,
        ),
    )
    assert len(conflicts(answers)) == 1
    row = MonthlyReturn.objects.get(indicator=indicator)
    assert row.value in (120, 119)
    assert row.version == 1
    assert ReturnRevision.objects.filter(monthly_return=row).count() == 1


def test_month_is_not_closed_under_a_load(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    if not connection.features.has_select_for_update_nowait:
        pytest.skip("SQLite has one writer at a time, whatever is locked")
    pending = kept(scorecard, FILE, by=people.administrator)
    digest = imports.read(pending)[1].digest
    opened = ReportingMonth.objects.filter(scorecard=scorecard, month=JUNE)
    with transaction.atomic():
        imports.load(pending=pending, seen_digest=digest, by=people.administrator, at=NOW)
        answer = together(lambda: refused(lambda: list(opened.select_for_update(nowait=True))))
    assert answer == ["waits"]


def test_file_is_kept_once(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    def keep() -> PendingFile:
        return kept(scorecard, FILE, by=people.administrator)

    first, second = together(keep, keep)
    assert first == second
    assert (PendingFile.objects.count(), ImportedFile.objects.count()) == (1, 1)


def test_one_keeps_what_another_discards(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    theirs = kept(scorecard, FILE, by=people.owner)
    pending, _ = together(
        lambda: kept(scorecard, FILE, by=people.administrator),
        lambda: imports.discard(pending=theirs, by=people.owner, at=NOW),
    )
    assert isinstance(pending, PendingFile)
    assert PendingFile.objects.get() == pending
    assert bytes(ImportedFile.objects.get().data) == FILE


def test_load_is_undone_once(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    batch = loaded(scorecard, FILE, by=people.administrator)

    def undo() -> ImportBatch | str:
        try:
            return imports.undo(batch=batch, reason="x", by=people.administrator, at=NOW)
        except Refused as refusal:
            return refusal.reason

    assert "This load was undone already." in together(undo, undo)
    assert ImportBatch.objects.count() == 2
    assert set(MonthlyReturn.objects.values_list("missing", "version")) == {("withdrawn", 2)}


def test_undoing_and_restating(scorecard: Scorecard, indicator: Indicator, people: People) -> None:
    """Whoever is second is told; the figure is the first one's."""
    batch = loaded(scorecard, FILE, by=people.administrator)

    def undo() -> str:
        try:
            imports.undo(batch=batch, reason="x", by=people.administrator, at=NOW)
        except Refused:
            return "refused"
        return "undone"

    def restate() -> str:
        try:
            factories.restate(indicator, "121", by=people.owner)
        except Conflict:
            return "refused"
        return "restated"

    answers = together(undo, restate)
    row = MonthlyReturn.objects.get(indicator=indicator)
    assert (*answers, row.value, row.missing, row.version) in (
        ("refused", "restated", 121, "", 2),
        ("undone", "refused", None, "withdrawn", 2),
        # Begun after the undoing: recorded again.
        ("undone", "restated", 121, "", 3),
    )
    assert row.revisions.count() == row.version
