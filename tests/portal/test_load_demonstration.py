"""The demonstration: loaded once, in every state of the workflow, with believable times."""

import io
import stat
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from pytest_django.fixtures import Settings

from commentary import summaries
from commentary.checks import check_identifies
from commentary.models import Action, Commentary, CommentaryEvent, MemberQuestion
from indicators import models, scorecards
from indicators.people.models import AuditEvent, User
from indicators.scorecards.readiness import opening_warnings
from scorecard_portal.transfers.demonstration_files import FOLDER
from tests.conftest import LONDON
from tests.factories import JUNE
from tests.portal.commands import load_file, tables

pytestmark = pytest.mark.django_db


def load_demonstration() -> str:
    out = io.StringIO()
    call_command("load_demonstration", stdout=out)
    return out.getvalue()


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def printed(db: None, var: Path) -> str:
    return load_demonstration()


def get(ref: str) -> models.Indicator:
    return models.Indicator.objects.get(ref=ref)


class TestStory(TestCase):
    """What the demonstration looks like, loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        with TemporaryDirectory() as folder, override_settings(VAR_DIR=Path(folder)):
            load_demonstration()

    def test_months_are_where_the_story_has_them(self) -> None:
        found = models.ReportingMonth.objects.order_by("month").values_list(
            "month", "status", "commentary_due"
        )
        assert list(found) == [
            (date(2018, 4, 1), "closed", date(2018, 5, 10)),
            (date(2018, 5, 1), "closed", date(2018, 6, 8)),
            (date(2018, 6, 1), "open", date(2018, 7, 10)),
            (date(2018, 7, 1), "planned", date(2018, 8, 8)),
        ]
        assert opening_warnings(models.Scorecard.objects.get(), JUNE, on=date(2018, 7, 12)) == ()

    def test_commentary_is_in_every_state(self) -> None:
        found = Counter(Commentary.objects.values_list("month__month", "status"))
        assert found == {
            (4, "approved"): 20,
            (5, "approved"): 22,
            (6, "approved"): 9,
            (6, "submitted"): 8,
            (6, "draft"): 5,
            (6, "returned"): 3,
        }
        opened = CommentaryEvent.objects.filter(step="open", commentary__status="submitted")
        assert opened.count() == 4
        reopened = CommentaryEvent.objects.get(step="reopen")
        assert reopened.commentary.indicator == get("LAC3")

    def test_one_signature_is_stale_because_its_figure_was_restated(self) -> None:
        scorecard = models.Scorecard.objects.get()
        rows = scorecards.build(scorecard, JUNE).rows
        stale = [each for each in summaries.for_month(scorecard.pk, JUNE, rows).values() if each.is_stale]
        assert [each.indicator_pk for each in stale] == [get("CP6B").pk]
        figure = models.MonthlyReturn.objects.get(indicator=get("CP6B"), month=JUNE)
        first, second = figure.revisions.order_by("number")
        assert [str(first.value), str(second.value)] == ["331.0000", "332.0000"]
        assert second.at.astimezone(LONDON).date() == date(2018, 7, 11)
        corrected = models.MonthlyReturn.objects.get(indicator=get("LAC10 (%)"), month=date(2017, 6, 1))
        assert [str(each.value) for each in corrected.revisions.order_by("number")] == ["98.3000", "98.1000"]

    def test_times_are_those_of_a_real_cycle(self) -> None:
        today = datetime(2018, 7, 12, tzinfo=LONDON)
        start = datetime(2018, 5, 1, tzinfo=LONDON)
        at = list(AuditEvent.objects.order_by("pk").values_list("at", flat=True))
        assert start < at[0]
        assert max(at) < today
        for row in Commentary.objects.all():
            times = list(
                CommentaryEvent.objects.filter(commentary=row).order_by("pk").values_list("at", flat=True)
            )
            assert times == sorted(times)
        june = models.ReturnRevision.objects.filter(monthly_return__month=JUNE)
        assert min(june.values_list("at", flat=True)) > datetime(2018, 7, 4, tzinfo=LONDON)
        written = CommentaryEvent.objects.filter(commentary__month=JUNE, step="save")
        assert {each.astimezone(LONDON).date() for each in written.values_list("at", flat=True)} == {
            date(2018, 7, 9)
        }

    def test_promises_and_questions_are_open_late_and_settled(self) -> None:
        found = Action.objects.values_list("indicator__ref", "who__full_name", "due", "closed_at__date")
        assert list(found) == [
            ("M1", "Team manager, front door", date(2018, 5, 24), date(2018, 5, 25)),
            ("M8-QL", "Team manager, front door", date(2018, 6, 29), None),
            ("LAC9", "Manager, permanence and fostering", date(2018, 7, 20), None),
            ("CP6B", "Manager, child protection conferences", date(2018, 7, 26), None),
            ("EH2", "Team manager, front door", date(2018, 7, 31), None),
        ]
        asked = MemberQuestion.objects.values_list("indicator__ref", "month__month", "answered_at__date")
        assert list(asked) == [("LAC1", 5, date(2018, 7, 9)), ("M8-QL", 5, None)]
        words = [each.text for each in Action.objects.all()]
        words += [f"{each.text} {each.answer}" for each in MemberQuestion.objects.all()]
        assert [each for each in words if check_identifies(each, JUNE)] == []

    def test_april_was_signed_without_figures_of_later_months(self) -> None:
        row = Commentary.objects.get(indicator=get("M1"), month=date(2018, 4, 1))
        assert row.figures_seen is not None
        assert max(row.figures_seen["M1"]["values"]) == "2018-04-01"
        batches = models.ImportBatch.objects.order_by("pk").values_list("file_name", flat=True)
        assert list(batches) == ["scorecard-2018-04.txt", "scorecard-2018-05.txt", "scorecard-2018-06.txt"]


def test_everybody_signs_in_with_the_password_that_is_printed(printed: str, var: Path) -> None:
    kept = var / "demonstration-password"
    password = kept.read_text().strip()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(password) >= 12
    assert password in printed
    people = list(User.objects.all())
    assert len(people) == 11
    assert people[0].check_password(password)
    assert len({user.password for user in people}) == 1
    assert all(user.email in printed for user in people)
    administrator = models.Membership.objects.get(role="administrator").user
    assert administrator.is_superuser
    assert models.Membership.objects.filter(role="viewer").count() == 2


def test_the_second_time_it_only_says_who_can_sign_in(printed: str) -> None:
    before = tables()
    again = load_demonstration()
    assert "is loaded" not in again
    assert again.strip() in printed
    assert tables() == before


@pytest.mark.usefixtures("printed")
def test_a_lost_password_file_gives_everybody_a_new_password(var: Path) -> None:
    kept = var / "demonstration-password"
    old = kept.read_text().strip()
    kept.unlink()
    load_demonstration()
    new = kept.read_text().strip()
    assert new != old
    assert all(user.check_password(new) for user in User.objects.filter(email__startswith="director"))


@pytest.mark.usefixtures("printed")
def test_the_file_it_was_made_from_changes_nothing() -> None:
    before = tables()
    said = load_file(FOLDER / "scorecard.txt", definitions=FOLDER / "definitions.csv")
    assert "Nothing changed" in said
    assert tables() == before


def test_never_in_production(settings: Settings, var: Path) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="PORTAL_MODE=demonstration"):
        load_demonstration()
    assert not User.objects.exists()
    assert not list(var.iterdir())
