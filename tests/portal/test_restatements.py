"""The ledger of a month, its marks on the scorecard, and an indicator's own ledger."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.actions import steps
from indicators.actions import imports
from indicators.actions import returns as returns_actions
from indicators.actions.figures import Figures
from indicators.actions.return_rows import ReturnWrite, write_all
from indicators.models import ImportBatch, Indicator, Part, ReportingMonth, Scorecard
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

from .scorecards import ADDRESS, cell_of, refs_of, row_of

LEDGER = f"{ADDRESS}restatements/"
OPENED = NOW - timedelta(days=10)
JUNE_2017 = date(2017, 6, 1)
AN_HOUR = timedelta(hours=1)
PERCENTAGE: dict[str, Any] = {"unit": "percentage", "decimals": 1, "multiplier": 100}


@pytest.fixture(autouse=True)
def opened(scorecard: Scorecard) -> None:
    """June was opened on 2 July."""
    ReportingMonth.history.filter(month=JUNE).update(history_date=OPENED)


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(number) for number in range(99, 113)])
    return made


@pytest.fixture
def viewer(sign_in: Callable[..., Client], people: People) -> Client:
    return sign_in(people.viewer)


@pytest.fixture
def restate(people: People) -> Callable[..., None]:
    def restated(indicator: Indicator, value: str, **given: Any) -> None:
        usual: dict[str, Any] = {
            "month": MAY,
            "at": NOW,
            "reason": "Counted again",
            "by": people.administrator,
        }
        chosen = usual | given
        returns_actions.record(
            indicator=indicator,
            figures=Figures(Decimal(value)),
            seen_version=indicator.returns.get(month=chosen["month"]).version,
            **chosen,
        )

    return restated


@pytest.fixture
def batch(scorecard: Scorecard, people: People) -> ImportBatch:
    return ImportBatch.objects.create(
        scorecard=scorecard,
        file_name="june.csv",
        month=JUNE,
        by=people.administrator,
        at=NOW,
        summary={"returns_added": 1},
    )


def lines(page: HttpResponse) -> list[tuple[str, date, str, str, str]]:
    found = [line.restatement for line in page.context["lines"]]  # type: ignore[attr-defined]
    return [(each.ref, each.month, each.before, each.after, each.change) for each in found]


def text_of(page: HttpResponse) -> str:
    """The words of the main part, as one line."""
    main = page.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&#x27;", "'").split())


def sign_again(indicator: Indicator, *, at: datetime) -> None:
    seen = figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk]
    assert indicator.owner is not None
    steps.confirm(
        indicator=indicator,
        month=JUNE,
        seen_version=3,
        seen_figures=hash_of(seen),
        by=indicator.owner,
        at=at,
    )


class TestLedger:
    def test_says_old_new_why_who_and_when(self, viewer, indicator, restate) -> None:
        restate(indicator, "122", reason="Late contacts")
        page = viewer.get(LEDGER)
        assert lines(page) == [("M1", MAY, "111", "122", "up 11 (+10%)")]
        text = text_of(page)
        assert "changed since the month was opened on 2 July 2018" in text
        assert "111 122 Up 11 (+10%) Late contacts Administrator, 12 July 2018" in text
        assert '/m1/?month=2018-06#restatements-title"' in page.content.decode()

    def test_a_percentage_changes_by_points(self, viewer, scorecard, restate) -> None:
        share = factories.indicator(scorecard, "M3", **PERCENTAGE)
        factories.returns(share, ["40.0", "50.0"])
        restate(share, "42.5")
        assert lines(viewer.get(LEDGER)) == [("M3", MAY, "40.0%", "42.5%", "up 2.5 percentage points")]

    def test_only_what_was_changed_since_the_month_was_opened(self, viewer, indicator, restate) -> None:
        restate(indicator, "500", month=date(2018, 4, 1), at=OPENED - AN_HOUR)
        restate(indicator, "501", month=date(2018, 3, 1), at=OPENED)
        assert [each[3] for each in lines(viewer.get(LEDGER))] == ["501"]

    def test_only_months_that_the_scorecard_shows(self, viewer, indicator, restate) -> None:
        """The 13 months to June 2018; May 2017 is the one before them."""
        for month in (date(2017, 5, 1), JUNE_2017, JUNE):
            restate(indicator, "500", month=month)
        assert {each[1] for each in lines(viewer.get(LEDGER))} == {JUNE_2017, JUNE}

    def test_only_indicators_that_it_shows(self, viewer, indicator, restate) -> None:
        restate(indicator, "500")
        Indicator.objects.update(active_until=MAY)
        assert lines(viewer.get(LEDGER)) == []

    def test_a_reason_in_place_of_a_number(self, viewer, scorecard, restate) -> None:
        gap = factories.indicator(scorecard)
        factories.returns(gap, [None, "5"])
        restate(gap, "4")
        assert lines(viewer.get(LEDGER)) == [("M1", MAY, "“no denominator”", "4", "")]

    def test_newest_first_then_as_printed(self, viewer, indicator, scorecard, restate) -> None:
        other = factories.indicator(scorecard, "A2", order=1)
        factories.returns(other, ["1", "2"])
        restate(other, "3", at=NOW - AN_HOUR)
        restate(indicator, "5", month=JUNE_2017)
        restate(other, "6", month=JUNE)
        restate(indicator, "4")
        found = [each[:2] for each in lines(viewer.get(LEDGER))]
        assert found == [("M1", MAY), ("M1", JUNE_2017), ("A2", JUNE), ("A2", MAY)]

    @pytest.mark.parametrize("words", ["m1", "counted by M1", "late", "LATE m1"])
    def test_search(self, viewer, indicator, scorecard, restate, words: str) -> None:
        other = factories.indicator(scorecard, "A2")
        factories.returns(other, ["1", "2"])
        restate(indicator, "5", reason="Late contacts")
        restate(other, "6")
        page = viewer.get(LEDGER, {"q": words})
        assert [each[0] for each in lines(page)] == ["M1"]
        assert "1 change Show all" in text_of(page)

    def test_search_that_finds_nothing(self, viewer, indicator, restate) -> None:
        restate(indicator, "5")
        page = viewer.get(LEDGER, {"q": "<b>zebra"})
        assert "No restatement is what you asked for" in text_of(page)
        assert 'value="&lt;b&gt;zebra"' in page.content.decode()

    def test_pages_and_a_number_of_queries_that_does_not_grow(
        self, viewer, indicator, people, restate, django_assert_num_queries
    ) -> None:
        factories.commentary_at("approved", indicator, at=NOW - AN_HOUR)
        restate(indicator, "500")
        viewer.get(LEDGER)
        with CaptureQueriesContext(connection) as few:
            viewer.get(LEDGER)
        for number in range(51):
            restate(indicator, str(600 + number), month=JUNE)
        with django_assert_num_queries(len(few)):
            page = viewer.get(LEDGER)
        assert len(lines(page)) == 50
        assert "Page 1 of 2" in text_of(page)
        assert len(lines(viewer.get(LEDGER, {"page": "2"}))) == 2


class TestWithoutAny:
    def test_nothing_was_restated(self, viewer, indicator) -> None:
        assert "No figure has been restated" in text_of(viewer.get(LEDGER))

    def test_a_month_that_is_planned(self, viewer, indicator, scorecard) -> None:
        ReportingMonth.objects.create(scorecard=scorecard, month=date(2018, 7, 1))
        page = viewer.get("/scorecards/childrens-services/2018-07/restatements/")
        assert "July 2018 is not open yet" in text_of(page)

    def test_a_month_from_before_the_portal(self, viewer, indicator, restate) -> None:
        restate(indicator, "5")
        page = viewer.get("/scorecards/childrens-services/2018-05/restatements/")
        assert "May 2018 was never open in the portal" in text_of(page)

    def test_a_month_that_is_not_there(self, viewer, indicator) -> None:
        assert viewer.get("/scorecards/childrens-services/2030-01/restatements/").status_code == 404


class TestFiles:
    def write(self, batch: ImportBatch, *writes: ReturnWrite) -> None:
        write_all(list(writes), batch=batch, by=batch.by, at=NOW)

    def test_only_administrators_are_led_to_the_file(self, sign_in, viewer, indicator, batch, people) -> None:
        self.write(batch, ReturnWrite(indicator.pk, MAY, 1, Decimal(120), "", reason="Late"))
        link = f'href="/manage/imports/batches/{batch.pk}/"'
        for address in (LEDGER, "/indicators/childrens-services/m1/"):
            page = viewer.get(address)
            assert "From the file june.csv" in text_of(page)
            assert link not in page.content.decode()
            assert link in sign_in(people.administrator).get(address).content.decode()

    def test_what_was_put_back(self, viewer, indicator, batch, people) -> None:
        self.write(batch, ReturnWrite(indicator.pk, MAY, 1, Decimal(120), "", reason="Late"))
        imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW + AN_HOUR)
        page = viewer.get(LEDGER)
        assert lines(page) == [
            ("M1", MAY, "120", "111", "down 9 (−8%)"),
            ("M1", MAY, "111", "120", "up 9 (+8%)"),
        ]
        assert "Put back: a load was undone" in text_of(page)

    def test_what_was_withdrawn_and_given_again(self, viewer, scorecard, batch, people, restate) -> None:
        fresh = factories.indicator(scorecard)
        factories.returns(fresh, ["10"], last=MAY)
        self.write(batch, ReturnWrite(fresh.pk, JUNE, 0, Decimal(20), ""))
        assert lines(viewer.get(LEDGER)) == []
        imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW + AN_HOUR)
        restate(fresh, "21", month=JUNE, at=NOW + 2 * AN_HOUR)
        assert lines(viewer.get(LEDGER)) == [
            ("M1", JUNE, "withdrawn", "21", ""),
            ("M1", JUNE, "20", "withdrawn", ""),
        ]


class TestSignOffs:
    """June's commentary on M1 is signed on 12 July at 9:30; the figures change an hour later."""

    @pytest.fixture(autouse=True)
    def signed(self, indicator: Indicator) -> None:
        factories.commentary_at("approved", indicator)

    def test_one_that_waits(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", at=NOW + AN_HOUR)
        text = text_of(viewer.get(LEDGER))
        assert "June 2018 , signed 12 July 2018 by Owner. To be signed again." in text

    def test_one_that_was_given_again(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", at=NOW + AN_HOUR)
        sign_again(indicator, at=NOW + timedelta(days=1))
        text = text_of(viewer.get(LEDGER))
        assert "June 2018 , signed 12 July 2018 by Owner. Signed again 13 July 2018." in text

    def test_the_second_change_made_nothing_stale(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", at=NOW + AN_HOUR)
        restate(indicator, "121", at=NOW + 2 * AN_HOUR)
        second, first = (line.sign_offs for line in viewer.get(LEDGER).context["lines"])
        assert (len(second), len(first)) == (0, 1)

    def test_the_figure_went_back(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", at=NOW + AN_HOUR)
        restate(indicator, "111", at=NOW + 2 * AN_HOUR)
        assert "by Owner. It fits again: the figure went back." in text_of(viewer.get(LEDGER))

    def test_one_in_a_closed_month_stays(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", at=NOW + AN_HOUR)
        ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
        assert "by Owner. It stays: the month is closed." in text_of(viewer.get(LEDGER))

    def test_one_that_was_taken_back_is_for_those_who_may_read_the_words(
        self, sign_in, viewer, indicator, restate, people
    ) -> None:
        restate(indicator, "120", at=NOW + AN_HOUR)
        steps.reopen(
            indicator=indicator,
            month=JUNE,
            reason="New figure",
            seen_version=3,
            by=people.owner,
            at=NOW + 2 * AN_HOUR,
        )
        assert "by Owner. Taken back 12 July 2018." in text_of(sign_in(people.reporter).get(LEDGER))
        assert "signed" not in text_of(viewer.get(LEDGER)).partition("Sign-offs made stale")[2]

    def test_one_given_with_the_new_figure_is_not_named(self, viewer, indicator, restate) -> None:
        """Signed after the change, in the same moment even."""
        restate(indicator, "120", month=date(2018, 4, 1), at=NOW + AN_HOUR)
        sign_again(indicator, at=NOW + AN_HOUR)
        restate(indicator, "121", month=JUNE, at=NOW + AN_HOUR)
        later, earlier = viewer.get(LEDGER).context["lines"]
        assert [each.again_on for each in earlier.sign_offs] == [NOW.date()]
        assert [each.again_on for each in later.sign_offs] == [None]

    def test_a_figure_that_its_words_do_not_show(self, viewer, indicator, scorecard, restate) -> None:
        other = factories.indicator(scorecard, "M2")
        factories.returns(other, ["1", "2"])
        restate(other, "5", at=NOW + AN_HOUR)
        assert [line.sign_offs for line in viewer.get(LEDGER).context["lines"]] == [()]

    def test_words_that_several_share(self, viewer, indicator, scorecard, people, restate) -> None:
        other = factories.indicator(
            scorecard, "M2", owner=people.owner, reporter=people.reporter, shares_commentary_with=indicator
        )
        factories.returns(other, ["1", "2"])
        sign_again(indicator, at=NOW + AN_HOUR)
        restate(other, "5", at=NOW + 2 * AN_HOUR)
        (line,) = viewer.get(LEDGER).context["lines"]
        assert [(each.month, each.by) for each in line.sign_offs] == [(JUNE, "Owner")]


class TestScorecardPage:
    def title(self, client: Any, query: str = "") -> str:
        return cell_of(row_of(client.get(ADDRESS + query), "M1"), "c-title")

    @pytest.mark.parametrize("query", ["", "?view=full"])
    def test_a_row_says_which_month_was_restated(self, viewer, indicator, restate, query: str) -> None:
        assert "restated" not in self.title(viewer, query)
        restate(indicator, "120")
        assert self.title(viewer, query).endswith("May 2018 restated")
        assert f'href="{LEDGER}?q=M1"' in row_of(viewer.get(ADDRESS + query), "M1")
        restate(indicator, "121", month=JUNE_2017)
        assert self.title(viewer, query).endswith("2 months restated")

    def test_the_month_itself_is_only_marked_at_its_figure(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", month=JUNE)
        assert "restated" not in self.title(viewer)
        assert cell_of(row_of(viewer.get(ADDRESS), "M1"), "c-val") == "120 r"

    def test_not_what_was_restated_before_the_month_was_opened(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", at=OPENED - AN_HOUR)
        assert "restated" not in self.title(viewer)

    def test_not_a_month_out_of_sight(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", month=date(2017, 5, 1))
        assert "restated" not in self.title(viewer)

    def test_not_in_a_month_without_a_cycle(self, viewer, indicator, restate) -> None:
        restate(indicator, "120", month=date(2018, 4, 1))
        page = viewer.get("/scorecards/childrens-services/2018-05/")
        assert "restated" not in cell_of(row_of(page, "M1"), "c-title")

    def test_not_a_load_that_was_undone(self, viewer, indicator, batch, people) -> None:
        write = ReturnWrite(indicator.pk, MAY, 1, Decimal(120), "", reason="Late")
        write_all([write], batch=batch, by=batch.by, at=NOW)
        imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
        assert "restated" not in self.title(viewer)

    def test_only_restated_rows(self, viewer, indicator, scorecard, restate) -> None:
        for ref in ("M2", "M3"):
            factories.returns(factories.indicator(scorecard, ref), ["1", "2"])
        restate(indicator, "120")
        restate(Indicator.objects.get(ref="M3"), "3", month=JUNE)
        page = viewer.get(ADDRESS, {"restated": "on"})
        assert refs_of(page) == ["M1"]
        assert "1 of 3 indicators." in text_of(page)
        assert refs_of(viewer.get(ADDRESS, {"restated": "on", "q": "M2"})) == []

    def test_the_key_says_what_the_mark_means(self, viewer, indicator) -> None:
        assert "Restated an earlier month changed since June 2018 was opened" in text_of(viewer.get(ADDRESS))


class TestIndicatorPage:
    PAGE = "/indicators/childrens-services/m1/"

    def test_its_own_ledger(self, viewer, indicator, restate) -> None:
        factories.commentary_at("approved", indicator)
        restate(indicator, "122", at=NOW + AN_HOUR, reason="Late contacts")
        text = text_of(viewer.get(self.PAGE))
        assert (
            "Restatements (1) 12 July 2018, Administrator May 2018 restated from 111 to 122: “Late contacts” "
            "Up 11 (+10%) Made stale: June 2018 , signed 12 July 2018 by Owner. To be signed again. History"
        ) in text

    def test_nothing_yet(self, viewer, indicator) -> None:
        assert "No figure has been changed since it was recorded." in text_of(viewer.get(self.PAGE))

    def test_earlier_ones_are_folded(self, viewer, indicator, restate) -> None:
        for number in range(9):
            restate(indicator, str(number), at=OPENED + number * AN_HOUR)
        text = text_of(viewer.get(self.PAGE))
        assert "Restatements (9)" in text
        assert "Earlier (1) 2 July 2018, Administrator May 2018 restated from 111 to 0" in text

    def test_parts_that_were_restated_without_it(self, viewer, scorecard, restate) -> None:
        """10 of 40 is 25%; with 12 of 40 it would be 30%."""
        share = factories.indicator(scorecard, **PERCENTAGE)
        some, every = (factories.indicator(scorecard, ref) for ref in ("M2", "M3"))
        for made, values in ((share, ["25.0", "25.0"]), (some, ["10", "10"]), (every, ["40", "40"])):
            factories.returns(made, values)
        Part.objects.create(indicator=share, role=Part.NUMERATOR, other=some)
        Part.objects.create(indicator=share, role=Part.DENOMINATOR, other=every)
        said = "May 2018 is 25.0%; its parts give 30.0%: 12 ÷ 40. "
        said += "The parts were restated and the figure was not."
        assert said not in text_of(viewer.get(self.PAGE))
        restate(some, "12")
        assert said in text_of(viewer.get(self.PAGE))
        restate(share, "30")
        assert "The parts were restated" not in text_of(viewer.get(self.PAGE))
