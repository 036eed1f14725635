"""`load_scorecard` on a small file: what it writes, and that it writes it once."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent
from indicators import models
from indicators.people.models import AuditEvent, User
from tests.factories import JUNE, NOW, People
from tests.indicators.imports import files
from tests.portal.commands import COMMENTARY_CELL, JUNE_CELL, TITLE_CELL, load, next_month, tables

pytestmark = pytest.mark.django_db

DEFINITIONS = files.DATA / "small_definitions.csv"
PEOPLE = files.DATA / "small_people.csv"


def get(ref: str) -> models.Indicator:
    return models.Indicator.objects.get(ref=ref)


def test_the_first_load_makes_the_scorecard_and_opens_its_month(tmp_path: Path) -> None:
    load(tmp_path)
    scorecard = models.Scorecard.objects.get()
    assert (scorecard.name, scorecard.slug) == ("Children's Services", "childrens-services")
    month = models.ReportingMonth.objects.get()
    assert (month.month, month.status, month.returns_due) == (JUNE, "open", None)
    assert [section.name for section in models.Section.objects.all()] == ["All indicators"]
    printed = ["A1", "A1-NI", "A2 %", "B1", "B1 %", "B2", "B3"]
    assert [each.ref for each in models.Indicator.objects.in_printed_order()] == printed
    assert models.MonthlyReturn.objects.count() == models.ReturnRevision.objects.count() == 7 * 13
    figure = models.MonthlyReturn.objects.get(indicator=get("A2 %"), month=date(2017, 7, 1))
    assert (figure.value, figure.missing, figure.version) == (Decimal("68.5"), "", 1)
    missing = models.MonthlyReturn.objects.filter(missing="no_denominator", indicator=get("B1 %"))
    assert missing.count() == 4


def test_benchmarks_come_with_their_release_and_local_is_the_indicators(tmp_path: Path) -> None:
    load(tmp_path)
    release = models.BenchmarkRelease.objects.get()
    assert (release.label, release.data_year) == ("Updated Nov-17, using 16-17 data", "2016-17")
    assert (release.status, release.in_force_from) == ("in_force", date(2017, 11, 1))
    comparators = list(models.Comparator.objects.values_list("name", "short_name", "kind"))
    assert comparators == [
        ("Statistical neighbours", "Neighbours", "statistical_neighbours"),
        ("England", "England", "national"),
        ("South East region", "South East", "region"),
    ]
    found = release.benchmarks.filter(indicator=get("B2")).order_by("comparator__order")
    assert [each.value for each in found] == [190, 201, 0]
    assert [each.ref for each in models.Indicator.objects.filter(local=True)] == ["A2 %", "B1 %", "B3"]


def test_targets_follow_polarity_and_tbc_is_not_a_number(tmp_path: Path) -> None:
    load(tmp_path)
    found = models.Target.objects.filter(indicator=get("A2 %")).values_list(
        "financial_year", "value", "is_tbc", "basis", "direction"
    )
    assert list(found) == [
        (2017, 75, False, "level", "at_least"),
        (2018, 80, False, "level", "at_least"),
        (2019, None, True, "level", "at_least"),
    ]
    assert models.Target.objects.get(indicator=get("B1")).direction == ""


def test_definitions_complete_the_file(tmp_path: Path) -> None:
    load(tmp_path, definitions=DEFINITIONS)
    sections = list(models.Section.objects.values_list("name", flat=True))
    assert sections == ["Front door", "Protection"]
    rate = get("A1-NI")
    assert (rate.unit, rate.multiplier, rate.short_title) == ("rate_per_10000", 10000, "Requests rate")
    parts = set(rate.parts.values_list("role", "other__ref", "population", "sign"))
    assert parts == {("numerator", "A1", "", 1), ("denominator", None, "children", 1)}
    assert set(get("B1 %").parts.values_list("other__ref", "sign")) == {("B1", 1), ("B2", 1), ("B1", -1)}
    assert rate.shares_commentary_with == get("A1")
    target = models.Target.objects.get(indicator=get("B1"))
    assert (target.basis, target.direction) == ("annual_total", "at_least")


def test_texts_become_drafts_that_say_where_they_come_from(tmp_path: Path) -> None:
    load(tmp_path)
    assert dict(Commentary.objects.values_list("indicator__ref", "status")) == dict.fromkeys(
        ("A1", "A2 %", "B1 %", "B2"), "draft"
    )
    event = CommentaryEvent.objects.get(commentary__indicator__ref="A1")
    assert (event.step, event.by, event.reason) == ("load", None, "scorecard.txt, line 11")
    assert event.text == "Requests fell back after a busy May."


def test_shared_words_are_kept_in_the_leading_rows_history(tmp_path: Path) -> None:
    load(tmp_path, definitions=DEFINITIONS)
    assert not Commentary.objects.filter(indicator__ref="B1 %").exists()
    leading = Commentary.objects.get(indicator__ref="B1")
    assert leading.text == "Two of three children were seen late."
    assert "line 17" in CommentaryEvent.objects.get(commentary=leading).reason


def test_words_of_rows_that_share_are_joined_with_both_in_the_history(tmp_path: Path) -> None:
    data = files.with_cell(files.A1_NI, COMMENTARY_CELL, "The rate fell too.")
    load(tmp_path, data, definitions=DEFINITIONS)
    leading = Commentary.objects.get(indicator__ref="A1")
    own = "Requests fell back after a busy May."
    events = CommentaryEvent.objects.filter(commentary=leading).order_by("pk")
    assert [event.text for event in events] == ["The rate fell too.", own]
    assert leading.text == own
    assert "Nothing changed" in load(tmp_path, data, definitions=DEFINITIONS)


def test_names_stay_text_without_a_mapping_and_are_pointed_out(tmp_path: Path) -> None:
    printed = load(tmp_path)
    assert not User.objects.exists()
    assert (get("A1").owner_name, get("A2 %").reporter_name) == ("Robin Ashdown", "Imogen Larkspure")
    assert "Imogen Larkspur, Imogen Larkspure may be one person" in printed
    assert "Tamsin Orchard is nobody in the portal yet; the name is kept as text." in printed


def test_a_mapping_makes_people_who_cannot_sign_in_yet(tmp_path: Path, people: People) -> None:
    known = User.objects.create_user("robin.ashdown@example.org", full_name="R. Ashdown")
    printed = load(tmp_path, people=PEOPLE)
    added = User.objects.get(email="imogen.larkspur@example.org")
    assert (added.full_name, added.has_usable_password()) == ("Imogen Larkspur", False)
    assert (get("A1").owner, get("A1").owner_name, get("A1").reporter) == (known, "", added)
    assert get("A2 %").reporter == added
    assert (get("B1").owner, get("B1").owner_name) == (None, "Tamsin Orchard")
    assert "New account" in printed
    assert "Robin Ashdown is nobody" not in printed


def test_the_second_load_says_so_and_leaves_every_table_as_it_was(tmp_path: Path) -> None:
    load(tmp_path, definitions=DEFINITIONS, people=PEOPLE)
    before = tables()
    assert "Nothing changed" in load(tmp_path, definitions=DEFINITIONS, people=PEOPLE)
    assert "Nothing changed" in load(tmp_path, reason="Again")
    assert tables() == before


@pytest.mark.parametrize("is_first", [True, False])
def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path, is_first: bool) -> None:
    if not is_first:
        load(tmp_path)
    before = tables()
    changed = files.with_cell(files.A1, JUNE_CELL, "122")
    printed = load(tmp_path, changed, dry_run=True, reason="Late", people=PEOPLE)
    assert "Dry run, nothing was written. It would be:" in printed
    assert ("7 indicators added" if is_first else "1 monthly figure restated") in printed
    assert tables() == before


def test_a_changed_figure_needs_a_reason(tmp_path: Path) -> None:
    load(tmp_path)
    before = tables()
    changed = files.with_cell(files.A1, JUNE_CELL, "122")
    with pytest.raises(CommandError, match="line 11, A1: the figure of June 2018: 121 → 122"):
        load(tmp_path, changed)
    assert tables() == before


def test_with_a_reason_it_is_a_restatement(tmp_path: Path, people: People) -> None:
    load(tmp_path, by=people.administrator.email)
    load(
        tmp_path,
        files.with_cell(files.A1, JUNE_CELL, "122"),
        reason="A late form",
        by=people.administrator.email,
    )
    figure = models.MonthlyReturn.objects.get(indicator=get("A1"), month=JUNE)
    first, second = figure.revisions.order_by("number")
    assert [first.value, second.value, figure.value] == [Decimal(121), Decimal(122), Decimal(122)]
    assert (figure.version, second.reason, second.by) == (2, "A late form", people.administrator)
    assert second.batch is not None
    assert first.batch != second.batch
    assert second.batch.summary["returns_restated"] == 1
    batches = AuditEvent.objects.filter(verb="loaded a scorecard")
    assert [event.by for event in batches] == [people.administrator] * 2


def test_a_changed_title_or_target_needs_a_reason_and_keeps_its_history(tmp_path: Path) -> None:
    load(tmp_path)
    changed = files.with_cell(files.A1, TITLE_CELL, "Requests for help")
    changed = files.with_cell(files.A2, 28, "81.0%", changed)
    with pytest.raises(CommandError, match="2 things were recorded otherwise") as refusal:
        load(tmp_path, changed)
    assert "the target of 2018-19: 80 → 81" in str(refusal.value)
    load(tmp_path, changed, reason="Agreed in July")
    record = get("A1").history.first()
    assert (record.title, record.history_change_reason) == ("Requests for help", "Agreed in July")
    target = models.Target.objects.get(indicator=get("A2 %"), financial_year=2018)
    assert [each.value for each in target.history.all()] == [81, 80]


def test_a_blank_target_takes_none_away(tmp_path: Path) -> None:
    load(tmp_path)
    printed = load(tmp_path, files.with_cell(files.A2, 28, ""))
    assert "A2 % has a target of 80 for 2018-19, which the file leaves blank; it is kept." in printed
    assert "Nothing changed" in printed


def test_words_that_a_person_touched_are_never_replaced(tmp_path: Path) -> None:
    load(tmp_path, people=PEOPLE)
    reporter = User.objects.get(email="imogen.larkspur@example.org")
    row = Commentary.objects.get(indicator__ref="A1")
    steps.save(indicator=get("A1"), month=JUNE, text="Mine.", seen_version=row.version, by=reporter, at=NOW)
    changed = files.with_cell(files.A1, COMMENTARY_CELL, "The file's.")
    changed = files.with_cell(files.A2, COMMENTARY_CELL, "Nobody touched these.", changed)
    printed = load(tmp_path, changed)
    row.refresh_from_db()
    assert row.text == "Mine."
    assert "The words of line 11 were not loaded for A1" in printed
    assert Commentary.objects.get(indicator__ref="A2 %").text == "Nobody touched these."


def test_the_next_month_opens_and_keeps_the_history_before_it(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, next_month())
    assert list(models.ReportingMonth.objects.values_list("month", "status")) == [
        (date(2018, 7, 1), "open"),
        (JUNE, "open"),
    ]
    assert models.MonthlyReturn.objects.count() == 7 * 14
    assert not models.MonthlyReturn.objects.filter(version__gt=1).exists()


def test_the_report_is_json_with_a_summary_and_findings(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    load(tmp_path, report=path)
    report = json.loads(path.read_text())
    summary = report["summary"]
    assert (summary["indicators"], summary["cells"], summary["missing"], summary["texts"]) == (7, 91, 4, 4)
    keys = ["severity", "kind", "ref", "line", "column", "printed", "expected", "message"]
    assert all(list(finding) == keys for finding in report["findings"])
