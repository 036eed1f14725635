from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import models
from tests import factories
from tests.factories import JUNE, MAY
from tests.portal.scorecards import ADDRESS, cell_of, many, row_of

FULL = f"{ADDRESS}?view=full"


@pytest.fixture
def measure(scorecard, people):
    """M8-QL of the real scorecard: 81.0% a year ago, 63.0% in May, 61.0% in June; higher is better."""
    made = factories.indicator(
        scorecard,
        "M8-QL",
        title="Referrals dealt with within a day",
        unit="percentage",
        decimals=1,
        polarity="higher",
        owner=people.owner,
        reporter=people.reporter,
    )
    factories.returns(made, ["81", "75", "79", "66", None, "77", "77", "75", "76", "62", "67", "63", "61"])
    return made


def test_shows_figure_movement_and_judgement_in_words(measure, people, sign_in):
    row = row_of(sign_in(people.viewer).get(ADDRESS), "M8-QL")
    assert cell_of(row, "c-ref") == "M8-QL Higher is better"
    assert cell_of(row, "c-val") == "61.0%"
    assert cell_of(row, "c-cm") == "→ within 10%, −3% Similar"
    assert cell_of(row, "c-cy") == "↓ down, −25% Worsening"
    # 75 + 79 + 66 + 77 + 77 + 75 + 76 + 62 + 67 + 63 + 61 = 778, over 11 months: one has no denominator
    assert cell_of(row, "c-avg") == "70.7%"
    # mean 71.6, mean moving range 5.64: 71.6 ± 15.0, from 12 months
    spoken = "between 61.0% and 81.0%. Within its trial limits (56.6% to 86.6%)"
    assert f'aria-label="June 2017 to June 2018: {spoken}"' in row
    assert cell_of(row, "c-sig gl") == "Usual range trial limits"
    assert 'href="/indicators/childrens-services/m8-ql/?month=2018-06"' in row


def test_full_view_has_every_column_of_the_paper(measure, people, sign_in):
    measure.outcome = "Referrals are dealt with in time"
    measure.save()
    row = row_of(sign_in(people.viewer).get(FULL), "M8-QL")
    assert row.count('class="c-m n') == 13
    assert "z<span" in row
    assert "no denominator" in row
    assert cell_of(row, "c-max") == "79.0%"
    assert cell_of(row, "c-min") == "61.0%"
    assert cell_of(row, "c-own") == "Owner"
    assert cell_of(row, "c-rep") == "Reporter"
    assert cell_of(row, "c-out") == "Referrals are dealt with in time"
    assert cell_of(row, "c-pol") == "Higher is better"


def test_both_views_have_as_many_cells_as_columns(measure, scorecard, people, sign_in):
    for name in ("England", "South East"):
        models.Comparator.objects.create(scorecard=scorecard, name=name, short_name=name, slug=name[:2])
    for address in (ADDRESS, FULL):
        page = sign_in(people.viewer).get(address).content.decode()
        row = row_of(sign_in(people.viewer).get(address), "M8-QL")
        columns = page.count("<col class=")
        assert row.count('role="cell"') + row.count('role="rowheader"') == columns
        assert f'colspan="{columns}"' in page


def test_a_month_without_a_number_says_why(scorecard, people, sign_in):
    made = factories.indicator(scorecard, "CP2b %", unit="percentage", decimals=1)
    factories.returns(made, [*["100"] * 12, None])
    row = row_of(sign_in(people.viewer).get(ADDRESS), "CP2b %")
    assert cell_of(row, "c-val") == "z no denominator"
    assert cell_of(row, "c-cm").startswith("n/a")


@pytest.mark.parametrize(
    ("basis", "direction", "value", "values", "words"),
    [
        # 84 of 336 are due in the three months to June
        (
            "annual_total",
            "at_least",
            "336",
            [*["10"] * 10, "9", "14", "19"],
            "Off target 42 of 84 due by June",
        ),
        # from 523 in March to 460 next March: 507.25 in June
        (
            "year_end",
            "at_most",
            "460",
            [*["520"] * 9, "523", "530", "524", "534"],
            "Off target 507 on path to 460",
        ),
        ("level", "at_least", "93", [*["80"] * 12, "91"], "Close at least 93"),
        ("level", "at_most", "93", [*["80"] * 12, "91"], "On target at most 93"),
    ],
)
def test_target_says_what_it_was_compared_with(
    basis, direction, value, values, words, scorecard, people, sign_in
):
    made = factories.indicator(scorecard, "T1")
    factories.returns(made, values)
    models.Target.objects.create(
        indicator=made, financial_year=2018, basis=basis, direction=direction, value=Decimal(value)
    )
    response = sign_in(people.viewer).get(ADDRESS)
    assert cell_of(row_of(response, "T1"), "c-tgt") == words
    off = " · 1 off target" in response.content.decode()
    assert off == words.startswith("Off")


def test_benchmarks_local_and_of_an_older_year(scorecard, people, sign_in):
    made, local = (factories.indicator(scorecard, ref) for ref in ("CP4", "M1"))
    for each in (made, local):
        factories.returns(each, ["5"] * 13)
    local.local = True
    local.save()
    release = models.BenchmarkRelease.objects.create(
        scorecard=scorecard, label="November", data_year="2016-17", in_force_from=MAY, status="in_force"
    )
    for order, (name, data_year) in enumerate((("England", "2015-16"), ("South East", ""))):
        comparator = models.Comparator.objects.create(
            scorecard=scorecard, name=name, short_name=name, slug=name[:2], order=order
        )
        models.Benchmark.objects.create(
            release=release, indicator=made, comparator=comparator, value=Decimal(35), data_year=data_year
        )
    response = sign_in(people.viewer).get(FULL)
    row = row_of(response, "CP4")
    assert cell_of(row, "c-b b1") == "35 15-16"
    assert cell_of(row, "c-b b2") == "35"
    assert cell_of(row, "c-by") == "2015-16, 2016-17"
    assert cell_of(row_of(response, "M1"), "c-b c-bl") == "Local measure"


