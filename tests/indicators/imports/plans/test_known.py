"""What is known of a scorecard, read in as many queries whatever its size."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import models
from indicators.calculations.relations import Relation, RelationKind, Term
from indicators.calculations.terms import Missing, Polarity, Unit
from indicators.scorecards.known import Known, KnownIndicator, Recorded, known
from tests import factories
from tests.factories import JUNE, MAY

pytestmark = pytest.mark.django_db

APRIL = date(2018, 4, 1)


@pytest.fixture
def scorecard() -> models.Scorecard:
    return factories.scorecard("Children's Services")


def test_indicators_by_ref_with_the_names_of_their_people(scorecard):
    owner = factories.user("Owner")
    one = factories.indicator(
        scorecard,
        "M3 %",
        title="Contacts that became referrals",
        unit="percentage",
        decimals=1,
        polarity="higher",
        multiplier=100,
        active_until=MAY,
        owner=owner,
        reporter_name="Robin Ashdown",
    )
    factories.indicator(factories.scorecard("Another"), "Z9")
    assert known(scorecard).indicators == {
        "M3 %": KnownIndicator(
            pk=one.pk,
            ref="M3 %",
            title="Contacts that became referrals",
            unit=Unit.PERCENTAGE,
            decimals=1,
            polarity=Polarity.HIGHER,
            multiplier=100,
            active_from=None,
            active_until=MAY,
            owner="Owner",
            reporter="Robin Ashdown",
            section=one.section.name,
        )
    }


def test_returns_with_their_reasons_and_versions(scorecard):
    one = factories.indicator(scorecard)
    factories.returns(one, ["5", None, "7"])
    one.returns.filter(month=JUNE).update(value=None, missing="withdrawn", version=2)
    assert known(scorecard).recorded == {
        one.pk: {
            APRIL: Recorded(Decimal(5), None, None, None, 1),
            MAY: Recorded(None, Missing.NO_DENOMINATOR, None, None, 1),
            JUNE: Recorded(None, None, None, None, 2),
        }
    }


def test_returns_far_from_a_files_months_are_not_read(scorecard):
    one = factories.indicator(scorecard)
    factories.returns(one, ["1"] * 40, last=date(2018, 8, 1))
    found = known(scorecard, months=[MAY, JUNE]).recorded[one.pk]
    assert (min(found), max(found)) == (date(2016, 5, 1), date(2018, 7, 1))


def test_months_checks_benchmarks_in_force_and_targets(scorecard):
    total, part = factories.indicator(scorecard, "M2"), factories.indicator(scorecard, "M1", decimals=1)
    for month, status in ((MAY, "closed"), (JUNE, "open"), (date(2018, 7, 1), "planned")):
        models.ReportingMonth.objects.create(scorecard=scorecard, month=month, status=status)
    row = models.Relation.objects.create(
        scorecard=scorecard, kind="sum", subject=total, tolerance="0.2", severity="error"
    )
    models.RelationTerm.objects.create(relation=row, indicator=part, sign=-1)
    england = models.Comparator.objects.create(
        scorecard=scorecard, name="England", short_name="Eng", slug="england"
    )
    for label, since, status, value in (
        ("old", date(2017, 1, 1), "in_force", 1),
        ("now", MAY, "in_force", 2),
        ("later", date(2018, 7, 1), "in_force", 3),
        ("draft", JUNE, "draft", 4),
    ):
        release = models.BenchmarkRelease.objects.create(
            scorecard=scorecard, label=label, in_force_from=since, status=status
        )
        models.Benchmark.objects.create(
            release=release, indicator=total, comparator=england, value=Decimal(value)
        )
    models.Target.objects.create(indicator=total, financial_year=2018, value=Decimal(460))
    models.Target.objects.create(indicator=total, financial_year=2019, is_tbc=True)
    found = known(scorecard)
    assert found.statuses == {MAY: "closed", JUNE: "open", date(2018, 7, 1): "planned"}
    assert found.relations == (
        Relation(
            pk=row.pk,
            kind=RelationKind.SUM,
            subject="M2",
            total=None,
            terms=(Term("M1", "term", -1),),
            multiplier=1,
            tolerance=Decimal("0.2"),
            severity="error",
        ),
    )
    assert found.benchmarks == {total.pk: {"England": Decimal(2)}}
    assert found.targets == {total.pk: {2018: Decimal(460), 2019: None}}


def test_an_empty_scorecard_is_known(scorecard):
    assert known(scorecard) == Known({}, {}, {}, (), {}, {})


def test_queries_do_not_grow(scorecard, django_assert_num_queries):
    factories.returns(factories.indicator(scorecard, "M1"), ["5"])
    with django_assert_num_queries(7):
        known(scorecard)
    for number in range(2, 9):
        one = factories.indicator(scorecard, f"M{number}", owner=factories.user(f"Owner {number}"))
        factories.returns(one, ["5", "6"])
        row = models.Relation.objects.create(scorecard=scorecard, kind="sum", subject=one)
        models.RelationTerm.objects.create(relation=row, indicator=scorecard.indicators.get(ref="M1"))
    with django_assert_num_queries(7):
        known(scorecard, months=[JUNE])
