"""Which sign-offs a restatement made stale, as the ledger says it."""

from datetime import date, timedelta

import pytest

from commentary.actions import steps
from indicators.models import Indicator, ReportingMonth
from tests import factories
from tests.factories import JUNE, NOW

from .ledger import AN_HOUR, LEDGER, sign_again, text_of


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
