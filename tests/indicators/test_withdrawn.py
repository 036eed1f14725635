"""A value withdrawn by undoing a load is, for every reader, a value that was never given."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commentary.summaries import for_month
from indicators.actions import imports, returns
from indicators.actions.figures import Figures
from indicators.actions.return_rows import RECORDED_AGAIN, ReturnWrite, write_all
from indicators.models import (
    ImportBatch,
    Indicator,
    Membership,
    MonthlyReturn,
    Part,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
)
from indicators.people.errors import Conflict, Refused
from indicators.scorecards import build, figures_seen
from indicators.scorecards.history import history_of
from indicators.scorecards.indicator_set_up import retiring
from scorecard_portal.transfers.export import as_csv
from tests import factories
from tests.factories import JUNE, MAY, NOW, People
from tests.indicators.imports import files
from tests.portal.commands import JUNE_CELL, load

JULY = date(2018, 7, 1)
PAGE = "/manage/returns/childrens-services/2018-06/m1/"


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["10", "11", "12"], last=MAY)
    return made


@pytest.fixture
def batch(scorecard: Scorecard, people: People) -> ImportBatch:
    return ImportBatch.objects.create(
        scorecard=scorecard,
        file_name="june.csv",
        sha256="0" * 64,
        month=JUNE,
        by=people.administrator,
        at=NOW,
        summary={"returns_added": 1},
    )


@pytest.fixture
def withdrawn(indicator: Indicator, batch: ImportBatch, people: People) -> Indicator:
    """20 loaded for June, and the load undone."""
    write_all([ReturnWrite(indicator.pk, JUNE, 0, Decimal(20), "")], batch=batch, by=batch.by, at=NOW)
    imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
    return indicator


def record(indicator: Indicator, value: str, people: People, **given: Any) -> MonthlyReturn:
    usual: dict[str, Any] = {"month": JUNE, "seen_version": 2, "by": people.administrator, "at": NOW}
    return returns.record(indicator=indicator, figures=Figures(Decimal(value)), **usual | given)


def revisions(indicator: Indicator) -> list[tuple[int, Decimal | None, str, str]]:
    found = ReturnRevision.objects.filter(monthly_return__indicator=indicator, monthly_return__month=JUNE)
    return list(found.order_by("number").values_list("number", "value", "missing", "reason"))


def test_row_and_its_revisions_stay(withdrawn: Indicator) -> None:
    row = MonthlyReturn.objects.get(indicator=withdrawn, month=JUNE)
    assert (row.value, row.missing, row.version) == (None, "withdrawn", 2)
    assert revisions(withdrawn) == [
        (1, Decimal(20), "", ""),
        (2, None, "withdrawn", "The wrong file"),
    ]


def test_scorecard_shows_no_figure_and_no_restatement(scorecard: Scorecard, withdrawn: Indicator) -> None:
    row = build(scorecard, JUNE).rows[0]
    assert (row.now.value, row.now.missing) == (None, None)
    assert row.restated == frozenset()
    # (10 + 11 + 12) / 3: June is left out of sum and count.
    assert row.mean_12 == 11


def test_figures_seen_are_those_before_the_load(
    scorecard: Scorecard, indicator: Indicator, batch: ImportBatch, people: People
) -> None:
    before = figures_seen(scorecard, JUNE, [indicator.pk])
    write_all([ReturnWrite(indicator.pk, JUNE, 0, Decimal(20), "")], batch=batch, by=batch.by, at=NOW)
    assert figures_seen(scorecard, JUNE, [indicator.pk]) != before
    imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
    assert figures_seen(scorecard, JUNE, [indicator.pk]) == before


def test_signature_from_before_the_load_is_good_again(
    scorecard: Scorecard, indicator: Indicator, batch: ImportBatch, people: People
) -> None:
    factories.commentary_at("approved", indicator)
    write_all([ReturnWrite(indicator.pk, JUNE, 0, Decimal(20), "")], batch=batch, by=batch.by, at=NOW)
    assert for_month(scorecard.pk, JUNE, build(scorecard, JUNE).rows)[indicator.pk].is_stale
    imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
    assert not for_month(scorecard.pk, JUNE, build(scorecard, JUNE).rows)[indicator.pk].is_stale


def test_signatures_to_the_loaded_figures_are_stale_by_the_undoing(
    sign_in, scorecard: Scorecard, indicator: Indicator, batch: ImportBatch, people: People
) -> None:
    """Both at once: the cause is one."""
    second = factories.indicator(scorecard, "M2", owner=people.owner, reporter=people.reporter)
    writes = [ReturnWrite(each.pk, JUNE, 0, Decimal(20), "") for each in (indicator, second)]
    write_all(writes, batch=batch, by=batch.by, at=NOW)
    for each in (indicator, second):
        factories.commentary_at("approved", each)
    imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
    page = sign_in(people.owner).get("/review/").content.decode()
    assert "june.csv, undone" in page
    assert "12 July 2018, Administrator: The wrong file" in page


def test_parts_are_not_worked_out_from_it(scorecard: Scorecard, withdrawn: Indicator) -> None:
    share = factories.indicator(scorecard, "M3", unit="percentage", decimals=1, multiplier=100)
    Part.objects.create(indicator=share, role=Part.NUMERATOR, other=withdrawn)
    factories.returns(share, ["5"])
    row = build(scorecard, JUNE).by_pk()[share.pk]
    assert (row.now.value, row.now.numerator) == (Decimal(5), None)


@pytest.mark.parametrize("value", ["20", "21"])
def test_recording_again_is_no_restatement(
    scorecard: Scorecard, withdrawn: Indicator, people: People, value: str
) -> None:
    record(withdrawn, value, people)
    row = build(scorecard, JUNE).rows[0]
    assert row.now.value == Decimal(value)
    assert row.restated == frozenset()
    assert revisions(withdrawn)[-1] == (3, Decimal(value), "", RECORDED_AGAIN)
    record(withdrawn, "22", people, seen_version=3, reason="Counted again")
    assert build(scorecard, JUNE).rows[0].restated == {JUNE}


def test_recording_again_with_a_reason_keeps_it(withdrawn: Indicator, people: People) -> None:
    record(withdrawn, "20", people, reason="From the right file")
    assert revisions(withdrawn)[-1] == (3, Decimal(20), "", "From the right file")


@pytest.mark.parametrize("seen", [0, 2])
def test_it_is_seen_as_none_or_as_withdrawn(withdrawn: Indicator, people: People, seen: int) -> None:
    assert record(withdrawn, "20", people, seen_version=seen).version == 3


def test_who_saw_the_loaded_figure_is_told(withdrawn: Indicator, people: People) -> None:
    with pytest.raises(Conflict, match="Somebody else changed M1 for June 2018"):
        record(withdrawn, "21", people, seen_version=1, reason="Counted again")


def test_form_records_it_and_asks_for_no_reason(sign_in, withdrawn: Indicator, people: People) -> None:
    client = sign_in(people.administrator)
    page = client.get(PAGE).content.decode()
    assert "Record M1, June 2018" in page
    assert "It stands at" not in page
    assert 'name="reason"' not in page
    assert 'name="seen_version" value="2"' in page
    answer = client.post(PAGE, {"value": "20", "missing": "", "seen_version": "2"}, follow=True)
    assert "M1 for June 2018 is recorded." in answer.content.decode()
    assert revisions(withdrawn)[-1] == (3, Decimal(20), "", RECORDED_AGAIN)


def test_history_has_a_line_with_its_reason(withdrawn: Indicator, people: People) -> None:
    record(withdrawn, "21", people)
    said = {change.what: (change.by, change.why) for change in history_of(withdrawn)}
    assert said["June 2018 recorded as 20, from the file june.csv"] == ("Administrator", "")
    assert said["June 2018 withdrawn"] == ("Administrator", "The wrong file")
    assert said["June 2018 recorded as 21"] == ("Administrator", RECORDED_AGAIN)


def test_history_of_a_value_put_back(
    indicator: Indicator, scorecard: Scorecard, batch: ImportBatch, people: People
) -> None:
    write = ReturnWrite(indicator.pk, MAY, 1, Decimal(20), "", reason="Counted again")
    write_all([write], batch=batch, by=batch.by, at=NOW)
    assert build(scorecard, JUNE).rows[0].restated == {MAY}
    imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
    row = build(scorecard, JUNE).rows[0]
    assert row.restated == frozenset()
    assert row.cells[-2].value == 12
    whats = [change.what for change in history_of(indicator)]
    assert "May 2018 restated from 12 to 20" in whats
    assert "May 2018 put back from 20 to 12" in whats


def test_pages_know_nothing_of_a_month_that_was_withdrawn(
    sign_in, scorecard: Scorecard, people: People, batch: ImportBatch
) -> None:
    """All that was loaded for July was undone."""
    indicator = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(indicator, ["10"])
    july = ReportingMonth.objects.create(scorecard=scorecard, month=JULY, status=ReportingMonth.OPEN)
    ImportBatch.objects.filter(pk=batch.pk).update(month=JULY)
    batch.refresh_from_db()
    write_all([ReturnWrite(indicator.pk, JULY, 0, Decimal(20), "")], batch=batch, by=batch.by, at=NOW)
    imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
    july.delete()
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    client = sign_in(people.viewer)
    latest = client.get("/scorecards/childrens-services/")
    assert latest["Location"] == "/scorecards/childrens-services/2018-06/"
    assert client.get("/scorecards/childrens-services/2018-07/scorecard.csv").status_code == 404
    assert client.get("/indicators/childrens-services/m1/?month=2018-07").status_code == 404
    june = client.get("/scorecards/childrens-services/2018-06/").content.decode()
    assert "/scorecards/childrens-services/2018-07/" not in june


def test_retiring_names_the_last_month_with_a_figure(withdrawn: Indicator) -> None:
    assert any("It has figures up to May 2018" in said for said in retiring(withdrawn))


def test_export_has_neither_figure_nor_reason(scorecard: Scorecard, withdrawn: Indicator) -> None:
    header, line = (row.split(",") for row in as_csv(scorecard=scorecard, month=JUNE).splitlines())
    cells = dict(zip(header, line, strict=True))
    assert (cells["2018-05"], cells["2018-06"], cells["missing_2018-06"]) == ("12", "", "")


def test_command_records_it_again_without_a_reason(tmp_path: Path, db: None) -> None:
    load(tmp_path)
    row = MonthlyReturn.objects.get(indicator__ref="B2", month=JUNE)
    batch = ImportBatch.objects.get()
    write_all(
        [ReturnWrite(row.indicator_id, JUNE, 1, None, "withdrawn", reason="x")], batch=batch, by=None, at=NOW
    )
    load(tmp_path)
    row.refresh_from_db()
    assert (row.value, row.version) == (Decimal(231), 3)
    revision = ReturnRevision.objects.latest("pk")
    assert revision.reason == RECORDED_AGAIN
    assert revision.batch is not None
    assert revision.batch.summary["returns_added"] == 1


def test_load_by_command_that_brought_figures_alone_is_undone(
    tmp_path: Path, people: People, db: None
) -> None:
    load(tmp_path)
    scorecard = Scorecard.objects.get()
    Membership.objects.create(user=people.administrator, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    first = ImportBatch.objects.get()
    assert first.month == JUNE
    with pytest.raises(Refused, match="indicators added"):
        imports.undo(batch=first, reason="x", by=people.administrator, at=NOW)
    load(tmp_path, files.with_cell(files.B2, JUNE_CELL, "232"), reason="Counted again")
    row = MonthlyReturn.objects.get(indicator__ref="B2", month=JUNE)
    assert row.value == 232
    imports.undo(batch=ImportBatch.objects.latest("pk"), reason="x", by=people.administrator, at=NOW)
    row.refresh_from_db()
    assert (row.value, row.version) == (Decimal(231), 3)
