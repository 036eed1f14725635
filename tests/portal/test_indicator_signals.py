"""What an indicator's page says of signals, limits, targets and the year, through the front door."""

import re
from datetime import date
from decimal import Decimal

import pytest

from indicators.models import (
    Baseline,
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    MonthlyReturn,
    Part,
    Relation,
    RelationTerm,
    Scorecard,
    Target,
)
from indicators.people.history import signed
from tests import factories
from tests.factories import NOW, People
from tests.indicators.rows import EH4_QL, LAC1

# As printed in the June 2018 scorecard, June 2017 to June 2018.
EH1C = ("2", "8", "33", "11", "33", "12", "19", "7", "1", "13", "9", "14", "19")
COMPLETED = (170, 121, 144, 162, 132, 151, 138, 97, 87, 110, 83, 148, 77)
OF_ALL = (207, 189, 193, 178, 152, 204, 175, 123, 115, 148, 128, 221, 159)


@pytest.fixture
def timeliness(scorecard: Scorecard, people: People) -> Indicator:
    """EH4-QL with its numerators, denominators and benchmarks."""
    made = factories.indicator(
        scorecard, "EH4-QL", unit="percentage", decimals=1, polarity="higher", multiplier=100
    )
    factories.returns(made, EH4_QL)
    rows = list(made.returns.order_by("month"))
    for row, part, whole in zip(rows, COMPLETED, OF_ALL, strict=True):
        row.numerator, row.denominator = Decimal(part), Decimal(whole)
    MonthlyReturn.objects.bulk_update(rows, ["numerator", "denominator"])
    release = BenchmarkRelease.objects.create(
        scorecard=scorecard,
        label="=Updated Nov-17",
        data_year="2016-17",
        in_force_from=date(2018, 4, 1),
        published_on=date(2017, 11, 1),
        status=BenchmarkRelease.IN_FORCE,
    )
    england = Comparator.objects.create(
        scorecard=scorecard, name="England", short_name="England", slug="england"
    )
    Benchmark.objects.create(release=release, indicator=made, comparator=england, value=Decimal("80.1"))
    return made


def counted(scorecard: Scorecard, values, ref: str = "M1", **fields) -> Indicator:
    made = factories.indicator(scorecard, ref, **fields)
    factories.returns(made, values)
    return made


def target(indicator: Indicator, people: People, value: int, basis: str, direction: str) -> None:
    row = Target(
        indicator=indicator, financial_year=2018, value=Decimal(value), basis=basis, direction=direction
    )
    signed(row, by=people.administrator, at=NOW, reason="Agreed").save()


def begin_anew(indicator: Indicator, people: People, starts: date, reason: str = "Counted otherwise") -> None:
    Baseline.objects.create(
        indicator=indicator, starts=starts, reason=reason, by=people.administrator, at=NOW
    )


def table_row(text: str, month: str) -> str:
    """The words of a month's line in the table of figures."""
    figures = text[text.index("The figures</h2>") : text.index("Download these figures")]
    line = figures[figures.index(f">{month}</th>") :]
    return " ".join(re.sub(r"<[^>]+>", " ", line[: line.index("</tr>")]).split()).removeprefix(">")


def test_signal_with_its_rule_and_the_verdict(timeliness: Indicator, people: People, read) -> None:
    text = read(people.viewer, ref="eh4-ql")
    assert '<span class="sg sg-concern">' in text
    assert "48.0% is below the lower limit of 51.3%, so chance is an unlikely explanation." in text
    assert "Allowing for chance it is worse than England (95% confidence interval: 40.8% to 56.1%)." in text
    assert '<strong class="j-worsening">Worse</strong>' in text
    assert "The whole 95% interval, 40.8% to 56.1%, is below 80.1%" in text
    assert table_row(text, "June 2018") == "June 2018 48.0% 77 159 Concern Below lower limit"
    assert table_row(text, "February 2018") == "February 2018 76.0% 87 115 Improvement 8 months above mean"
    assert table_row(text, "May 2018") == "May 2018 67.0% 148 221 Usual range"


