"""Files of returns as they came: kept, discarded, read again."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from indicators.actions import imports
from indicators.actions.imports import reading
from indicators.imports.findings import BrokenFile
from indicators.models import (
    ImportedFile,
    Membership,
    MonthlyReturn,
    PendingFile,
    Scorecard,
)
from indicators.people.errors import Refused
from indicators.people.models import AuditEvent
from tests.factories import JUNE, NOW, People
from tests.indicators.loads import JUNE_FILE, confirmed, decided, everything, loaded, long_csv


def test_kept_file_has_its_bytes_and_who_sent_it(keep, people: People, scorecard: Scorecard) -> None:
    pending = keep(file_name="C:\\Users\\me\\Ju\x00ne.csv")
    assert (pending.scorecard, pending.by, pending.at, pending.file_name) == (
        scorecard,
        people.administrator,
        NOW,
        "June.csv",
    )
    file = ImportedFile.objects.get()
    assert (bytes(file.data), file.size) == (JUNE_FILE, len(JUNE_FILE))
    event = AuditEvent.objects.get()
    assert (event.verb, event.on_label) == ("sent in a file of returns", "June.csv")
    assert not MonthlyReturn.objects.filter(month=JUNE).exists()


def test_same_file_again_is_the_same_plan(keep, scorecard: Scorecard, people: People) -> None:
    pending = keep()
    assert keep(file_name="again.csv") == pending
    assert AuditEvent.objects.count() == 1
    Membership.objects.create(user=people.owner, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    other = keep(by=people.owner)
    assert other != pending
    assert other.file_id == pending.file_id


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"nothing,that\nhas,figures\n"])
def test_broken_file_leaves_nothing(keep, data: bytes) -> None:
    before = everything()
    with pytest.raises(BrokenFile):
        keep(data)
    assert everything() == before
    assert not ImportedFile.objects.exists()


@pytest.mark.parametrize("who", ["owner", "reporter", "viewer", "stranger", "portal_administrator"])
def test_only_administrators(keep, load, people: People, who: str) -> None:
    somebody = getattr(people, who)
    pending, batch = keep(), load("M1,2018-06,120")
    digest = imports.read(pending)[1].digest
    for attempt in (
        lambda: keep(by=somebody),
        lambda: decided(pending, by=somebody),
        lambda: imports.load(pending=pending, seen_digest=digest, by=somebody, at=NOW),
        lambda: imports.discard(pending=pending, by=somebody, at=NOW),
        lambda: imports.undo(batch=batch, reason="x", by=somebody, at=NOW),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            attempt()


def test_discarded_file_is_gone(keep, people: People) -> None:
    pending = keep()
    imports.discard(pending=pending, by=people.administrator, at=NOW)
    imports.discard(pending=pending, by=people.administrator, at=NOW)
    assert not PendingFile.objects.exists()
    assert not ImportedFile.objects.exists()
    assert [event.verb for event in AuditEvent.objects.order_by("pk")][1:] == ["discarded a file of returns"]


def test_discarding_leaves_a_file_that_is_needed(keep, load, people: People, scorecard: Scorecard) -> None:
    """By somebody else, or by a load."""
    Membership.objects.create(user=people.owner, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    mine, theirs = keep(), keep(by=people.owner)
    imports.discard(pending=mine, by=people.administrator, at=NOW)
    assert ImportedFile.objects.exists()
    confirmed(theirs, by=people.owner)
    imports.discard(pending=keep(), by=people.administrator, at=NOW)
    assert bytes(ImportedFile.objects.get().data) == JUNE_FILE


def test_plans_of_a_fortnight_ago_are_forgotten(keep, people: People) -> None:
    old = keep(long_csv("M1,2018-06,1"), at=NOW - timedelta(days=14, seconds=1))
    young = keep(long_csv("M1,2018-06,2"), at=NOW - timedelta(days=14))
    new = keep()
    assert set(PendingFile.objects.all()) == {young, new}
    assert not ImportedFile.objects.filter(pk=old.file_id).exists()
    assert ImportedFile.objects.count() == 2


def test_a_file_that_somebody_decided_about_lately_is_kept(keep, people: People) -> None:
    old = keep(long_csv("M1,2018-06,1"), at=NOW - timedelta(days=14, seconds=1))
    decided(old, {"a": "accept"}, by=people.administrator)
    keep()
    assert PendingFile.objects.filter(pk=old.pk).exists()


def test_loaded_file_again_is_decided_as_it_was_while_that_load_stands(
    keep, scorecard: Scorecard, people: People
) -> None:
    data = long_csv("M1,2018-06,120", "M2,2018-06,31*", "M2,2018-05,n/k")
    batch = loaded(scorecard, data, by=people.administrator)
    assert set(batch.decisions.values()) == {"accept", "leave_out"}
    again = keep(data)
    plan = imports.read(again)[1]
    assert (plan.to_decide, plan.changes_something) == ((), False)
    # The load undone, somebody may want to decide otherwise.
    imports.discard(pending=again, by=people.administrator, at=NOW)
    imports.undo(batch=batch, reason="Sent too early.", by=people.administrator, at=NOW)
    assert keep(data).decisions == {}


def test_file_is_read_once(keep, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    pending = keep()
    monkeypatch.setattr(reading, "read_book", None)
    assert len(imports.read(pending)[1].new) == 2


@pytest.mark.parametrize("trouble", ["get", "set"])
def test_cache_that_fails_stops_nobody(keep, monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    monkeypatch.setattr(cache, trouble, fails)
    assert len(imports.read(keep())[1].new) == 2


def test_what_is_kept_wrongly_is_read_again(keep) -> None:
    pending = keep()
    cache.set(reading._key(pending.file.sha256, {}), b"damaged", 60)
    assert len(imports.read(pending)[1].new) == 2
