"""The real scorecard through `load_scorecard` and `export_scorecard`."""

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from commentary.models import Commentary
from indicators import models
from indicators.calculations.rounding import round_half_up
from indicators.people.models import User
from tests.indicators.calculations import printed
from tests.portal.commands import load_file, tables

pytestmark = pytest.mark.django_db

FILE = printed.SEED / "000_7f08c83f4a121d2f.txt"
EXPLAINED = {
    "% change from previous month": "change_month_pct",
    "% change same month prev yr": "change_year_pct",
}


@dataclass(frozen=True)
class Loaded:
    printed: str
    report: dict[str, dict[str, object]]
    findings: list[dict[str, str]]
    rows: dict[str, dict[str, str]]


@pytest.fixture
def loaded(db: None, tmp_path: Path) -> Loaded:
    if not printed.SEED.is_dir():
        pytest.skip("../shared/seed is not on this machine")
    report, output = tmp_path / "report.json", tmp_path / "scorecard.csv"
    said = load_file(FILE, report=report)
    exported = ("--scorecard=childrens-services", "--month=2018-06", f"--output={output}")
    call_command("export_scorecard", *exported, stdout=io.StringIO())
    found = json.loads(report.read_text(encoding="utf-8"))
    with output.open(encoding="utf-8", newline="") as file:
        rows = {row["ref"]: row for row in csv.DictReader(file)}
    return Loaded(said, found, found["findings"], rows)


def test_everything_in_it_is_loaded(loaded: Loaded) -> None:
    assert models.Indicator.objects.count() == 58
    assert models.MonthlyReturn.objects.count() == models.ReturnRevision.objects.count() == 754
    assert models.MonthlyReturn.objects.filter(missing="no_denominator").count() == 4
    assert models.MonthlyReturn.objects.exclude(missing="").count() == 4
    assert Commentary.objects.filter(status="draft").count() == Commentary.objects.count() == 37
    assert models.Comparator.objects.count() == 3
    assert models.BenchmarkRelease.objects.get().label == "Updated Nov-17, using 16-17 data"
    assert set(models.Target.objects.values_list("financial_year", flat=True)) == {2017, 2018, 2019}
    assert not User.objects.exists()


def test_figures_are_those_of_the_paper(loaded: Loaded) -> None:
    with (printed.SEED / "returns_long.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(cells) == 754
    for cell in cells:
        row = loaded.rows[cell["ref"]]
        if cell["value"]:
            assert Decimal(row[cell["month"]]) == Decimal(cell["value"]), cell
        else:
            assert (row[cell["month"]], row[f"missing_{cell['month']}"]) == ("", "no_denominator"), cell


def test_the_summary_counts_them(loaded: Loaded) -> None:
    summary = loaded.report["summary"]
    assert {name: summary[name] for name in ("indicators", "cells", "missing", "texts", "comparators")} == {
        "indicators": 58,
        "cells": 754,
        "missing": 4,
        "texts": 37,
        "comparators": 3,
    }


def test_derived_columns_are_reproduced_but_for_five_changes(loaded: Loaded) -> None:
    paper = printed.rows_in_seed()
    assert len(paper) == len(loaded.rows) == 58
    right: Counter[str] = Counter()
    for row in paper:
        ours = loaded.rows[row.ref]
        for name, on_paper in (("mean_12", row.mean_12), ("max_12", row.max_12)):
            # An average has the indicator's decimals: CP4 (val) prints 34.50 above whole numbers.
            places = len(ours[name].partition(".")[2])
            right[name] += Decimal(ours[name]) == round_half_up(Decimal(on_paper), places)
        for span in ("month", "year"):
            percent = getattr(row, f"change_{span}_pct")
            arrow = getattr(row, f"change_{span}_arrow")
            if arrow is None:
                assert (ours[f"change_{span}_pct"], ours[f"change_{span}_arrow"]) == ("", "")
                continue
            right["arrows"] += ours[f"change_{span}_arrow"] == arrow
            right["changes"] += ours[f"change_{span}_pct"] == str(percent)
    assert right == {"mean_12": 58, "max_12": 58, "arrows": 114, "changes": 109}


def test_the_report_holds_exactly_the_five_explained_mismatches(loaded: Loaded) -> None:
    with (printed.SEED / "derived_mismatches.csv").open(encoding="utf-8", newline="") as file:
        explained = {(row["ref"], EXPLAINED[row["column"]]) for row in csv.DictReader(file)}
    found = [(each["ref"], each["column"]) for each in loaded.findings if each["kind"] == "derived_mismatch"]
    assert len(found) == 5
    assert set(found) == explained


def test_three_groups_of_names_are_pointed_out_and_kept_apart(loaded: Loaded) -> None:
    groups = [each["printed"] for each in loaded.findings if each["kind"] == "similar_names"]
    assert groups == [
        "Catherine Parks, Catherine Paskin, Catherine Perkins",
        "John Watkins, Julian Watkins",
        "Shari Webb, Smart Web",
    ]
    names = set(models.Indicator.objects.values_list("reporter_name", flat=True))
    assert {"Catherine Parks", "Catherine Paskin", "Shari Webb", "Smart Web"} <= names


def test_benchmarks_and_targets_are_those_of_the_paper(loaded: Loaded) -> None:
    with (printed.SEED / "scorecard_rows.csv").open(encoding="utf-8", newline="") as file:
        paper = list(csv.DictReader(file))
    pairs = {
        "bench_sn": "benchmark_statistical-neighbours",
        "bench_eng": "benchmark_england",
        "bench_se": "benchmark_south-east-region",
        "target_2017-18": "target_2017-18",
        "target_2018-19": "target_2018-19",
        "target_2019-20": "target_2019-20",
    }
    numbers = 0
    for row in paper:
        for theirs, ours in pairs.items():
            exported, place = loaded.rows[row["ref"]][ours], (row["ref"], ours)
            if row[theirs]:
                assert Decimal(exported) == Decimal(row[theirs]), place
                numbers += 1
            else:
                as_printed = row[f"{theirs}_printed"]
                assert exported == (as_printed if as_printed in ("Local", "TBC") else ""), place
    assert numbers == 81 + models.Target.objects.filter(is_tbc=False).count()


def test_a_second_load_and_a_dry_run_change_nothing(loaded: Loaded) -> None:
    before = tables()
    assert "Nothing changed" in load_file(FILE)
    assert "Nothing changed" in load_file(FILE, dry_run=True)
    assert tables() == before
