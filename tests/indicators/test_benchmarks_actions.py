"""A benchmark release is started as a copy, filled in, checked, put in force, and never edited after that."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.actions import benchmarks, releases
from indicators.actions.benchmarks import ValueChange
from indicators.actions.releases import ReleaseDetails
from indicators.models import (
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    Part,
    Scorecard,
    ScorecardRevision,
)
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.scorecards import build, rows
from indicators.scorecards.release_grid import ReleaseCell, release_grid
from tests import factories
from tests.factories import JUNE, NOW, People

JULY = date(2018, 7, 1)
NEW = ReleaseDetails("Updated Jul-18", "Department for Education", "2017-18", date(2018, 7, 2), JULY)


@dataclass(frozen=True, slots=True)
class World:
    scorecard: Scorecard
    people: People
    england: Comparator
    in_force: BenchmarkRelease
    assessments: Indicator
    in_time: Indicator
    share: Indicator

    def start(self, details: ReleaseDetails = NEW) -> BenchmarkRelease:
        return releases.start(
            scorecard=self.scorecard, details=details, reason="Yearly", by=self.people.administrator, at=NOW
        )

    def cell(self, release: BenchmarkRelease, indicator: Indicator) -> ReleaseCell:
        row = next(row for row in release_grid(release).rows if row.pk == indicator.pk)
        return row.cells[0]

    def fill(self, release: BenchmarkRelease, indicator: Indicator, **wanted: object) -> int:
        seen = self.cell(release, indicator).now
        change = ValueChange(indicator.pk, seen, replace(seen, **wanted))  # type: ignore[arg-type]
        return benchmarks.save_values(
            release=release,
            changes=[change],
            reason="From the statistics",
            by=self.people.administrator,
            at=NOW,
        )

    def check(self, release: BenchmarkRelease, **accepted: str) -> None:
        releases.mark_checked(
            release=release,
            accepted={name.removeprefix("c").replace("_", "-"): why for name, why in accepted.items()},
            seen=release_grid(release).seen(),
            by=self.people.administrator,
            at=NOW,
        )
        release.refresh_from_db()

    def put_in_force(self, release: BenchmarkRelease) -> None:
        seen = release_grid(release).seen()
        releases.put_in_force(release=release, seen=seen, by=self.people.administrator, at=NOW)
        release.refresh_from_db()


@pytest.fixture
def world(scorecard: Scorecard, people: People) -> World:
    """In force from April: England's 433 assessments, of which 350 in time, 80.8%; one measure is local."""
    england = Comparator.objects.create(scorecard=scorecard, name="England", short_name="Eng", slug="england")
    in_force = BenchmarkRelease.objects.create(
        scorecard=scorecard,
        label="Updated Nov-17",
        data_year="2016-17",
        in_force_from=date(2018, 4, 1),
        status=BenchmarkRelease.IN_FORCE,
    )
    assessments = factories.indicator(scorecard, "EH3")
    in_time = factories.indicator(scorecard, "EH4 (val)")
    share = factories.indicator(scorecard, "EH4-QL", unit="percentage", decimals=1)
    factories.indicator(scorecard, "M1", local=True)
    Part.objects.create(indicator=share, role=Part.NUMERATOR, other=in_time)
    Part.objects.create(indicator=share, role=Part.DENOMINATOR, other=assessments)
    for indicator, value in ((assessments, "433"), (in_time, "350"), (share, "80.8")):
        Benchmark.objects.create(
            release=in_force,
            indicator=indicator,
            comparator=england,
            value=Decimal(value),
            derivation="As published",
        )
    return World(scorecard, people, england, in_force, assessments, in_time, share)


def test_starts_as_a_copy_that_keeps_its_data_year(world: World) -> None:
    release = world.start()
    copied = {row.indicator.ref: row for row in release.benchmarks.select_related("indicator")}
    assert {ref: row.value for ref, row in copied.items()} == {
        "EH3": Decimal(433),
        "EH4 (val)": Decimal(350),
        "EH4-QL": Decimal("80.8"),
    }
    assert {row.data_year for row in copied.values()} == {"2016-17"}
    assert {row.derivation for row in copied.values()} == {"As published"}
    line = copied["EH3"].history.get()
    assert (line.history_user, line.history_change_reason) == (
        world.people.administrator,
        "Copied from “Updated Nov-17”",
    )
    assert release.history.get().history_change_reason == "Yearly"


