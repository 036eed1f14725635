"""Files of returns through their actions: kept, decided about, loaded as a whole or not at all, undone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions import imports, return_rows, returns
from indicators.actions.figures import Figures
from indicators.actions.imports import PlanChanged, loading, reading
from indicators.actions.return_rows import RECORDED_AGAIN
from indicators.actions.revisions import raise_revision
from indicators.imports.findings import BrokenFile
from indicators.models import (
    ColumnMeaning,
    ImportBatch,
    ImportedFile,
    Indicator,
    Membership,
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
from tests.indicators.loads import confirmed, decided, first_choices, kept, loaded, long_csv

JULY = date(2018, 7, 1)
JUNE_FILE = long_csv("M1,2018-06,120", "M2,2018-06,31")


@pytest.fixture
def both(scorecard: Scorecard) -> tuple[Indicator, Indicator]:
    """M1 with 110 for May, M2 without a figure."""
    first, second = factories.indicator(scorecard, "M1"), factories.indicator(scorecard, "M2")
    factories.returns(first, ["110"], last=MAY)
    return first, second


@pytest.fixture
def load(scorecard: Scorecard, both: object, people: People):
    def loading(*lines: str, **given: Any) -> ImportBatch:
        return loaded(scorecard, long_csv(*lines), by=people.administrator, **given)

    return loading


@pytest.fixture
def keep(scorecard: Scorecard, both: object, people: People):
    def keeping(data: bytes = JUNE_FILE, **given: Any) -> PendingFile:
        return kept(scorecard, data, **{"by": people.administrator, **given})

    return keeping


def stands() -> dict[tuple[str, str], Decimal | str | None]:
    """What is reported, by ref and month."""
    rows = MonthlyReturn.objects.reported().values_list("indicator__ref", "month", "value", "missing")
    return {(ref, f"{month:%Y-%m}"): missing or value for ref, month, value, missing in rows}


def everything() -> list[int]:
    """How many rows there are of all that a load writes."""
    kinds = (MonthlyReturn, ReturnRevision, ImportBatch, ColumnMeaning, AuditEvent, PendingFile)
    return [kind.objects.count() for kind in kinds]


# Keeping a file


def test_kept_file_has_its_bytes_and_who_sent_it(keep, people: People, scorecard: Scorecard) -> None:
    plan = keep(file_name="C:\\Users\\me\\Ju\x00ne.csv")
    assert (plan.scorecard, plan.by, plan.at, plan.file_name) == (
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
    plan = keep()
    assert keep(file_name="again.csv") == plan
    assert AuditEvent.objects.count() == 1
    Membership.objects.create(user=people.owner, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    other = keep(by=people.owner)
    assert other != plan
    assert other.file_id == plan.file_id


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
    imports.discard(plan=again, by=people.administrator, at=NOW)
    imports.undo(batch=batch, reason="Sent too early.", by=people.administrator, at=NOW)
    assert keep(data).decisions == {}


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
    plan, batch = keep(), load("M1,2018-06,120")
    digest = imports.read(plan)[1].digest
    for attempt in (
        lambda: keep(by=somebody),
        lambda: decided(plan, by=somebody),
        lambda: imports.load(plan=plan, seen_digest=digest, by=somebody, at=NOW),
        lambda: imports.discard(plan=plan, by=somebody, at=NOW),
        lambda: imports.undo(batch=batch, reason="x", by=somebody, at=NOW),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            attempt()


def test_discarded_file_is_gone(keep, people: People) -> None:
    plan = keep()
    imports.discard(plan=plan, by=people.administrator, at=NOW)
    imports.discard(plan=plan, by=people.administrator, at=NOW)
    assert not PendingFile.objects.exists()
    assert not ImportedFile.objects.exists()
    assert [event.verb for event in AuditEvent.objects.order_by("pk")][1:] == ["discarded a file of returns"]


def test_discarding_leaves_a_file_that_is_needed(keep, load, people: People, scorecard: Scorecard) -> None:
    """By somebody else's plan, or by a load."""
    Membership.objects.create(user=people.owner, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    mine, theirs = keep(), keep(by=people.owner)
    imports.discard(plan=mine, by=people.administrator, at=NOW)
    assert ImportedFile.objects.exists()
    confirmed(theirs, by=people.owner)
    imports.discard(plan=keep(), by=people.administrator, at=NOW)
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


# Deciding


def test_decisions_are_kept_and_taken_back(keep, people: People) -> None:
    plan = decided(keep(), {"a": "accept", "b": "leave_out"}, by=people.administrator, reason=" Late ")
    assert (plan.decisions, plan.reason, plan.version) == ({"a": "accept", "b": "leave_out"}, "Late", 2)
    plan = decided(plan, {"b": ""}, by=people.administrator)
    assert (plan.decisions, plan.reason, plan.version) == ({"a": "accept"}, "", 3)
    assert PendingFile.objects.get().decisions == {"a": "accept"}
    assert AuditEvent.objects.count() == 1


def test_same_decisions_again_change_nothing(keep, people: People) -> None:
    plan = decided(keep(), {"a": "accept"}, by=people.administrator)
    assert decided(plan, {"a": "accept"}, by=people.administrator).version == 2


def test_second_to_decide_is_told(keep, people: People) -> None:
    plan = keep()
    decided(plan, {"a": "accept"}, by=people.administrator)
    with pytest.raises(Conflict, match="Somebody else decided"):
        decided(plan, {"a": "leave_out"}, by=people.administrator)
    assert PendingFile.objects.get().decisions == {"a": "accept"}


def test_plan_that_is_gone_takes_no_decisions(keep, people: People) -> None:
    plan = keep()
    imports.discard(plan=plan, by=people.administrator, at=NOW)
    with pytest.raises(Conflict, match="loaded or discarded"):
        decided(plan, {"a": "accept"}, by=people.administrator)


@pytest.mark.parametrize(("reason", "said"), [("x" * 501, "500 characters"), ("a\x07b", "control character")])
def test_reason_that_cannot_be_kept(keep, people: People, reason: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refusal:
        decided(keep(), by=people.administrator, reason=reason)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("columns", [{"Other": "nonsense"}, {"Other": "value", "value": "value"}])
def test_columns_that_the_file_cannot_be_read_with(keep, people: People, columns: dict[str, str]) -> None:
    plan = keep(b"ref,month,value,Other\nM1,2018-06,120,7\n")
    with pytest.raises(Invalid) as refusal:
        decided(plan, by=people.administrator, columns=columns)
    assert refusal.value.field == "columns"
    assert PendingFile.objects.get().columns == {}


# Loading


def test_loaded_figures_and_what_is_kept_of_it(keep, people: People, scorecard: Scorecard) -> None:
    before = ScorecardRevision.objects.filter(scorecard=scorecard).first()
    plan = keep()
    file, batch = plan.file_id, confirmed(plan, by=people.administrator)
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
    plan = keep()
    made = imports.read(plan)[1]
    assert (made.new, made.restated, made.unchanged) == ((), (), 2)
    with pytest.raises(Invalid, match="Nothing to do: every figure is already the same here"):
        confirmed(plan, by=people.administrator)
    assert everything()[:3] == before[:3]


def test_restatement_needs_a_reason(keep, people: People) -> None:
    plan = keep(long_csv("M1,2018-05,111"))
    plan = decided(plan, first_choices(imports.read(plan)[1]), by=people.administrator)
    with pytest.raises(Invalid, match="Say why") as refusal:
        confirmed(plan, by=people.administrator)
    assert refusal.value.field == "reason"
    plan = decided(plan, by=people.administrator, reason="One was recorded late")
    batch = confirmed(plan, by=people.administrator)
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
    plan = keep(long_csv("M1,2018-05,111", "M2,2018-06,31"))
    with pytest.raises(Invalid, match="still to be decided") as refusal:
        confirmed(plan, by=people.administrator)
    assert refusal.value.field == "decisions"
    assert stands() == {("M1", "2018-05"): 110}


def test_plan_is_made_again_after_a_change(keep, people: People, both: tuple[Indicator, Indicator]) -> None:
    plan = keep()
    seen = imports.read(plan)[1].digest
    returns.record(
        indicator=both[0],
        month=JUNE,
        figures=Figures(Decimal(119)),
        seen_version=0,
        by=people.administrator,
        at=NOW,
    )
    with pytest.raises(PlanChanged, match="The plan was made again"):
        imports.load(plan=plan, seen_digest=seen, by=people.administrator, at=NOW)
    assert stands()["M1", "2018-06"] == 119
    assert ("M2", "2018-06") not in stands()
    made = imports.read(plan)[1]
    assert [(finding.ref, finding.severity) for finding in made.to_decide] == [("M1", "restatement")]


def test_plan_decided_by_somebody_else_meanwhile(keep, people: People) -> None:
    plan = keep()
    decided(plan, by=people.administrator, reason="Mine")
    with pytest.raises(PlanChanged, match="Somebody else decided"):
        confirmed(plan, by=people.administrator)


def test_plan_that_was_loaded_meanwhile(keep, people: People) -> None:
    plan = keep()
    digest = imports.read(plan)[1].digest
    confirmed(plan, by=people.administrator)
    with pytest.raises(Conflict, match="loaded or discarded"):
        imports.load(plan=plan, seen_digest=digest, by=people.administrator, at=NOW)


@pytest.mark.parametrize("broken", ["write_all", "raise_revision", "_remember_columns"])
def test_interrupted_load_leaves_nothing(
    keep, people: People, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    plan = keep()
    before, was = everything(), stands()

    def interrupted(*args: Any, **kwargs: Any) -> None:
        if broken == "write_all":
            return_rows.write_all(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, broken, interrupted)
    with pytest.raises(KeyboardInterrupt):
        confirmed(plan, by=people.administrator)
    assert everything() == before
    assert stands() == was


def test_month_that_was_closed_meanwhile(keep, people: People) -> None:
    plan = keep()
    digest = imports.read(plan)[1].digest
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    with pytest.raises((Conflict, Invalid, Refused)):
        imports.load(plan=plan, seen_digest=digest, by=people.administrator, at=NOW)
    assert stands() == {("M1", "2018-05"): 110}


def test_queries_do_not_grow_with_cells(scorecard: Scorecard, people: People) -> None:
    """Within the batches in which the databases take rows."""
    raise_revision(scorecard)
    refs = [f"Q{number}" for number in range(55)]
    for ref in refs:
        factories.indicator(scorecard, ref)
    few, many = refs[:5], refs[5:]

    def queries(refs: list[str], value: int) -> tuple[int, int]:
        plan = kept(scorecard, file(refs, value), by=people.administrator)
        plan = decided(
            plan, first_choices(imports.read(plan)[1]), by=people.administrator, reason="Counted again"
        )
        digest = imports.read(plan)[1].digest
        with CaptureQueriesContext(connection) as loading:
            batch = imports.load(plan=plan, seen_digest=digest, by=people.administrator, at=NOW)
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


# Columns and what is remembered


PARTS = {"above": "numerator", "below": "denominator"}


def parts_file(month: str, value: str, below: int) -> bytes:
    return f"ref,month,value,Above,Below\nM3,{month},{value},3,{below}\n".encode()


@pytest.fixture
def share(scorecard: Scorecard, both: object) -> Indicator:
    return factories.indicator(scorecard, "M3", unit="percentage", decimals=1, multiplier=100)


def test_columns_are_remembered(keep, share: Indicator, people: People, scorecard: Scorecard) -> None:
    plan = keep(parts_file("2018-06", "30", 10))
    assert plan.columns == {}
    plan = decided(plan, by=people.administrator, columns={"Above": "numerator", " BELOW ": "denominator"})
    assert plan.columns == PARTS
    assert not ColumnMeaning.objects.exists()
    confirmed(plan, by=people.administrator)
    row = MonthlyReturn.objects.get(indicator=share)
    assert [row.value, row.numerator, row.denominator] == [30, 3, 10]
    meanings = ColumnMeaning.objects.filter(scorecard=scorecard, by=people.administrator, at=NOW)
    assert dict(meanings.values_list("heading", "field")) == PARTS
    # Offered for the next file, and only what that file has a heading for.
    assert keep(parts_file("2018-05", "20", 15)).columns == PARTS
    assert keep().columns == {}


def test_column_taken_back_is_remembered_no_longer(keep, share: Indicator, people: People) -> None:
    for heading, field in PARTS.items():
        ColumnMeaning.objects.create(
            scorecard=share.scorecard, heading=heading, field=field, by=people.administrator, at=NOW
        )
    plan = keep(parts_file("2018-06", "30", 10))
    plan = decided(plan, by=people.administrator, columns=dict.fromkeys(PARTS, ""))
    confirmed(plan, by=people.administrator)
    assert not ColumnMeaning.objects.exists()


def test_heading_of_one_month_is_that_month_in_one_file_only(keep, people: People) -> None:
    plan = keep(b"ref,2018-05,This month\nM1,110,120\n")
    plan = decided(plan, by=people.administrator, columns={"This month": "month:2018-06"})
    confirmed(plan, by=people.administrator)
    assert stands()["M1", "2018-06"] == 120
    assert not ColumnMeaning.objects.exists()


def test_meanings_that_do_not_fit_a_file_are_let_be(keep, people: People, scorecard: Scorecard) -> None:
    """What was said of two files must not keep out a third: here it would have two columns of figures."""
    for heading in ("notes", "remarks"):
        ColumnMeaning.objects.create(
            scorecard=scorecard, heading=heading, field="value", by=people.administrator, at=NOW
        )
    plan = keep(b"ref,month,value,Notes,Remarks\nM1,2018-06,120,none,none\n")
    assert plan.columns == {}
    assert len(imports.read(plan)[1].new) == 1


# Reading again


def test_file_is_read_once(keep, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    plan = keep()
    monkeypatch.setattr(reading, "read_book", None)
    assert len(imports.read(plan)[1].new) == 2


@pytest.mark.parametrize("trouble", ["get", "set"])
def test_cache_that_fails_stops_nobody(keep, monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    monkeypatch.setattr(cache, trouble, fails)
    assert len(imports.read(keep())[1].new) == 2


def test_what_is_kept_wrongly_is_read_again(keep) -> None:
    plan = keep()
    cache.set(reading._key(plan.file.sha256, {}), b"damaged", 60)
    assert len(imports.read(plan)[1].new) == 2


# Undoing


@pytest.fixture
def undo(people: People):
    def undoing(batch: ImportBatch, reason: str = "The wrong file") -> ImportBatch:
        return imports.undo(batch=batch, reason=reason, by=people.administrator, at=NOW)

    return undoing


def test_undone_load_leaves_what_was_before(load, undo, people: People) -> None:
    before = stands()
    batch = load("M1,2018-05,111", "M1,2018-06,120", "M2,2018-06,31", reason="Counted again")
    assert stands() != before
    undoing = undo(batch)
    assert stands() == before
    assert (undoing.undoes, undoing.file, undoing.month, undoing.by) == (
        batch,
        None,
        JUNE,
        people.administrator,
    )
    assert undoing.summary == {"returns_withdrawn": 2, "returns_put_back": 1, "reason": "The wrong file"}
    revisions = ReturnRevision.objects.filter(batch=undoing).order_by("number", "value")
    assert {(row.number, row.value, row.missing, row.reason) for row in revisions} == {
        (2, None, "withdrawn", "The wrong file"),
        (3, Decimal(110), "", "The wrong file"),
    }
    assert AuditEvent.objects.latest("pk").verb == "undid a load of returns"


def test_file_can_be_loaded_again_after_undoing(load, undo) -> None:
    lines = ("M1,2018-05,111", "M1,2018-06,120", "M2,2018-06,31")
    batch = load(*lines, reason="Counted again")
    after = stands()
    undo(batch)
    again = load(*lines, reason="It was right")
    assert stands() == after
    assert (again.summary["returns_added"], again.summary["returns_restated"]) == (2, 1)
    undo(again)
    third = load("M1,2018-06,120", "M2,2018-06,31")
    assert set(ReturnRevision.objects.filter(batch=third).values_list("number", "reason")) == {
        (5, RECORDED_AGAIN)
    }
    undo(third)
    assert stands() == {("M1", "2018-05"): 110}


def test_value_put_back_has_its_numerator_and_denominator(keep, load, undo, scorecard: Scorecard) -> None:
    share = factories.indicator(scorecard, "M3", unit="percentage", decimals=1, multiplier=100)
    MonthlyReturn.objects.create(indicator=share, month=JUNE, value=30, numerator=3, denominator=10)
    row = MonthlyReturn.objects.get(indicator=share)
    ReturnRevision.objects.create(monthly_return=row, number=1, value=30, numerator=3, denominator=10, at=NOW)
    undo(load("M3,2018-06,40", reason="Counted again"))
    row.refresh_from_db()
    assert [row.value, row.numerator, row.denominator, row.version] == [30, 3, 10, 3]


def test_reason_is_asked_for(load, undo) -> None:
    with pytest.raises(Invalid, match="Say why"):
        undo(load("M1,2018-06,120"), reason=" ")


def test_load_is_undone_once(load, undo) -> None:
    batch = load("M1,2018-06,120")
    undo(batch)
    with pytest.raises(Refused, match="undone already"):
        undo(batch)


def test_undoing_is_not_undone(load, undo) -> None:
    undoing = undo(load("M1,2018-06,120"))
    with pytest.raises(Refused, match="load the file again"):
        undo(undoing)


@pytest.mark.parametrize("status", [ReportingMonth.CLOSED, ReportingMonth.PLANNED])
def test_month_must_be_open(load, undo, scorecard: Scorecard, status: str) -> None:
    batch = load("M1,2018-06,120")
    ReportingMonth.objects.update(status=status)
    ReportingMonth.objects.create(scorecard=scorecard, month=JULY, status=ReportingMonth.OPEN)
    with pytest.raises(Refused, match="while its month is open, and June 2018 is not"):
        undo(batch)


def test_batch_that_brought_more_than_figures(load, undo) -> None:
    batch = load("M1,2018-06,120")
    ImportBatch.objects.update(summary={"returns_added": 1, "indicators_added": 2, "changes": []})
    batch.refresh_from_db()
    with pytest.raises(Refused, match="more than figures \\(indicators added\\)"):
        undo(batch)


def test_batch_whose_figures_were_changed_since(
    load, undo, both: tuple[Indicator, Indicator], people: People
) -> None:
    batch = load("M1,2018-06,120", "M2,2018-06,31")
    factories.restate(both[0], "121", by=people.administrator)
    was = stands()
    with pytest.raises(Refused, match=r"Changed since: M1, June 2018\.$"):
        undo(batch)
    assert stands() == was


def test_ten_of_the_changed_figures_are_named(load, undo, scorecard: Scorecard, people: People) -> None:
    changed = [factories.indicator(scorecard, f"N{number:02}") for number in range(12)]
    batch = load(*(f"N{number:02},2018-06,5" for number in range(12)))
    for each in changed:
        factories.restate(each, "6", by=people.administrator)
    with pytest.raises(Refused, match="N09, June 2018; and 2 more") as refusal:
        undo(batch)
    assert "N10" not in refusal.value.reason


def test_restated_back_and_forth_is_changed_since(
    load, undo, both: tuple[Indicator, Indicator], people: People
) -> None:
    """The same value again is another person's word for it."""
    batch = load("M1,2018-06,120")
    for value in ("121", "120"):
        factories.restate(both[0], value, by=people.administrator)
    with pytest.raises(Refused, match="Changed since"):
        undo(batch)
