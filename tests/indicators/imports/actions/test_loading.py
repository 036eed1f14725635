"""A file of returns loaded as a whole, or not at all."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions import imports, return_rows, returns
from indicators.actions.figures import Figures
from indicators.actions.imports import PlanChanged, loading
from indicators.actions.revisions import raise_revision
from indicators.models import (
    ImportedFile,
    Indicator,
    MonthlyReturn,
    PendingFile,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
    ScorecardRevision,
)
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import JUNE, MAY, NOW, People
from tests.indicators.loads import (
    confirmed,
    decided,
    everything,
    first_choices,
    kept,
    loaded,
    long_csv,
    stands,
)


def test_loaded_figures_and_what_is_kept_of_it(keep, people: People, scorecard: Scorecard) -> None:
    before = ScorecardRevision.objects.filter(scorecard=scorecard).first()
    pending = keep()
    file, batch = pending.file_id, confirmed(pending, by=people.administrator)
    assert stands() == {("M1", "2018-05"): 110, ("M1", "2018-06"): 120, ("M2", "2018-06"): 31}
    assert (batch.file_id, batch.file_name, batch.month, batch.by, batch.at) == (
        file,
        "june.csv",
        JUNE,
        people.administrator,
        NOW,
    )
    assert batch.sha256 == ImportedFile.objects.get().sha256
    assert batch.summary["returns_added"] == 2
    assert batch.summary["returns_restated"] == 0
    revisions = ReturnRevision.objects.filter(batch=batch)
    assert {(row.number, row.by, row.at, row.reason) for row in revisions} == {
        (1, people.administrator, NOW, "")
    }
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.on_label) == ("loaded returns", "june.csv")
    assert event.after is not None
    assert event.after["returns_added"] == 2
    assert not PendingFile.objects.exists()
    after = ScorecardRevision.objects.get(scorecard=scorecard)
    assert after.number == (before.number if before else 0) + 1


def test_same_file_twice_is_nothing_to_do(keep, people: People) -> None:
    confirmed(keep(), by=people.administrator)
    before = everything()
    pending = keep()
    made = imports.read(pending)[1]
    assert (made.new, made.restated, made.unchanged) == ((), (), 2)
    with pytest.raises(Invalid, match="Nothing to do: every figure is already the same here"):
        confirmed(pending, by=people.administrator)
    assert everything()[:3] == before[:3]


def test_restatement_needs_a_reason(keep, people: People) -> None:
    pending = keep(long_csv("M1,2018-05,111"))
    pending = decided(pending, first_choices(imports.read(pending)[1]), by=people.administrator)
    with pytest.raises(Invalid, match="Say why") as refusal:
        confirmed(pending, by=people.administrator)
    assert refusal.value.field == "reason"
    pending = decided(pending, by=people.administrator, reason="One was recorded late")
    batch = confirmed(pending, by=people.administrator)
    # May is restated while June is open, and is of June's work.
    assert batch.month == JUNE
    revision = ReturnRevision.objects.get(batch=batch)
    assert (revision.number, revision.value, revision.reason) == (
        2,
        Decimal(111),
        "One was recorded late",
    )
    assert MonthlyReturn.objects.get(month=MAY).version == 2


def test_nothing_is_loaded_while_something_is_open(keep, people: People) -> None:
    pending = keep(long_csv("M1,2018-05,111", "M2,2018-06,31"))
    with pytest.raises(Invalid, match="still to be decided") as refusal:
        confirmed(pending, by=people.administrator)
    assert refusal.value.field == "decisions"
    assert stands() == {("M1", "2018-05"): 110}


def test_plan_is_made_again_after_a_change(keep, people: People, both: tuple[Indicator, Indicator]) -> None:
    pending = keep()
    seen = imports.read(pending)[1].digest
    returns.record(
        indicator=both[0],
        month=JUNE,
        figures=Figures(Decimal(119)),
        seen_version=0,
        by=people.administrator,
        at=NOW,
    )
    with pytest.raises(PlanChanged, match="The plan was made again"):
        imports.load(pending=pending, seen_digest=seen, by=people.administrator, at=NOW)
    assert stands()["M1", "2018-06"] == 119
    assert ("M2", "2018-06") not in stands()
    made = imports.read(pending)[1]
    assert [(finding.ref, finding.severity) for finding in made.to_decide] == [("M1", "restatement")]


def test_plan_decided_by_somebody_else_meanwhile(keep, people: People) -> None:
    pending = keep()
    decided(pending, by=people.administrator, reason="Mine")
    with pytest.raises(PlanChanged, match="Somebody else decided"):
        confirmed(pending, by=people.administrator)


def test_plan_that_was_loaded_meanwhile(keep, people: People) -> None:
    pending = keep()
    digest = imports.read(pending)[1].digest
    confirmed(pending, by=people.administrator)
    with pytest.raises(Conflict, match="loaded or discarded"):
        imports.load(pending=pending, seen_digest=digest, by=people.administrator, at=NOW)


@pytest.mark.parametrize("broken", ["write_all", "raise_revision", "_remember_columns"])
def test_interrupted_load_leaves_nothing(
    keep, people: People, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    pending = keep()
    before, was = everything(), stands()

    def interrupted(*args: Any, **kwargs: Any) -> None:
        if broken == "write_all":
            return_rows.write_all(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, broken, interrupted)
    with pytest.raises(KeyboardInterrupt):
        confirmed(pending, by=people.administrator)
    assert everything() == before
    assert stands() == was


def test_month_that_was_closed_meanwhile(keep, people: People) -> None:
    pending = keep()
    digest = imports.read(pending)[1].digest
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    with pytest.raises((Conflict, Invalid, Refused)):
        imports.load(pending=pending, seen_digest=digest, by=people.administrator, at=NOW)
    assert stands() == {("M1", "2018-05"): 110}


def test_queries_do_not_grow_with_cells(scorecard: Scorecard, people: People) -> None:
    """Within the batches in which the databases take rows."""
    raise_revision(scorecard)
    refs = [f"Q{number}" for number in range(55)]
    for ref in refs:
        factories.indicator(scorecard, ref)
    few, many = refs[:5], refs[5:]

    def queries(refs: list[str], value: int) -> tuple[int, int]:
        pending = kept(scorecard, file(refs, value), by=people.administrator)
        pending = decided(
            pending, first_choices(imports.read(pending)[1]), by=people.administrator, reason="Counted again"
        )
        digest = imports.read(pending)[1].digest
        with CaptureQueriesContext(connection) as loading:
            batch = imports.load(pending=pending, seen_digest=digest, by=people.administrator, at=NOW)
        with CaptureQueriesContext(connection) as undoing:
            imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
        return len(loading), len(undoing)

    def file(refs: list[str], value: int) -> bytes:
        return long_csv(*(f"{ref},2018-06,{value}" for ref in refs))

    # Recorded, then withdrawn; recorded again; restated, then put back.
    assert queries(few, 1) == queries(many, 1)
    assert queries(few, 2) == queries(many, 2)
    loaded(scorecard, file(refs, 3), by=people.administrator)
    assert queries(few, 4) == queries(many, 4)
