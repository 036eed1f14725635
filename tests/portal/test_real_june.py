"""What the real scorecard of June 2018 says, out of the database: signals, verdicts, targets."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from django.test import Client, TestCase, override_settings

from commentary.summaries import month_work
from indicators import models, scorecards
from indicators.calculations import months
from indicators.calculations.rounding import round_half_up
from indicators.people.models import User
from indicators.scorecards import Row
from indicators.scorecards.targets_due import targets_due
from tests.factories import JUNE

ROOT = Path(__file__).parents[2]
VERDICTS = ROOT / "tests" / "data" / "verdicts_2018_06.csv"
DEMONSTRATION = ROOT / "scorecard_portal" / "demonstration"
ORACLE = ROOT.parent / "shared" / "data" / "spc" / "reference_seed.csv"
COMPARATORS = {"sn": "statistical", "eng": "england", "se": "south"}


def verdicts() -> list[dict[str, str]]:
    with VERDICTS.open() as lines:
        return list(csv.DictReader(lines))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def oracle_signals() -> set[str]:
    """The series whose June is a special cause by the reference implementation, without screening."""
    return {
        row["series"]
        for row in read_csv(ORACLE)
        if row["date"] == "2018-06-01"
        and row["screen_outliers"] == "FALSE"
        and row["point_type"] != "common_cause"
    }


class TestRealJune(TestCase):
    """Loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        with TemporaryDirectory() as folder, override_settings(VAR_DIR=Path(folder)):
            call_command("load_demonstration", stdout=io.StringIO())
        cls.scorecard = models.Scorecard.objects.get()
        cls.rows = {row.ref: row for row in scorecards.build(cls.scorecard, JUNE).rows}

    scorecard: models.Scorecard
    rows: dict[str, Row]

    def test_eleven_signals(self) -> None:
        """Worked out by the reference implementation from the same figures: see the tests of charts."""
        told = {
            ref: (row.signal.kind, row.signal.is_up, row.signal.clause)
            for ref, row in self.rows.items()
            if row.signal.kind
        }
        near = "two of three months in a row below 15.5%, nearer to the lower limit than to the mean"
        assert told == {
            "EH3e%": ("concern", True, "above the upper limit of 48.7%"),
            "EH4-QL": ("concern", False, "below the lower limit of 51.3%"),
            "EH3d%": ("concern", False, "seven months in a row below the mean of 30.0%"),
            "NI147": ("improvement", True, "above the upper limit of 91.1%"),
            "LAC9 (val)": ("improvement", False, "below the lower limit of 133.2"),
            "LAC9": ("improvement", False, "below the lower limit of 25.4%"),
            "CP6B": ("high", True, "seven months in a row above the mean of 309.4"),
            "CP6B-NI": ("high", True, "seven months in a row above the mean of 62.1"),
            "M3": ("low", False, near),
            "CP2b": ("low", False, "seven months in a row below the mean of 1.6"),
            "LAC13": ("high", True, "seven months in a row above the mean of 12.7"),
        }

    def test_every_row_has_limits_of_13_months_but_one(self) -> None:
        short = {ref for ref, row in self.rows.items() if row.signal.reading.kind is None}
        assert short == {"CP2b %"}
        assert {row.signal.since for row in self.rows.values()} == {date(2017, 6, 1)}
        assert {row.signal.starts for row in self.rows.values()} == {()}

    def test_verdicts(self) -> None:
        expected = verdicts()
        assert len(expected) == 12
        for row in expected:
            found = self.rows[row["ref"]]
            for area, name in COMPARATORS.items():
                (verdict,) = (
                    each
                    for each, benchmark in zip(found.verdicts, found.benchmarks, strict=True)
                    if benchmark.comparator.slug.startswith(name)
                )
                assert verdict.verdict == row[f"vs_{area}"], (row["ref"], area)
                limits = (float(row["lower95"]), float(row["upper95"]))
                assert verdict.interval == pytest.approx(limits, abs=5.1e-5)

    def test_of_the_others_each_says_why_there_is_no_verdict(self) -> None:
        known = {row["ref"] for row in verdicts()}
        for ref, row in self.rows.items():
            for verdict in row.verdicts:
                assert (verdict.verdict is None) == (verdict.reason is not None), ref
                if row.unit == "count":
                    assert verdict.reason == "count", ref
                if ref in known:
                    assert verdict.verdict, ref

    def test_a_return_brings_the_parts_that_are_no_rows(self) -> None:
        """How many plans began: each of the 13 makes the printed percentage of the printed number."""
        counts = {cell.month: cell.value for cell in self.rows["CP5-QL (val)"].cells}
        for cell in self.rows["CP5-QL"].cells:
            assert cell.numerator == counts[cell.month]
            assert cell.denominator is not None
            assert cell.denominator % 1 == 0
            assert cell.numerator is not None
            assert round_half_up(100 * cell.numerator / cell.denominator, 1) == cell.value
        # July to June: 105 of 435 plans.
        assert self.rows["CP5-QL"].pooled_12 == Decimal("24.1")
        assert self.rows["CP5-QL"].restated == frozenset()

    def test_two_of_three_targets_are_missed(self) -> None:
        told = {
            ref: (row.target_reading.status, row.target_position.asked, row.target_position.distance)
            for ref, row in self.rows.items()
            if row.target_reading and row.target_position and row.target_reading.status
        }
        assert told == {
            "EH1c": ("off_target", Decimal(84), Decimal(-42)),
            "LAC1": ("off_target", Decimal("506.5"), Decimal("27.5")),
            "NI147": ("close", Decimal(93), Decimal("-1.7")),
        }
        # Each month of EH1c looks fine.
        assert self.rows["EH1c"].signal.kind is None

    def required(self) -> dict[str, set[str]]:
        work = month_work(models.ReportingMonth.objects.select_related("scorecard").get(month=JUNE))
        assert len(work.items) == 38
        return {
            item.row.ref: {reason.kind for reason in item.requirement.reasons}
            for item in work.items
            if item.is_required
        }

    def test_eleven_of_38_commentaries_are_required_and_one_was_asked_for(self) -> None:
        told = self.required()
        assert [ref for ref, kinds in told.items() if kinds == {"asked"}] == ["LAC7-QL"]
        by_figures = [ref for ref in told if ref != "LAC7-QL"]
        assert " ".join(by_figures) == "M3 EH1c EH3 EH4-QL CP6B CP2b LAC1 LAC10 (%) LAC13 NI147 LAC9"

    def test_they_are_those_of_the_files(self) -> None:
        """Signals of the reference implementation, verdicts, restatements; the targets missed by hand."""
        if not ORACLE.exists():
            self.skipTest("../shared/data/spc is not on this machine")
        shares = {
            row["ref"]: row["shares_commentary_with"] or row["ref"]
            for row in read_csv(DEMONSTRATION / "definitions.csv")
        }
        reasons: dict[str, set[str]] = {"EH1c": {"off_trajectory"}, "LAC1": {"off_trajectory"}}
        asked = read_csv(DEMONSTRATION / "questions.csv")
        reasons |= {row["ref"]: {"asked"} for row in asked if row["asks"] == "yes"}
        found = [
            *((ref, "signal") for ref in oracle_signals()),
            *((row["ref"], "worse_than_neighbours") for row in verdicts() if row["vs_sn"] == "worse"),
            *(
                (row["ref"], "restated")
                for row in read_csv(DEMONSTRATION / "restatement.csv")
                if row["month"] < "2018-06"
            ),
        ]
        for ref, kind in found:
            reasons.setdefault(shares[ref], set()).add(kind)

        told = self.required()
        assert told == reasons
        # What is worse than England alone is nobody's task.
        assert "CP5-QL" not in told

    def test_which_targets_are_due_by_which_month(self) -> None:
        stocks = [("LAC9 (val)", 2018), ("LAC16", 2018)]
        next_year = [("LAC9 (val)", 2019), ("LAC16", 2019)]
        for month, expected in (
            (date(2018, 3, 1), []),
            (date(2018, 5, 1), []),
            (date(2018, 6, 1), stocks),
            (date(2019, 3, 1), stocks),
            (date(2019, 5, 1), stocks),
            (date(2019, 6, 1), [("EH1c", 2019), *stocks, *next_year]),
            (date(2020, 3, 1), [("EH1c", 2019), *stocks, *next_year]),
            (date(2020, 5, 1), [("EH1c", 2019), *next_year]),
        ):
            built = scorecards.build(self.scorecard, month)
            found = [(each.row.ref, each.financial_year) for each in targets_due(built)]
            assert sorted(found) == sorted(expected), months.label(month)

    def test_owners_find_theirs_and_administrators_all(self) -> None:
        words = "The target for 2018-19 is still to be confirmed, 3 months into the year"
        for job, count in (
            ("Service lead, children's social care", 2),
            ("Service lead, safeguarding and quality", 0),
        ):
            assert self.home(job).count(words) == count, job
        manager = self.home("Performance manager")
        assert manager.count(words) == 2
        assert 'href="/manage/targets/childrens-services/?show=tbc"' in manager

    def home(self, name: str) -> str:
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(User.objects.get(full_name=name), backend=backend)
        return client.get("/").text
