"""What a commentary is checked against, read for one month."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commentary.checks import Facts, Whom, check_commentary
from commentary.summaries import Item, MonthWork, facts_of, facts_of_month, month_work
from indicators.calculations.terms import TargetStatus, Unit
from indicators.models import (
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    Part,
    ReportingMonth,
    Scorecard,
    Target,
)
from tests import factories
from tests.factories import JUNE, MAY, People


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> dict[str, Indicator]:
    """A count, its rate, what shares the count's words, and a row apart."""
    made = {
        ref: factories.indicator(
            scorecard,
            ref,
            owner=people.owner,
            reporter=people.reporter,
            order=order,
            polarity="higher",
            title=f"Number of Child Protection Visits (CPV) {ref}",
            unit="rate_per_10000" if ref == "RATE" else "count",
        )
        for order, ref in enumerate(("COUNT", "RATE", "SHARING", "APART"))
    }
    made["SHARING"].shares_commentary_with = made["COUNT"]
    made["SHARING"].save()
    for each in made.values():
        factories.returns(each, [str(number) for number in range(100, 113)])
    Part.objects.create(indicator=made["RATE"], role=Part.NUMERATOR, other=made["COUNT"])
    return made


def work_of(scorecard: Scorecard) -> MonthWork:
    return month_work(ReportingMonth.objects.select_related("scorecard").get(scorecard=scorecard, month=JUNE))


def item_of(work: MonthWork, ref: str) -> Item:
    (item,) = (each for each in work.items if each.row.ref == ref)
    return item


def facts(scorecard: Scorecard, ref: str) -> Facts:
    work = work_of(scorecard)
    return facts_of(work, item_of(work, ref))


def test_family_is_what_shares_and_what_it_is_the_numerator_of(
    scorecard: Scorecard, rows: dict[str, Indicator]
) -> None:
    found = facts(scorecard, "COUNT")
    assert found.row.ref == "COUNT"
    assert [each.ref for each in found.family] == ["RATE", "SHARING"]
    assert [each.ref for each in found.others] == ["APART"]
    assert [each.ref for each in facts(scorecard, "RATE").family] == ["COUNT"]
    assert found.row.values == tuple(map(Decimal, range(100, 113)))
    assert found.month == JUNE


def test_what_is_left_after_taking_away_is_no_family(
    scorecard: Scorecard, rows: dict[str, Indicator]
) -> None:
    Part.objects.create(indicator=rows["RATE"], role=Part.NUMERATOR, other=rows["APART"], sign=-1)
    assert [each.ref for each in facts(scorecard, "RATE").family] == []


def test_comparators_are_known_by_their_kind(scorecard: Scorecard, rows: dict[str, Indicator]) -> None:
    release = BenchmarkRelease.objects.create(
        scorecard=scorecard, label="Updated", in_force_from=MAY, status="in_force"
    )
    for order, (kind, value) in enumerate(
        (("statistical_neighbours", 17), ("national", 13), ("region", 12), ("other", 11))
    ):
        comparator = Comparator.objects.create(
            scorecard=scorecard,
            name=f"Name {kind}",
            short_name=kind,
            slug=f"s{order}",
            kind=kind,
            order=order,
        )
        Benchmark.objects.create(
            release=release, indicator=rows["RATE"], comparator=comparator, value=Decimal(value)
        )
    found = facts(scorecard, "RATE").row
    assert [(each.whom, each.value) for each in found.comparators] == [
        (Whom.NEIGHBOURS, Decimal(17)),
        (Whom.NATIONAL, Decimal(13)),
        (Whom.REGION, Decimal(12)),
        (Whom.OTHER, Decimal(11)),
    ]
    assert found.unit is Unit.RATE_PER_10000


def test_a_target_is_read_as_the_page_reads_it(scorecard: Scorecard, rows: dict[str, Indicator]) -> None:
    Target.objects.create(
        indicator=rows["COUNT"],
        financial_year=2018,
        value=Decimal(150),
        basis="level",
        direction="at_least",
    )
    target = facts(scorecard, "COUNT").row.target
    assert target is not None
    assert (target.value, target.compared, target.status) == (
        Decimal(150),
        Decimal(112),
        TargetStatus.OFF_TARGET,
    )
    assert facts(scorecard, "APART").row.target is None


def test_words_of_other_rows_and_of_earlier_months(scorecard: Scorecard, rows: dict[str, Indicator]) -> None:
    text = "The team sees every family on the day that suits the parents."
    ReportingMonth.objects.create(
        scorecard=scorecard,
        month=MAY,
        returns_due=date(2018, 6, 5),
        commentary_due=date(2018, 6, 8),
        sign_off_due=date(2018, 6, 13),
        status="open",
    )
    factories.commentary_at("draft", rows["COUNT"], text="In May.", month=MAY)
    factories.commentary_at("draft", rows["COUNT"], text=text)
    factories.commentary_at("submitted", rows["APART"], text=text)
    found = facts(scorecard, "COUNT")
    assert [(each.ref, each.text) for each in found.elsewhere] == [("APART", text)]
    assert [(each.month, each.text) for each in found.earlier] == [(MAY, "In May.")]
    # Who states the same words is of the family.
    assert "APART" in [each.ref for each in found.family]


def test_the_glossary_is_what_titles_explain(scorecard: Scorecard, rows: dict[str, Indicator]) -> None:
    assert "CPV" in facts(scorecard, "COUNT").glossary


def test_a_false_sentence_is_found(scorecard: Scorecard, rows: dict[str, Indicator]) -> None:
    (finding,) = check_commentary("The number has fallen this month.", facts(scorecard, "COUNT"))
    assert (finding.check, finding.start) == ("direction", 0)


def test_all_facts_of_a_month_take_three_queries(
    scorecard: Scorecard, rows: dict[str, Indicator], people: People
) -> None:
    work = work_of(scorecard)
    with CaptureQueriesContext(
        connection,
    ) as few:
        found = facts_of_month(work)
    assert {pk: each.row.ref for pk, each in found.items()} == {
        rows[ref].pk: ref for ref in ("COUNT", "RATE", "APART")
    }
    assert found[rows["RATE"].pk] == facts_of(work, item_of(work, "RATE"))
    for number in range(4):
        more = factories.indicator(
            scorecard, f"N{number}", owner=people.owner, reporter=people.reporter, order=9 + number
        )
        factories.returns(more, ["10"] * 13)
    work = work_of(scorecard)
    with CaptureQueriesContext(connection) as many:
        assert len(facts_of_month(work)) == 7
    assert len(few) == len(many) == 3