def test_copies_the_release_in_force_for_its_own_month(world: World) -> None:
    later = world.start()
    world.fill(later, world.assessments, value=Decimal(440))
    world.check(later)
    world.put_in_force(later)
    correction = world.start(replace(NEW, label="Correction", in_force_from=date(2018, 5, 1)))
    assert world.cell(correction, world.assessments).now.value == 433


def test_draft_is_not_shown_before_it_is_in_force(world: World) -> None:
    release = world.start(replace(NEW, in_force_from=JUNE))
    world.fill(release, world.assessments, value=Decimal(440))
    assert not ScorecardRevision.objects.exists()
    assert _england(world, JUNE) == 433
    world.check(release)
    assert _england(world, JUNE) == 433
    world.put_in_force(release)
    assert _england(world, JUNE) == 440
    assert _england(world, date(2018, 5, 1)) == 433
    assert ScorecardRevision.objects.get().number == 1


def test_history_of_a_value(world: World) -> None:
    release = world.start()
    world.fill(release, world.assessments, value=Decimal(440), data_year="")
    world.fill(release, world.assessments, value=None, symbol="z")
    lines = Benchmark.history.filter(release=release, indicator=world.assessments).order_by("history_id")
    assert [(line.value, line.symbol, line.history_change_reason) for line in lines[1:]] == [
        (Decimal(440), "", "From the statistics"),
        (None, "z", "From the statistics"),
    ]


def test_findings_are_told(world: World) -> None:
    release = world.start()
    world.fill(release, world.assessments, value=Decimal(200))
    world.fill(release, world.share, value=Decimal("100.5"))
    found = {row.ref: cell.findings for row, cell in release_grid(release).found}
    assert found == {
        "EH3": ("Moved by more than half, from 433.",),
        "EH4 (val)": ("A part above its whole: EH4 (val) is 350, EH3 is 200.",),
        "EH4-QL": ("A percentage over 100.",),
    }
    world.fill(release, world.share, value=None, symbol=":")
    assert world.cell(release, world.share).findings == ("There was a value: 80.8%.",)


@pytest.mark.parametrize(
    ("value", "is_found"), [("649.5", False), ("649.6", True), ("216.5", False), ("216.4", True)]
)
def test_more_than_half_is_more_than_half(world: World, value: str, is_found: bool) -> None:
    release = world.start()
    world.fill(release, world.in_time, value=Decimal(1))
    world.fill(release, world.assessments, value=Decimal(value))
    assert bool(world.cell(release, world.assessments).findings) is is_found


def test_finding_is_accepted_with_a_reason_or_stops_the_check(world: World) -> None:
    release = world.start()
    world.fill(release, world.share, value=Decimal("20.0"))
    key = world.cell(release, world.share).key
    with pytest.raises(Invalid, match="EH4-QL, Eng: Say why") as refusal:
        world.check(release)
    assert refusal.value.field == key
    world.check(release, **{f"c{key.replace('-', '_')}": "Another definition"})
    assert release.status == BenchmarkRelease.CHECKED
    last = Benchmark.history.filter(release=release, indicator=world.share).latest("history_id")
    assert last.history_change_reason == "Accepted: Another definition"
    assert (
        release.history.latest("history_id").history_change_reason
        == "Checked, 1 value accepted with a reason"
    )


def test_what_changed_meanwhile_is_not_checked_unseen(world: World) -> None:
    release = world.start()
    seen = release_grid(release).seen()
    world.fill(release, world.assessments, value=Decimal(440))
    with pytest.raises(Conflict, match="changed while you were looking"):
        releases.mark_checked(release=release, accepted={}, seen=seen, by=world.people.administrator, at=NOW)