def test_restated_figure_is_marked_and_counted(measure, people, sign_in):
    factories.restate(measure, "62.0", by=people.administrator)
    response = sign_in(people.viewer).get(ADDRESS)
    assert cell_of(row_of(response, "M8-QL"), "c-val") == "62.0% r"
    assert "M8-QL, June 2018" in response.content.decode()


def test_sections_have_headings_with_counts(scorecard, people, sign_in):
    many(scorecard, 8, owner=people.owner, reporter=people.reporter)
    page = sign_in(people.viewer).get(ADDRESS).content.decode()
    assert page.count('class="sec"') == 4
    assert '<span class="name">Section 0</span><span class="meta">2 indicators</span>' in page


def test_hostile_titles_are_text(scorecard, people, sign_in):
    made = factories.indicator(scorecard, "<b>", title="<script>alert(1)</script>", outcome='"><img src=x>')
    factories.returns(made, ["1"] * 13)
    page = sign_in(people.viewer).get(FULL).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_print_says_that_it_is_a_working_copy(measure, people, sign_in):
    page = sign_in(people.viewer).get(ADDRESS).content.decode()
    assert "Working copy, in review, printed 12 July 2018. Not an edition." in page


def test_stranger_finds_nothing(measure, people, sign_in):
    stranger = sign_in(people.stranger)
    for address in (ADDRESS, "/scorecards/childrens-services/", f"{ADDRESS}scorecard.csv"):
        assert stranger.get(address).status_code == 404


def test_latest_is_the_open_month(measure, people, sign_in):
    viewer = sign_in(people.viewer)
    assert viewer.get("/scorecards/childrens-services/").headers["Location"] == ADDRESS
    assert viewer.get("/scorecards/").headers["Location"] == "/scorecards/childrens-services/"


def test_latest_is_the_last_with_figures_where_no_month_is_open(scorecard, people, sign_in):
    factories.returns(factories.indicator(scorecard), ["1", "2"], last=MAY)
    scorecard.reporting_months.all().delete()
    latest = sign_in(people.viewer).get("/scorecards/childrens-services/")
    assert latest.headers["Location"] == "/scorecards/childrens-services/2018-05/"


def test_several_scorecards_are_listed(measure, scorecard, people, sign_in):
    other = factories.scorecard("Adult Social Care")
    assert "Adult Social Care" not in sign_in(people.administrator).get("/scorecards/").content.decode()
    models.Membership.objects.create(user=people.viewer, scorecard=other, role="viewer")
    listed = sign_in(people.viewer).get("/scorecards/")
    assert "Adult Social Care" in listed.content.decode()
    empty = sign_in(people.viewer).get("/scorecards/adult-social-care/")
    assert "No month yet" in empty.content.decode()


def test_months_beside(measure, scorecard, people, sign_in):
    models.ReportingMonth.objects.create(scorecard=scorecard, month=date(2018, 7, 1))
    viewer = sign_in(people.viewer)
    june = viewer.get(ADDRESS).content.decode()
    assert 'rel="prev" href="/scorecards/childrens-services/2018-05/"' in june
    assert "July 2018 is not open yet" in june
    may = viewer.get("/scorecards/childrens-services/2018-05/").content.decode()
    assert f'rel="next" href="{ADDRESS}"' in may
    assert "Not asked for" in may
    july = viewer.get("/scorecards/childrens-services/2018-07/")
    assert july.status_code == 200
    assert "<h2>July 2018 is not open yet</h2>" in july.content.decode()
    assert viewer.get("/scorecards/childrens-services/2030-01/").status_code == 404
    assert viewer.get("/scorecards/childrens-services/2018-13/").status_code == 404


@pytest.mark.parametrize("view", ["compact", "full"])
def test_query_count_does_not_grow_with_rows(view, scorecard, people, sign_in):
    counts: dict[tuple[bool, str], set[int]] = {}
    viewer, owner = sign_in(people.viewer), sign_in(people.owner)
    for count in (10, 490):
        many_rows = many(_another(scorecard, count), count, owner=people.owner, reporter=people.reporter)
        address = f"/scorecards/{many_rows[0].scorecard.slug}/2018-06/?view={view}"
        for reader in (viewer, owner):
            for state in ("cold", "warm"):
                models.ScorecardRevision.objects.get_or_create(scorecard=many_rows[0].scorecard)
                with CaptureQueriesContext(connection) as queries:
                    assert reader.get(address).status_code == 200
                counts.setdefault((reader is owner, state), set()).add(len(queries))
    assert all(len(found) == 1 for found in counts.values()), counts
    assert max(counts[False, "warm"]) < max(counts[False, "cold"])


def _another(scorecard, count):
    made = factories.scorecard(f"Scorecard {count}")
    for membership in scorecard.memberships.all():
        models.Membership.objects.create(user=membership.user, scorecard=made, role=membership.role)
    models.ReportingMonth.objects.create(scorecard=made, month=JUNE, status="open")
    return made
