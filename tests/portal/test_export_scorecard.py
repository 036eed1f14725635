"""`export_scorecard`: the columns, the words that may leave, and what a spreadsheet must not run."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from commentary.actions import steps
from commentary.models import Commentary
from indicators import models
from indicators.people.models import User
from indicators.scorecards import figures_seen, hash_of
from tests.factories import JUNE, NOW
from tests.indicators.imports import files
from tests.portal.commands import COMMENTARY_CELL, TITLE_CELL, load

pytestmark = pytest.mark.django_db

MONTHS = ["2017-06", "2017-07", "2017-08", "2017-09", "2017-10", "2017-11", "2017-12"]
MONTHS += ["2018-01", "2018-02", "2018-03", "2018-04", "2018-05", "2018-06"]


@pytest.fixture
def small(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "name,email\nRobin Ashdown,owner@example.org\nImogen Larkspur,reporter@example.org\n"
        "Imogen Larkspure,reporter@example.org\n"
    )
    load(tmp_path, definitions=files.DATA / "small_definitions.csv", people=people)


def export(folder: Path, **options: Any) -> str:
    path = folder / "out.csv"
    asked = {"scorecard": "childrens-services", "month": "2018-06", "output": str(path)} | options
    call_command("export_scorecard", stdout=io.StringIO(), **asked)
    return path.read_bytes().decode()


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["ref"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def approve(ref: str) -> None:
    indicator = models.Indicator.objects.get(ref=ref)
    row = Commentary.objects.get(indicator=indicator, month=JUNE)
    reporter, owner = (User.objects.get(email=f"{name}@example.org") for name in ("reporter", "owner"))
    row = steps.submit(
        indicator=indicator, month=JUNE, text=row.text, seen_version=row.version, by=reporter, at=NOW
    )
    seen = hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk])
    steps.approve(
        indicator=indicator, month=JUNE, seen_version=row.version, seen_figures=seen, by=owner, at=NOW
    )


def pick(row: dict[str, str], names: Iterable[str]) -> list[str]:
    return [row[name] for name in names]


@pytest.mark.usefixtures("small")
def test_columns_stand_in_their_order(tmp_path: Path) -> None:
    header = export(tmp_path).split("\r\n")[0].split(",")
    assert header == [
        *("ref", "title", "section", "owner", "reporter", "outcome", "unit", "polarity"),
        *MONTHS,
        *("change_month_pct", "change_month_arrow", "change_year_pct", "change_year_arrow"),
        *("judgement_month", "judgement_year", "mean_12", "max_12", "min_12", "pooled_12"),
        *("benchmark_statistical-neighbours", "benchmark_england", "benchmark_south-east-region"),
        *("benchmark_release", "target_2017-18", "target_2018-19", "target_2019-20"),
        *("target_status", "signal", "commentary_status", "commentary", "approved_by", "approved_at"),
        *(f"missing_{month}" for month in MONTHS),
    ]


@pytest.mark.usefixtures("small")
def test_figures_are_plain_and_empty_where_there_are_none(tmp_path: Path) -> None:
    found = rows(export(tmp_path))
    assert list(found) == ["A1", "A1-NI", "A2 %", "B1", "B1 %", "B2", "B3"]
    moved = ("change_month_pct", "change_month_arrow", "judgement_month")
    assert pick(found["A1"], moved) == ["-10", "down", "none"]
    assert pick(found["A2 %"], moved) == ["6", "similar", "similar"]
    assert pick(found["B1 %"], moved) == ["33", "up", "worsening"]
    assert pick(found["B3"], moved) == ["", "", ""]
    assert pick(found["B1 %"], ("2017-09", "missing_2017-09", "2017-06", "missing_2017-06")) == [
        "",
        "no_denominator",
        "100.0",
        "",
    ]
    twelve = ("mean_12", "max_12", "min_12", "pooled_12")
    assert pick(found["A2 %"], twelve) == ["73.4", "82.4", "66.7", ""]
    assert pick(found["A1"], twelve) == ["122", "134", "98", ""]


@pytest.mark.usefixtures("small")
def test_benchmarks_and_targets(tmp_path: Path) -> None:
    found = rows(export(tmp_path))
    names = ("benchmark_statistical-neighbours", "benchmark_england", "benchmark_south-east-region")
    assert pick(found["A1"], names) == ["110", "98", "104"]
    assert pick(found["A2 %"], names) == ["Local", "Local", "Local"]
    assert pick(found["B1"], names) == ["", "", ""]
    years = ("target_2017-18", "target_2018-19", "target_2019-20", "target_status")
    assert pick(found["A2 %"], years) == ["75", "80", "TBC", "on_target"]
    assert found["A1"]["benchmark_release"] == "Updated Nov-17, using 16-17 data"
    # B2 has 231 above its upper limit of 219.5 + 2.66 × 3.9; B1 % has nine figures.
    signals = {"A1": "common", "A1-NI": "common", "A2 %": "common", "B1": "common"}
    signals |= {"B1 %": "", "B2": "high", "B3": "common"}
    assert {ref: row["signal"] for ref, row in found.items()} == signals


@pytest.mark.usefixtures("small")
def test_words_leave_once_they_are_approved(tmp_path: Path) -> None:
    approve("A1")
    found = rows(export(tmp_path))
    names = ("commentary_status", "commentary", "approved_by", "approved_at")
    signed = [
        "approved",
        "Requests fell back after a busy May.",
        "Robin Ashdown",
        "2018-07-12T09:30:00+01:00",
    ]
    assert pick(found["A1"], names) == signed
    assert pick(found["A1-NI"], names) == signed, "it shows the words of the row it shares with"
    assert pick(found["A2 %"], names) == ["draft", "", "", ""]
    assert pick(found["B3"], names) == ["not_started", "", "", ""]
    drafts = rows(export(tmp_path, drafts=True))
    assert pick(drafts["A2 %"], names) == ["draft", "More requests were answered within a day.", "", ""]


def test_text_that_begins_like_a_formula_is_made_harmless(tmp_path: Path) -> None:
    data = files.with_cell(files.A1, TITLE_CELL, '=HYPERLINK("x")')
    data = files.with_cell(files.A1, COMMENTARY_CELL, "+1 more\u2026", data)
    load(tmp_path, files.with_cell(files.A1, 2, "@owner", data))
    found = rows(export(tmp_path, drafts=True))["A1"]
    assert pick(found, ("title", "commentary", "owner", "change_month_pct")) == [
        '\'=HYPERLINK("x")',
        "'+1 more\u2026",
        "'@owner",
        "-10",
    ]


@pytest.mark.usefixtures("small")
def test_what_is_written_is_what_was_loaded(tmp_path: Path) -> None:
    """Every printed figure comes back, from the file's own cells."""
    found = rows(export(tmp_path))
    for line in files.lines_of(files.small()):
        if line[0] not in found:
            continue
        for month, cell in zip(MONTHS, line[5:18], strict=True):
            assert found[line[0]][month] == ("" if cell == "-" else cell.removesuffix("%"))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"format": "xlsx"}, "The format xlsx does not exist yet. There is csv."),
        ({"format": "pdf"}, "The format pdf does not exist yet. There is csv."),
        ({"format": "json"}, "The format json does not exist yet. There is csv."),
        ({"scorecard": "adults"}, "There is no scorecard “adults”. There are: childrens-services."),
        ({"month": "2030-01"}, "“Children's Services” knows nothing of January 2030."),
    ],
)
def test_refusals(tmp_path: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as refusal:
        export(tmp_path, **options)
    assert refusal.value.returncode == 1
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.usefixtures("small")
def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        export(tmp_path, output=str(tmp_path / "nowhere" / "out.csv"))
