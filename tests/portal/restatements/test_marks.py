"""Restatements marked on the scorecard page, and an indicator's own ledger."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.actions import imports
from indicators.actions.return_rows import ReturnWrite, write_all
from indicators.models import Indicator, Part
from tests import factories
from tests.factories import JUNE, MAY, NOW
from tests.portal.scorecards import ADDRESS, cell_of, refs_of, row_of

from .ledger import AN_HOUR, JUNE_2017, LEDGER, OPENED, PERCENTAGE, text_of


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
