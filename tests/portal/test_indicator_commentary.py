"""The commentary of every month on an indicator's page: who reads which words, and what stands beside."""

import re
from datetime import date

import pytest

from commentary.actions import steps
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

VALUES = [str(number) for number in range(1000, 1013)]


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(
        scorecard, owner=people.owner, reporter=people.reporter, polarity="lower", outcome="Fewer contacts"
    )
    factories.returns(made, VALUES)
    return made


class TestCommentary:
    def test_draft_is_read_by_those_who_work_on_it(self, indicator: Indicator, people: People, read) -> None:
        factories.commentary_at("draft", indicator, text="Between us")
        for who in (
            people.reporter,
            people.reporter_cover,
            people.owner,
            people.owner_cover,
            people.administrator,
        ):
            assert "Between us" in read(who)
        for who in (people.viewer, people.portal_administrator):
            assert "Between us" not in read(who)
            assert "Not yet approved" in read(who)

    def test_approved_words_with_who_wrote_and_who_signed(
        self, indicator: Indicator, people: People, read
    ) -> None:
        factories.commentary_at("approved", indicator, text="Contacts <b>rose</b>.")
        text = read(people.viewer)
        assert "Contacts &lt;b&gt;rose&lt;/b&gt;." in text
        assert "Written by Reporter, 12 July 2018. Approved by Owner, 12 July 2018, on 1,012." in text

    def test_deputies_are_named_with_whom_they_stand_for(
        self, indicator: Indicator, people: People, read
    ) -> None:
        row = steps.submit(
            indicator=indicator, month=JUNE, text="Words", seen_version=0, by=people.reporter_cover, at=NOW
        )
        seen = hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk])
        steps.approve(
            indicator=indicator,
            month=JUNE,
            seen_version=row.version,
            seen_figures=seen,
            by=people.owner_cover,
            at=NOW,
        )
        text = read(people.viewer)
        assert "Written by Reporter Cover on behalf of Reporter, 12 July 2018." in text
        assert "Approved by Owner Cover on behalf of Owner, 12 July 2018, on 1,012." in text

    def test_reopened_words_are_hidden_again(self, indicator: Indicator, people: People, read) -> None:
        row = factories.commentary_at("approved", indicator, text="Too early")
        steps.reopen(
            indicator=indicator,
            month=JUNE,
            reason="Wrong month",
            seen_version=row.version,
            by=people.owner,
            at=NOW,
        )
        assert "Too early" not in read(people.viewer)
        assert "Too early" in read(people.reporter)

    def test_closed_month_without_words_says_so(
        self, indicator: Indicator, scorecard: Scorecard, people: People, read
    ) -> None:
        ReportingMonth.objects.create(scorecard=scorecard, month=MAY, status=ReportingMonth.CLOSED)
        assert "No commentary was approved before the month closed." in read(people.viewer)

    def test_follower_shows_the_leaders_words(
        self, indicator: Indicator, scorecard: Scorecard, people: People, read
    ) -> None:
        follower = factories.indicator(
            scorecard, "M2", owner=people.owner, reporter=people.reporter, shares_commentary_with=indicator
        )
        factories.returns(follower, ["5", "6"])
        factories.commentary_at("approved", indicator, text="For both")
        text = read(people.viewer, ref="m2")
        assert "For both" in text
        assert "Shared with <a href" in text
        assert "on 6." in text
        assert "Also shown on" in read(people.viewer)


class TestFiguresThatChangedAfterSignOff:
    OPEN = "A figure changed after sign-off"
    CLOSED = "Figures restated since."

    def test_fresh_signature_has_no_mark(self, indicator: Indicator, people: People, read) -> None:
        factories.commentary_at("approved", indicator)
        assert self.OPEN not in read(people.viewer)
        assert self.CLOSED not in read(people.viewer)

    def test_open_month_is_stale(self, indicator: Indicator, people: People, read) -> None:
        factories.commentary_at("approved", indicator)
        factories.restate(indicator, "900", by=people.administrator, month=MAY)
        text = read(people.viewer)
        assert self.OPEN in text
        assert re.search(r"</svg>\s*Stale\s*</span>", text)
        assert not re.search(r"</svg>\s*Approved\s*</span>", text)
        assert f"Approved by {people.owner.get_full_name()}" in text

    def test_signature_over_sixty_months_is_fresh(self, scorecard: Scorecard, people: People, read) -> None:
        long = factories.indicator(scorecard, "L1", owner=people.owner, reporter=people.reporter)
        factories.returns(long, [str(number) for number in range(60)])
        factories.commentary_at("approved", long)
        assert self.OPEN not in read(people.viewer, ref="l1")

    def test_figure_of_a_follower_counts_too(
        self, indicator: Indicator, scorecard: Scorecard, people: People, read
    ) -> None:
        follower = factories.indicator(
            scorecard, "M2", owner=people.owner, reporter=people.reporter, shares_commentary_with=indicator
        )
        factories.returns(follower, VALUES)
        factories.commentary_at("approved", indicator)
        factories.restate(follower, "900", by=people.administrator)
        assert self.OPEN in read(people.viewer)
        assert self.OPEN in read(people.viewer, ref="m2")

    def test_follower_retired_before_the_signature_does_not_count(
        self, indicator: Indicator, scorecard: Scorecard, people: People, read
    ) -> None:
        factories.indicator(scorecard, "M2", shares_commentary_with=indicator, active_until=MAY)
        factories.commentary_at("approved", indicator)
        assert self.OPEN not in read(people.viewer)

    def test_closed_month_says_restated(
        self, indicator: Indicator, scorecard: Scorecard, people: People, read
    ) -> None:
        july = ReportingMonth.objects.create(
            scorecard=scorecard, month=date(2018, 7, 1), status=ReportingMonth.OPEN
        )
        factories.commentary_at("approved", indicator)
        ReportingMonth.objects.filter(month=JUNE).update(status=ReportingMonth.CLOSED)
        assert self.CLOSED not in read(people.viewer)
        factories.restate(indicator, "900", by=people.administrator)
        text = read(people.viewer)
        assert self.CLOSED in text
        assert self.OPEN not in text
        july.delete()
        assert self.CLOSED in read(people.viewer)

    def test_other_open_month_is_asked_about_too(
        self, indicator: Indicator, scorecard: Scorecard, people: People, read
    ) -> None:
        factories.commentary_at("approved", indicator)
        ReportingMonth.objects.create(scorecard=scorecard, month=date(2018, 7, 1), status=ReportingMonth.OPEN)
        assert self.OPEN not in read(people.viewer)
        factories.restate(indicator, "900", by=people.administrator)
        assert self.OPEN in read(people.viewer)