def test_pooled_figure_beside_the_mean_of_the_months(timeliness: Indicator, people: People, read) -> None:
    """Σ 1,450 of Σ 1,985 in the twelve months, and 879 ÷ 12."""
    assert (
        "Pooled over 12 months it is 73.0% (1,450 ÷ 1,985), which counts every case the same; the mean of 12 "
        "monthly percentages, which counts every month the same, is 73.3%: higher, because bigger months had "
        "lower percentages."
    ) in read(people.viewer, ref="eh4-ql")


def test_looked_after_children_are_off_the_path(scorecard: Scorecard, people: People, read) -> None:
    """LAC1: 522 in March 2018, 460 by March 2019, 534 in June."""
    target(counted(scorecard, LAC1, polarity="lower"), people, 460, "year_end", "at_most")
    text = read(people.viewer)
    assert text.count("Off target</strong>") == 2
    assert (
        "It is 27 above the path: 507 by the end of June 2018, on a straight line from 522 in March 2018, "
        "so it is off target."
    ) in text
    assert "534, 27 above the path to 460." in text
    assert "Down 5.2, a twelfth of the way." in text
    assert "570 in March 2019, which misses the target of at most 460" in text
    assert "To reach 460: down 8.2 in each of the 9 months left." in text
    assert "Usual range</strong>: within its limits (506 to 536), so it is no signal." in text
    assert "2018-19 beside 2017-18" in text, "a stock is not added up"
    assert "June 2018 has 8 more than June 2017." in text


def test_assessments_completed_are_off_target(scorecard: Scorecard, people: People, read) -> None:
    """EH1c: 42 done, 84 due by June, although each month is in its usual range."""
    target(counted(scorecard, EH1C), people, 336, "annual_total", "at_least")
    text = read(people.viewer)
    assert text.count("Off target</strong>") == 2
    assert "The year so far has 42, which is 42 below the 84 due by the end of June 2018" in text
    assert "168 over the year 2018-19, which misses the target of at least 336" in text
    assert "To reach 336: 32.7 in each of the 9 months left." in text
    assert (
        "42 from April to June 2018; last year has 1 of 3 months, so it is not compared; "
        "42 fewer than the 84 due by now."
    ) in text
    assert table_row(text, "June 2018") == "June 2018 19 Usual range"


class TestYear:
    def test_added_up_beside_last_year(self, scorecard: Scorecard, people: People, read) -> None:
        counted(scorecard, ["5"] * 12 + ["6"] * 3)
        text = read(people.viewer)
        assert "18 from April to June 2018, 3 more than the same months last year." in text
        assert 'aria-label="Line chart of 2018-19, month by month: 2017-18: 60; 2018-19: 18.' in text

    def test_month_asked_for_ends_it(self, scorecard: Scorecard, people: People, read) -> None:
        counted(scorecard, ["5"] * 12 + ["6"] * 3)
        assert "12 from April to May 2018, 2 more than" in read(people.viewer, query="?month=2018-05")
        assert "60 from April 2017 to March 2018" in read(people.viewer, query="?month=2018-03")

    def test_missing_month_stops_the_comparison(self, scorecard: Scorecard, people: People, read) -> None:
        counted(scorecard, ["5"] * 12 + ["6", None, "6"])
        assert "12 from April to June 2018, of 2 of 3 months, so not compared." in read(people.viewer)

    def test_part_of_a_stock_is_a_stock(self, scorecard: Scorecard, people: People, read) -> None:
        part = counted(scorecard, ["5"] * 13)
        whole = counted(scorecard, ["9"] * 13, "ALL", title="Children at end of period")
        share = factories.indicator(scorecard, "SHARE", unit="percentage", multiplier=100)
        Part.objects.create(indicator=share, role=Part.NUMERATOR, other=part)
        Part.objects.create(indicator=share, role=Part.DENOMINATOR, other=whole)
        for ref in ("m1", "all"):
            assert "so the months are not added up." in read(people.viewer, ref=ref)

    def test_check_on_stock_and_flow_decides(self, scorecard: Scorecard, people: People, read) -> None:
        stock, flow = counted(scorecard, ["5"] * 13), counted(scorecard, ["5"] * 13, "IN", title="Open cases")
        check = Relation.objects.create(scorecard=scorecard, kind=Relation.STOCK_FLOW, subject=stock)
        RelationTerm.objects.create(relation=check, indicator=flow)
        assert "2018-19 beside 2017-18" in read(people.viewer)
        assert "2018-19 so far, added up" in read(people.viewer, ref="in")

    def test_percentages_have_none(self, timeliness: Indicator, people: People, read) -> None:
        assert "Month by month</h2>" not in read(people.viewer, ref="eh4-ql")


