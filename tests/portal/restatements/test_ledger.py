"""The ledger of a month: what was restated, why, by whom, and in which file."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions import imports
from indicators.actions.return_rows import ReturnWrite, write_all
from indicators.models import ImportBatch, Indicator, ReportingMonth
from tests import factories
from tests.factories import JUNE, MAY, NOW

from .ledger import AN_HOUR, JUNE_2017, LEDGER, OPENED, PERCENTAGE, lines, text_of


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
