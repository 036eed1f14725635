"""Signals of small series on the scorecard: few months, gaps, new baselines, and what is kept."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import models
from tests import factories
from tests.factories import JUNE, NOW
from tests.portal.scorecards import ADDRESS, cell_of, many, row_of

FULL = f"{ADDRESS}?view=full"
STEADY = ["10", "12", "11", "13", "10", "12", "11", "12", "11", "13", "10", "12"]


@pytest.fixture
def shown(scorecard, people, sign_in):
    """`shown(values)` is M1's row with these figures, the last one June's; `shown()` as it is by now."""

    def row(values=(), address=ADDRESS):
        if values:
            factories.returns(factories.indicator(scorecard, "M1", polarity="higher"), values)
        return row_of(sign_in(people.viewer).get(address), "M1")

    return row


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (STEADY[:9], "No limits: fewer than 10 months"),
        (STEADY[:10], "Usual range trial limits"),
        ([*STEADY[:11], "30"], "Improvement Above upper limit, trial limits"),
        (STEADY, "Usual range trial limits"),
        ([*STEADY, "11"], "Usual range"),
        ([*STEADY, "30"], "Improvement Above upper limit"),
        ([*STEADY, None], "No figure"),
        ([*STEADY[:6], None, *STEADY[6:], "1"], "Concern Below lower limit"),
        ([None] * 13, "No limits: fewer than 10 months"),
        (["5"] * 13, "Usual range"),
    ],
)
def test_says_signal_usual_range_or_why_neither(values, words, shown):
    assert cell_of(shown(values), "c-sig gl") == words


def test_earlier_months_that_are_not_shown_count(shown):
    """Nine months are too few; the scorecard shows 13, and the limits are made of all on record."""
    row = shown([*STEADY, *STEADY, "11"])
    assert cell_of(row, "c-sig gl") == "Usual range"


@pytest.mark.parametrize(("june", "css"), [("11", "c-sig gl nosig"), ("30", "c-sig gl")])
def test_a_row_without_a_signal_takes_no_room_on_a_card(june, css, shown):
    assert f'<td role="cell" class="{css}">' in shown([*STEADY, june])


def test_the_trend_has_no_limits_where_there_are_none(shown):
    row = shown(STEADY[:9])
    assert 'class="line"' in row
    assert 'class="band"' not in row
    assert "between 10 and 13. No limits: fewer than 10 months" in row


def test_a_month_without_a_figure_has_no_mark(shown):
    row = shown([*STEADY[:6], None, *STEADY[6:11], "30"], address=FULL)
    cells = re.findall(r'<td role="cell" class="c-m n.*?</td>', row, re.DOTALL)
    assert [bool(re.search("mk-", cell)) for cell in cells] == [*[False] * 12, True]


def test_limits_step_where_a_baseline_begins_anew(scorecard, people, shown):
    """Ten months about 10, then ten about 50: with a baseline of its own June is in the usual range."""
    first, second = STEADY[:10], ["50", "52", "51", "53", "50", "52", "51", "53", "50", "52"]
    row = shown([*first, *second])
    assert cell_of(row, "c-sig gl") != "Usual range trial limits"
    assert row.split('class="mean"', 1)[1].split("/>")[0].count("M") == 1
    models.Baseline.objects.create(
        indicator=models.Indicator.objects.get(ref="M1"),
        starts=date(2017, 9, 1),
        reason="The count was defined anew",
        by=people.administrator,
        at=NOW,
    )
    models.ScorecardRevision.objects.update_or_create(scorecard=scorecard, defaults={"number": 9})
    row = shown()
    assert cell_of(row, "c-sig gl") == "Usual range trial limits"
    for part in ("mean", "band"):
        assert row.split(f'class="{part}"', 1)[1].split("/>")[0].count("M") == 2


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("30", "Usual range misses it"),
        ("5", "Usual range meets it"),
        ("12", "Met or missed by chance"),
    ],
)
def test_a_level_target_is_held_to_the_limits(value, word, shown, scorecard):
    made = factories.indicator(scorecard, "M1", polarity="higher")
    factories.returns(made, [*STEADY, "11"])
    models.Target.objects.create(
        indicator=made, financial_year=2018, basis="level", direction="at_least", value=value
    )
    row = shown()
    assert f'<span aria-hidden="true">{word}</span>' in row
    assert f'title="The target of {value} is ' in row


def test_a_target_that_polarity_no_longer_follows_says_nothing_of_the_limits(shown, scorecard):
    made = factories.indicator(scorecard, "M1", polarity="lower")
    factories.returns(made, [*STEADY, "11"])
    models.Target.objects.create(
        indicator=made, financial_year=2018, basis="level", direction="at_least", value="30"
    )
    assert "most months" not in shown()


def test_no_signals_says_so(shown, people, sign_in):
    shown([*STEADY, "11"])
    page = sign_in(people.viewer).get(ADDRESS).content.decode()
    facts = page.split('<dl class="facts">', 1)[1].split("</div>")[0]
    assert " ".join(re.sub(r"<[^>]+>", " ", facts).split()) == (
        "0 signals of 1 indicators No signals this month."
    )


def test_the_key_explains_the_marks(shown, people, sign_in):
    shown([*STEADY, "11"])
    page = sign_in(people.viewer).get(ADDRESS).content.decode()
    key = page.split('<dl class="legend"', 1)[1].split("</dl>")[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", key).split())
    assert "Signal Improvement Concern Neither is better" in words
    assert "Trend grey band: usual range" in words


def test_paper_has_the_column_and_its_key(shown, people, sign_in):
    shown([*STEADY, "30"])
    page = sign_in(people.viewer).get(FULL).content.decode()
    foot = page.split('<tfoot class="pr">', 1)[1]
    assert "Improvement" in foot
    assert "mean ± 2.66 × mean moving range" in foot


def test_a_restated_figure_changes_the_signal_at_once(shown, people, sign_in):
    assert cell_of(shown([*STEADY, "30"]), "c-sig gl") == "Improvement Above upper limit"
    factories.restate(models.Indicator.objects.get(ref="M1"), "11", by=people.administrator)
    assert cell_of(shown(), "c-sig gl") == "Usual range"


def test_an_earlier_figure_changes_the_limits_at_once(shown, people, sign_in):
    """A figure from before the months shown is not in any cell, and still makes the limits."""
    values = [*["11"] * 12, *STEADY, "16"]
    before = shown(values)
    spoken = re.search(r"limits \(([^)]+)\)", before)
    factories.restate(
        models.Indicator.objects.get(ref="M1"), "90", by=people.administrator, month=date(2016, 6, 1)
    )
    assert models.MonthlyReturn.objects.get(month=date(2016, 6, 1)).value == 90
    after = re.search(r"limits \(([^)]+)\)", shown())
    assert spoken
    assert after
    assert spoken[1] != after[1]


def test_signals_cost_no_queries_for_rows(scorecard, people, sign_in):
    """The figures before those shown are read at once for all rows."""
    viewer = sign_in(people.viewer)
    counts = set()
    for count in (8, 80):
        made = factories.scorecard(f"Scorecard {count}")
        models.Membership.objects.create(user=people.viewer, scorecard=made, role="viewer")
        models.ReportingMonth.objects.create(scorecard=made, month=JUNE, status="open")
        models.ScorecardRevision.objects.get_or_create(scorecard=made)
        many(made, count, owner=people.owner, reporter=people.reporter, span=30)
        with CaptureQueriesContext(connection) as queries:
            page = viewer.get(f"/scorecards/{made.slug}/2018-06/?view=full").content.decode()
        counts.add(len(queries))
        assert page.count('class="c-sig gl') == count + 1
        assert "mk-" in page.split("<tbody", 1)[1]
    assert len(counts) == 1