class TestBaselines:
    def test_who_began_it_anew_and_why(self, scorecard: Scorecard, people: People, read) -> None:
        made = counted(scorecard, [*["10", "12"] * 6, *["30", "34"] * 6])
        begin_anew(made, people, date(2017, 7, 1), "A new system")
        text = read(people.viewer)
        assert (
            "<b>A</b> July 2017: Mean and limits begin anew. Administrator, 12 July 2018: “A new system”"
            in text
        )
        assert "Trial limits, made of the figures from July 2017 to June 2018" in text
        assert table_row(text, "July 2017") == "July 2017 30 Usual range Limits begin anew"
        assert table_row(text, "June 2018") == "June 2018 34 Usual range"

    def test_too_few_figures_since(self, scorecard: Scorecard, people: People, read) -> None:
        begin_anew(counted(scorecard, ["10", "12"] * 10), people, date(2018, 1, 1))
        text = read(people.viewer)
        assert "No limits: fewer than 10 months since January 2018." in text
        assert "No limits: they need 10 months with a figure, and a baseline begins in January 2018." in text
        assert "Usual range, or too few months for limits" in text

    def test_one_that_begins_later_is_not_drawn(self, scorecard: Scorecard, people: People, read) -> None:
        begin_anew(counted(scorecard, ["10", "12"] * 10), people, date(2018, 6, 1), "Not yet")
        assert "Mean and limits begin anew" in read(people.viewer)
        assert "Mean and limits begin anew" not in read(people.viewer, query="?month=2018-05")


def test_changed_definition_is_marked(scorecard: Scorecard, people: People, read) -> None:
    made = counted(scorecard, ["10", "12"] * 10)
    signed(made, by=people.administrator, at=NOW, reason="Loaded").save()
    made.definition, made.owner = "Counts siblings too", people.owner
    changed = NOW.replace(month=4)
    signed(made, by=people.administrator, at=changed, reason="National guidance").save()
    text = read(people.viewer)
    assert (
        "<b>A</b> April 2018: Definition changed from nothing to “Counts siblings too”; Owner changed" in text
    )
    assert "Administrator, 12 April 2018: “National guidance”" in text


def test_new_owner_is_no_changed_definition(scorecard: Scorecard, people: People, read) -> None:
    made = counted(scorecard, ["10", "12"] * 10)
    signed(made, by=people.administrator, at=NOW, reason="Loaded").save()
    made.owner = people.owner
    signed(made, by=people.administrator, at=NOW.replace(month=4), reason="Hand-over").save()
    text = read(people.viewer)
    assert "Owner changed from nothing to Owner" in text
    assert 'class="marked"' not in text


@pytest.mark.parametrize(
    ("values", "fields", "said"),
    [
        (["7"], {}, "No limits: fewer than 10 months."),
        ([None] * 13, {}, "The chart starts with the first month that is recorded."),
        ([*["5", "8"] * 6, None], {}, "No figure to compare with its trial limits"),
        (["7"] * 14, {}, "Usual range</strong>: within its limits (7 to 7)"),
        (["0", "9"] * 7, {}, "within its limits (0 to 28)"),
        (["99", "91"] * 7, {"unit": "percentage"}, "within its limits (74% to 100%)"),
        (["90", "105"] * 7, {"unit": "percentage"}, "Usual range"),
        (["-3", "-9"] * 7, {}, "Usual range"),
        (["10", "12"] * 5, {}, "Trial limits, made of the figures from September 2017 to June 2018"),
    ],
    ids=["one", "none", "last", "constant", "below-0", "over-100", "above-100", "negative", "trial"],
)
def test_whatever_the_figures_are_there_is_a_page(
    scorecard: Scorecard, people: People, read, values, fields, said: str
) -> None:
    counted(scorecard, values, **fields)
    assert said in read(people.viewer)
    read(people.viewer, query="figures.csv")
