"""The checks of the demonstration over the real figures, beside a slow version that knows only the files."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from django.test import TestCase, override_settings

from indicators.actions import relations
from indicators.calculations import months
from indicators.models import Relation, Scorecard
from indicators.people.models import AuditEvent
from indicators.scorecards.quality import Quality, quality_of
from indicators.scorecards.relations import relation_changes
from scorecard_portal.transfers.demonstration_files import FOLDER
from tests.factories import JUNE

pytestmark = pytest.mark.django_db

FIGURES = Path(__file__).parent.parent / "data" / "scorecard_2018_06.csv"
SHOWN = months.months_to(JUNE, 13)
# What is known of the real scorecard: a printed percentage that its count does not make, and two months whose
# stock moved by more than its flows.
FAILING = {
    ("LAC10 (%)", date(2017, 6, 1)),
    ("LAC1", date(2017, 12, 1)),
    ("LAC1", date(2018, 6, 1)),
}


def figures() -> dict[tuple[str, date], Fraction]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return {
            (row["ref"], month): Fraction(row[months.slug(month)])
            for row in csv.DictReader(file)
            for month in SHOWN
            if re.fullmatch(r"[0-9.]+", row[months.slug(month)])
        }


def slow() -> Iterator[tuple[str, date, bool | None]]:
    """Subject, month, and whether the check holds, by fractions."""
    given = figures()

    def side(text: str, month: date) -> Fraction:
        words = re.split(r" ([+-]) ", "0 + " + text)
        total = Fraction(0)
        for sign, ref in zip(words[1::2], words[2::2], strict=True):
            total += (1 if sign == "+" else -1) * given[ref, month]
        return total

    with (FOLDER / "checks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for month in SHOWN:
            made = side(row["terms"], month)
            if row["kind"] == "ratio":
                made = made * int(row["multiplier"]) / side(row["divisors"], month)
            if row["kind"] == "stock_flow":
                before = given.get((row["subject"], months.shift(month, -1)))
                if before is None:
                    yield row["subject"], month, None
                    continue
                made += before
            wanted = given[row["subject"], month] if row["subject"] else Fraction(row["total"])
            yield row["subject"], month, abs(made - wanted) <= Fraction(row["tolerance"])


class TestRealFigures(TestCase):
    """Loaded once for all of these."""

    scorecard: Scorecard
    quality: dict[date, Quality]

    @classmethod
    def setUpTestData(cls) -> None:
        with TemporaryDirectory() as folder, override_settings(VAR_DIR=Path(folder)):
            call_command("load_demonstration", stdout=io.StringIO())
        cls.scorecard = Scorecard.objects.get()
        cls.quality = {month: quality_of(cls.scorecard, month) for month in SHOWN}

    def test_hold_and_fail_as_the_slow_version_says(self) -> None:
        found = {
            (check.relation.subject, month): check.result.holds
            for month, quality in self.quality.items()
            for check in quality.checks
        }
        expected = {(subject, month): holds for subject, month, holds in slow()}
        assert len(expected) == 12 * 13
        assert found == expected

    def test_what_does_not_hold_is_what_is_known(self) -> None:
        failing = {
            (check.relation.subject, month)
            for month, quality in self.quality.items()
            for check in quality.failing
        }
        assert failing == FAILING
        assert {subject for subject, _, holds in slow() if holds is None} == {"LAC1"}

    def test_june_2018_has_one_warning(self) -> None:
        (check,) = self.quality[JUNE].failing
        assert check.sentence == "524 + 21 − 17 is 528. LAC1 is 534: difference 6, allowed 3."
        assert not check.is_error

    def test_every_figure_follows_from_its_parts_but_the_one_told(self) -> None:
        assert {month: quality.parts for month, quality in self.quality.items() if quality.parts} == {}
        Relation.objects.get(subject__ref="LAC10 (%)").delete()
        told = {month: [remark.text for remark in quality_of(self.scorecard, month).parts] for month in SHOWN}
        assert {month: texts for month, texts in told.items() if texts} == {
            date(2017, 6, 1): ["LAC10 (%) is 98.1%; its parts give 98.3%: 517 ÷ 526."]
        }

    def test_all_known_identities_are_stated_through_the_action(self) -> None:
        assert Relation.objects.count() == 12
        assert AuditEvent.objects.filter(verb="added a check", by__is_superuser=True).count() == 12
        assert AuditEvent.objects.filter(verb="added a population").count() == 1
        told = relation_changes(self.scorecard)
        assert {change.why for change in told} == {"First month on the portal"}
        assert "Check added: EH3e% = (EH3 − EH4 (val)) ÷ EH3 × 100 ± 0.05" in {each.what for each in told}
        assert all(relations.state_of(each)["terms"] for each in Relation.objects.all())
