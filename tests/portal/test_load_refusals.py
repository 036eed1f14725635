"""What `load_scorecard` refuses: with a sentence, and leaving every table as it was."""

import errno
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError, ProgrammingError
from django.db.models import F

from commentary.models import Commentary, CommentaryEvent
from commentary.workflow import Situation, Status, Step, take
from indicators import models
from indicators.imports.encoding import SIZE_LIMIT
from indicators.people.errors import Refused
from indicators.people.models import User
from scorecard_portal.management.refusals import told
from scorecard_portal.transfers.reading import NamedFile
from tests.factories import JUNE, People
from tests.indicators.imports import files
from tests.portal.commands import COMMENTARY_CELL, JUNE_CELL, load, load_file, next_month, tables

pytestmark = pytest.mark.django_db

LABEL = "Updated Nov-17, using 16-17 data"


def refused(folder: Path, data: bytes | None = None, **options: object) -> str:
    """The sentence of a refusal that changed nothing."""
    before = tables()
    with pytest.raises(CommandError) as refusal:
        load(folder, data, **options)
    assert tables() == before
    assert refusal.value.returncode == 1
    return str(refusal.value)


def test_a_broken_row_refuses_the_whole_file(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    said = refused(tmp_path, files.with_cell(files.B2, JUNE_CELL, "many"), report=report)
    assert said.startswith(
        "scorecard.txt: Line 18, B2, column 'Jun-18': expected a number such as '1433', found"
    )
    assert '"kind": "broken_file"' in report.read_text()


def test_a_long_commentary_refuses_the_whole_file(tmp_path: Path) -> None:
    said = refused(tmp_path, files.with_cell(files.A1, COMMENTARY_CELL, "x" * 11_000))
    assert "Line 11, A1" in said


def test_another_month_than_the_one_asked_for(tmp_path: Path) -> None:
    said = refused(tmp_path, month=date(2018, 5, 1))
    assert said == "scorecard.txt: Expected the scorecard of May 2018, found that of June 2018."


def test_definitions_are_named_when_they_are_broken(tmp_path: Path) -> None:
    path = tmp_path / "definitions.csv"
    path.write_text("ref,section\nZ9,Nowhere\n")
    assert refused(tmp_path, definitions=path).startswith("definitions.csv: Line 2, Z9")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    said = refused(tmp_path, people=tmp_path / "people.csv")
    assert said.endswith("people.csv: No such file or directory.")


def test_a_closed_month_is_not_changed_but_may_be_loaded_again(tmp_path: Path) -> None:
    load(tmp_path)
    models.ReportingMonth.objects.update(status="closed")
    assert "Nothing changed" in load(tmp_path)
    said = refused(tmp_path, files.with_cell(files.A1, JUNE_CELL, "122"), reason="Late")
    assert said == "June 2018 is closed, and the file would change it. An administrator can reopen it."


def test_a_planned_month_is_opened_first(tmp_path: Path) -> None:
    load(tmp_path)
    scorecard = models.Scorecard.objects.get()
    models.ReportingMonth.objects.create(scorecard=scorecard, month=date(2018, 7, 1))
    assert refused(tmp_path, next_month()).startswith("July 2018 is planned and not open yet.")


def test_a_month_before_the_first_one(tmp_path: Path) -> None:
    load(tmp_path, next_month())
    assert refused(tmp_path).startswith(
        "July 2018 is the first month of “Children's Services”; June 2018 before it"
    )


def test_a_release_in_force_is_not_edited(tmp_path: Path) -> None:
    load(tmp_path)
    corrected = files.with_cell(files.A1, 24, "111")
    said = refused(tmp_path, corrected, reason="Corrected")
    assert f"Line 11, A1, column 'Stat. Neighbour': expected 110, as the release “{LABEL}” has it" in said
    load(
        tmp_path,
        corrected.replace(b"Nov-17, using 16-17", b"May-18, using 16-17"),
        month=JUNE,
        scorecard="other",
    )
    later = next_month().replace(b"Nov-17, using 16-17", b"May-18, using 16-17")
    load(tmp_path, later)
    newest = models.BenchmarkRelease.objects.get(
        scorecard__slug="childrens-services", label__contains="May-18"
    )
    assert newest.in_force_from == date(2018, 7, 1)


def test_a_reason_longer_than_the_history_keeps(tmp_path: Path) -> None:
    load(tmp_path)
    said = refused(tmp_path, files.with_cell(files.A1, JUNE_CELL, "122"), reason="x" * 2000)
    assert said.startswith("Keep the reason to")


def test_who_creates_a_scorecard_administers_it_and_others_cannot_load(
    tmp_path: Path, people: People
) -> None:
    load(tmp_path, by=people.administrator.email)
    membership = models.Membership.objects.get()
    assert (membership.user, membership.role) == (people.administrator, "administrator")
    assert refused(tmp_path, by=people.viewer.email).startswith(
        "Only an administrator of “Children's Services”"
    )


def test_a_person_nobody_knows_or_who_has_left(tmp_path: Path, people: People) -> None:
    assert "Nobody here has the e-mail address" in refused(tmp_path, by="nobody@example.org")
    User.objects.filter(pk=people.viewer.pk).update(is_active=False)
    assert "is deactivated" in refused(tmp_path, by=people.viewer.email)


def test_a_row_is_not_given_to_somebody_who_has_left(tmp_path: Path) -> None:
    User.objects.create_user("robin.ashdown@example.org", full_name="R. Ashdown", is_active=False)
    assert "is deactivated" in refused(tmp_path, people=files.DATA / "small_people.csv")


def test_a_retired_indicator(tmp_path: Path) -> None:
    load(tmp_path)
    models.Indicator.objects.filter(ref="B3").update(active_until=date(2018, 5, 1))
    said = refused(tmp_path, files.with_cell(files.A1, JUNE_CELL, "122"), reason="Late")
    assert said.startswith("scorecard.txt: Line 19, B3: expected an indicator that is reported for 2018-06")


def test_a_row_that_the_file_lacks_is_pointed_out(tmp_path: Path) -> None:
    load(tmp_path)
    lines = files.lines_of(files.small())[: files.B2]
    assert "B3 is reported for June 2018 and is not in the file." in load(tmp_path, files.joined(lines))


def test_when_the_last_step_fails_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise Refused("Not today.")

    monkeypatch.setattr("indicators.actions.loads.record", fail)
    assert refused(tmp_path, people=files.DATA / "small_people.csv") == "Not today."


@pytest.mark.parametrize("report", [".", "nowhere/report.json"])
def test_a_report_that_cannot_be_written(tmp_path: Path, report: str) -> None:
    assert refused(tmp_path, report=tmp_path / report).startswith(str(tmp_path / report).removesuffix("/."))


def test_the_report_of_an_earlier_load_does_not_stand_beside_a_refusal(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    load(tmp_path, report=report)
    refused(tmp_path, files.with_cell(files.A1, JUNE_CELL, "122"), report=report)
    document = json.loads(report.read_text())
    assert document["summary"]["changed"] is False
    (finding,) = document["findings"]
    assert (finding["severity"], finding["kind"]) == ("error", "refused")
    assert "121 → 122" in finding["message"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Stat. Neighbour", "England", "South East region"), ""),
        (("Stat. Neighbour", "SE region", "South East region"), "told apart from “South East region”"),
        (
            ("Stat. Neighbour", "Stat. Neighbours' median", "England"),
            "told apart from “Statistical neighbours”",
        ),
        (("Wales", "Wales!", "England"), "told apart from “Wales”"),
        (("Wales", "WALES", "England"), "told apart from “Wales”"),
        (("Wales", "\N{GREEK SMALL LETTER ALPHA}", "England"), "a name with letters"),
    ],
)
def test_comparators_are_told_apart(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    """Columns of an export are named by them."""
    printed = b"Stat. Neighbour\tEngland\tSE region"
    data = files.small().replace(printed, "\t".join(names).encode())
    if said:
        assert said in refused(tmp_path, data)
    else:
        assert "3 comparators added" in load(tmp_path, data)


def test_a_comparator_is_told_apart_from_those_of_earlier_files(tmp_path: Path) -> None:
    load(tmp_path, files.small().replace(b"\tEngland\t", b"\tWales\t"))
    later = next_month().replace(b"\tEngland\t", b"\tWales!\t")
    assert "told apart from “Wales”" in refused(tmp_path, later)


def test_a_file_is_read_no_further_than_it_can_be_taken(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT * 4)
    assert len(NamedFile.at(path).data) == SIZE_LIMIT + 1
    assert refused(tmp_path, people=path) == "large.txt: The file is larger than 5 MB."


def test_a_file_name_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"scorecard-\xff.txt")
    path.write_bytes(files.small())
    with pytest.raises(CommandError, match="is not UTF-8"):
        load_file(path)
    assert not models.Scorecard.objects.exists()


def test_words_saved_while_the_file_is_loaded_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path)

    def saved_meanwhile(step: Step, situation: Situation) -> Status:
        Commentary.objects.filter(indicator__ref="A1").update(text="Mine.", version=F("version") + 1)
        return take(step, situation)

    monkeypatch.setattr("commentary.actions.loads.take", saved_meanwhile)
    with pytest.raises(CommandError, match="Somebody saved words on A1 while the file was loaded"):
        load(tmp_path, files.with_cell(files.A1, COMMENTARY_CELL, "The file's."))
    assert CommentaryEvent.objects.filter(commentary__indicator__ref="A1").count() == 1


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (OperationalError('FATAL:  database "portal" does not exist'), "Look at DATABASE_URL"),
        (OperationalError("no such table: indicators_scorecard"), "Run manage.py migrate first"),
        (ProgrammingError('relation "indicators_scorecard" does not exist'), "Run manage.py migrate first"),
        (OSError(errno.ENOSPC, "No space left on device"), "^No space left on device.$"),
    ],
)
def test_what_is_wrong_with_the_machine_is_told_with_what_to_do(problem: Exception, said: str) -> None:
    with pytest.raises(CommandError, match=said), told():
        raise problem


