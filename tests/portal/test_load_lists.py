"""Lists of figures through `load_scorecard`: what a person would be asked is refused, not confirmed."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from indicators.models import (
    ColumnMeaning,
    ImportBatch,
    ImportedFile,
    MonthlyReturn,
    PendingFile,
    ReturnRevision,
    Scorecard,
)
from indicators.people.models import AuditEvent
from tests.factories import JUNE, MAY, NOW, People
from tests.indicators.imports import files, workbooks

from .commands import load_file, tables
from .import_pages import indicators

LONG = "ref,month,value\nM1,2018-06,1433\nM2,2018-06,215\n"
WIDE = "Ref.,May-18,Jun-18\nM1,1541,1433\nM2,246,215\n"
TEMPLATE = "Ref,Indicator,May 2018,Value for June 2018\nM1,Measure M1,1541,1433\nM2,Measure M2,246,215\n"
RESTATED = WIDE.replace("1541", "1554")
SETTLE = "Load it in the portal, at Returns → Import, where"


@pytest.fixture(autouse=True)
def measures(scorecard: Scorecard, people: People) -> None:
    """M1, M2 and P1, with twelve months up to May and nothing for June."""
    indicators(scorecard, people)


@pytest.fixture
def load(tmp_path: Path):
    def loading(text: str | bytes, *, name: str = "june.csv", **options: Any) -> str:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load_file(path, **options)

    return loading


@pytest.fixture
def refused(load):
    """The sentence of a refusal that changed nothing."""

    def refusing(text: str | bytes, **options: Any) -> str:
        before = tables()
        with pytest.raises(CommandError) as refusal:
            load(text, **options)
        assert tables() == before
        assert refusal.value.returncode == 1
        return str(refusal.value)

    return refusing


def june() -> dict[str, Decimal | None]:
    return {each.indicator.ref: each.value for each in MonthlyReturn.objects.filter(month=JUNE)}


@pytest.mark.parametrize("text", [LONG, WIDE, TEMPLATE], ids=["long", "wide", "template"])
def test_a_list_is_loaded_as_its_plan_says(load, people: People, text: str) -> None:
    said = load(text, by=people.administrator.email)
    assert june() == {"M1": 1433, "M2": 215}
    assert "Done: 2 monthly figures added." in said
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.month, batch.by) == ("june.csv", JUNE, people.administrator)
    assert batch.summary["returns_added"] == 2
    assert bytes(ImportedFile.objects.get().data) == text.encode()
    assert not PendingFile.objects.exists()
    assert AuditEvent.objects.get(verb="loaded returns").by == people.administrator


def test_a_workbook_is_too(load) -> None:
    load(workbooks.of_rows([["Ref.", "Jun-18"], ["M1", "1433"], ["M2", "215"]]), name="june.xlsx")
    assert june() == {"M1": 1433, "M2": 215}


def test_in_nobodys_name_the_history_says_so(load) -> None:
    load(LONG)
    revisions = ReturnRevision.objects.filter(batch__isnull=False)
    assert [(each.by, each.reason) for each in revisions] == [(None, "Loaded by command")] * 2


def test_the_same_again_changes_nothing(load) -> None:
    load(LONG)
    before = tables()
    for options in ({}, {"reason": "Again"}, {"dry_run": True}):
        assert "Nothing changed" in load(LONG, **options)
    assert tables() == before


def test_restatements_need_a_reason(load, refused) -> None:
    said = refused(RESTATED)
    assert said.splitlines() == [
        "june.csv: One thing is to be settled before it can be loaded. Nothing was changed.",
        "  restatement: line 2, column B, M1: May 2018 is 1,541 here. A figure that was given would change.",
        "The restatement is made with --reason.",
    ]
    said = load(RESTATED, reason="Late contacts")
    assert "Changed: line 2, M1: the figure of May 2018: 1,541 → 1,554" in said
    assert "Done: 2 monthly figures added, 1 monthly figure restated." in said
    revision = ReturnRevision.objects.get(batch__isnull=False, monthly_return__month=MAY)
    assert revision.value == 1554
    assert revision.reason == "Late contacts"


def test_errors_and_repairs_are_listed_with_their_places_and_refused(refused) -> None:
    text = "ref,May-18,Jun-18\nM1,1554,1433\nP1,61.0%,0.482\nM99,7,8\n"
    for reason in ("", "Late contacts"):
        said = refused(text, reason=reason)
        assert "  error: line 4, M99: No indicator has this ref." in said
        assert "  repair: line 3, column C, P1: A fraction in a percentage." in said
        assert f"{SETTLE} they can be settled." in said
        assert ("  restatement: line 2, column B, M1:" in said) == (not reason)
    assert "3 things are to be settled" in refused(text)
    assert "2 things are to be settled" in refused(text, reason="Late contacts")


def test_a_workbooks_place_has_its_sheet(refused) -> None:
    data = workbooks.of_rows([["Ref.", "Jun-18"], ["M1", "many"]])
    said = refused(data, name="june.xlsx")
    assert said.splitlines()[1].endswith("line 2, column B, M1: This is not a number.")
    assert "error: sheet '" in said
    assert said.endswith(f"{SETTLE} it can be settled.")


def test_refusal_is_in_the_report(refused, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    refused("ref,Jun-18\nM1,many\nM2,215\n", report=report)
    document = json.loads(report.read_text())
    assert document["summary"] == {"changed": False, "found": document["summary"]["found"]}
    first = document["findings"][0]
    assert first == {
        "severity": "error",
        "kind": "text_in_number",
        "ref": "M1",
        "line": 2,
        "column": "Jun-18",
        "printed": "many",
        "expected": "",
        "message": "This is not a number.",
    }


def test_report_has_the_keys_of_a_whole_scorecards(load, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    load(WIDE, report=report)
    summary = json.loads(report.read_text())["summary"]
    assert {
        name: summary[name]
        for name in ("file", "scorecard", "month", "indicators", "cells", "missing", "texts")
    } == {
        "file": "june.csv",
        "scorecard": "Children's Services",
        "month": "2018-06",
        "indicators": 2,
        "cells": 4,
        "missing": 0,
        "texts": 0,
    }
    assert summary["written"] == {"returns_added": 2, "returns_restated": 0}
    assert (summary["changed"], summary["dry_run"]) == (True, False)
    whole = tmp_path / "whole.json"
    path = tmp_path / "scorecard.txt"
    path.write_bytes(files.small())
    load_file(path, report=whole, scorecard="other", dry_run=True)
    assert json.loads(whole.read_text())["summary"].keys() == summary.keys()


def test_dry_run_writes_nothing(load) -> None:
    before = tables()
    said = load(RESTATED, dry_run=True, reason="Late contacts")
    assert (
        "Dry run, nothing was written. It would be: 2 monthly figures added, 1 monthly figure restated."
        in said
    )
    assert tables() == before


def test_report_that_cannot_be_written_leaves_nothing(refused, tmp_path: Path) -> None:
    assert "No such file or directory" in refused(LONG, report=tmp_path / "nowhere" / "report.json")


def test_another_month_than_the_one_asked_for(refused, load) -> None:
    said = refused(WIDE, month=MAY)
    assert said == "june.csv: Expected figures up to May 2018, found them up to June 2018."
    load(WIDE, month=JUNE)


def test_heading_of_refs_that_nobody_said(refused, load, scorecard: Scorecard, people: People) -> None:
    text = "Ident,Jun-18\nM1,1433\n"
    said = refused(text)
    assert "  error: line 1: No column is headed “Ref.” or a like word." in said
    assert f"{SETTLE} it can be settled." in said
    ColumnMeaning.objects.create(
        scorecard=scorecard, heading="ident", field="ref", by=people.administrator, at=NOW
    )
    load(text)
    assert june() == {"M1": 1433}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"scorecard": "nowhere"}, "There is no scorecard “nowhere”. There are: childrens-services."),
        ({"people": Path("people.csv")}, "--people and --definitions go with a whole scorecard only."),
        ({"by": "nobody@example.org"}, "Nobody here has the e-mail address nobody@example.org."),
        ({"reason": "x" * 501}, "500 characters"),
    ],
)
def test_other_refusals(refused, options: dict[str, Any], said: str) -> None:
    assert said in refused(LONG, **options)


def test_only_an_administrator_loads_a_list(refused, people: People) -> None:
    assert "Only an administrator" in refused(LONG, by=people.reporter.email)
    people.administrator.is_active = False
    people.administrator.save()
    assert "deactivated" in refused(LONG, by=people.administrator.email)


def test_month_that_is_not_open(refused) -> None:
    said = refused("ref,Jul-18\nM1,1433\n")
    assert "July 2018 is not open, and no later month is." in said


def test_a_whole_scorecard_that_lost_a_column_is_no_list(refused) -> None:
    lines = [line.split("\t") for line in files.small().decode().split("\n")]
    for cells in lines:
        if len(cells) > 20:
            del cells[18:20]
    said = refused("\n".join("\t".join(cells) for cells in lines), name="scorecard.txt")
    assert said.startswith("scorecard.txt: ")
    assert "to be settled" not in said