def test_second_person_overwrites_nothing(world: World) -> None:
    release = world.start()
    seen = world.cell(release, world.assessments).now
    world.fill(release, world.assessments, value=Decimal(440))
    change = ValueChange(world.assessments.pk, seen, replace(seen, value=Decimal(450)))
    with pytest.raises(Conflict, match="Nothing was overwritten"):
        benchmarks.save_values(
            release=release, changes=[change], reason="Mine", by=world.people.administrator, at=NOW
        )
    assert world.cell(release, world.assessments).now.value == 440


def test_in_force_is_never_edited(world: World) -> None:
    release = world.start()
    world.check(release)
    world.put_in_force(release)
    seen = releases.details_of(release)
    given: Any = {"release": release, "by": world.people.administrator, "at": NOW}
    with pytest.raises(Refused, match="A correction is a new release"):
        world.fill(release, world.assessments, value=Decimal(1))
    with pytest.raises(Refused, match="A correction is a new release"):
        releases.change_details(details=replace(seen, label="X"), seen=seen, reason="Why", **given)
    with pytest.raises(Refused, match="A correction is a new release"):
        releases.mark_checked(accepted={}, seen="", **given)
    with pytest.raises(Refused, match="A correction is a new release"):
        releases.back_to_draft(reason="Why", **given)
    with pytest.raises(Refused, match="in force already"):
        releases.put_in_force(seen="", **given)


def test_checked_is_changed_only_as_a_draft_again(world: World) -> None:
    release = world.start()
    world.check(release)
    with pytest.raises(Refused, match="Take it back to draft"):
        world.fill(release, world.assessments, value=Decimal(1))
    releases.back_to_draft(release=release, reason="A slip", by=world.people.administrator, at=NOW)
    assert world.fill(release, world.assessments, value=Decimal(430)) == 1
    with pytest.raises(Refused, match="mark it as checked first"):
        world.put_in_force(release)


def test_one_release_in_a_month_and_one_of_a_label(world: World) -> None:
    with pytest.raises(Invalid, match="“Updated Nov-17” is in force from April 2018 already") as refusal:
        world.start(replace(NEW, in_force_from=date(2018, 4, 1)))
    assert refusal.value.field == "in_force_from"
    with pytest.raises(Invalid, match="There is a release called") as refusal:
        world.start(replace(NEW, label="UPDATED nov-17"))
    assert refusal.value.field == "label"
    first, second = world.start(), world.start(replace(NEW, label="Another"))
    for release in (first, second):
        world.check(release)
    world.put_in_force(first)
    with pytest.raises(Invalid, match="is in force from July 2018 already"):
        world.put_in_force(second)


def test_local_and_foreign_take_no_value(world: World) -> None:
    release = world.start()
    local = Indicator.objects.get(local=True)
    foreign = factories.indicator(factories.scorecard("Adults"), "A1")
    plain = rows.Comparator(world.england.pk, "England", "Eng", "england")
    for indicator, sentence in (
        (local, "a local measure has no comparator"),
        (foreign, "not on this scorecard"),
    ):
        seen = rows.Benchmark(plain)
        change = ValueChange(indicator.pk, seen, replace(seen, value=Decimal(1)))
        with pytest.raises(Invalid, match=sentence):
            benchmarks.save_values(
                release=release, changes=[change], reason="Why", by=world.people.administrator, at=NOW
            )


def test_only_administrators(world: World) -> None:
    release = world.start()
    for user in (world.people.viewer, world.people.owner, world.people.portal_administrator):
        given: Any = {"by": user, "at": NOW}
        with pytest.raises(Refused):
            releases.start(scorecard=world.scorecard, details=replace(NEW, label="X"), reason="Why", **given)
        with pytest.raises(Refused):
            benchmarks.save_values(release=release, changes=[], reason="Why", **given)
        with pytest.raises(Refused):
            releases.put_in_force(release=release, seen="", **given)


def _england(world: World, month: date) -> Decimal | None:
    row = build(world.scorecard, month, only=[world.assessments.pk]).rows[0]
    return row.benchmarks[0].value