@pytest.mark.parametrize(
    ("arguments", "database", "status", "said"),
    [
        (["--reason", "a\udcff"], "sqlite://:memory:", 2, "argument --reason: this is not UTF-8 text."),
        (["--month", "June"], "sqlite://:memory:", 2, "is not a month: write it like 2018-06."),
        ([], "sqlite://:memory:", 1, "Run manage.py migrate first."),
        ([], "postgres://portal@127.0.0.1:1/portal", 1, "The database does not answer"),
    ],
)
def test_exit_status(arguments: list[str], database: str, status: int, said: str) -> None:
    ended = run(arguments, database)
    assert ended.returncode == status
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_address_that_is_none() -> None:
    ended = run([], "portal.sqlite3")
    assert ended.returncode == 1
    assert ended.stderr.rstrip().endswith("not right. DATABASE_URL: Not a valid database URL.")


def run(arguments: list[str], database: str) -> subprocess.CompletedProcess[str]:
    file = str(files.DATA / "small_scorecard.txt")
    return subprocess.run(
        [sys.executable, "manage.py", "load_scorecard", file, *arguments],
        cwd=files.ROOT,
        env={**os.environ, "DATABASE_URL": database, "PORTAL_MODE": "test"},
        capture_output=True,
        text=True,
        check=False,
    )
