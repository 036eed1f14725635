"""The pages of a scorecard's indicators: list, add, edit, retire, bring back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, ReportingMonth, Scorecard
from tests import factories
from tests.factories import JUNE, People

from .set_up import VIEWERS, said, send, shown

SignIn = Callable[..., Client]
LIST = "/manage/indicators/childrens-services/"
ADD, EDIT = LIST + "add/", LIST + "m1/"
RETIRE, BACK = EDIT + "retire/", EDIT + "bring-back/"


@pytest.fixture
def row(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(scorecard, "M1", owner=people.owner, reporter=people.reporter)


@pytest.fixture
def administrator(sign_in: SignIn, row: Indicator, people: People) -> Client:
    return sign_in(people.administrator)


class TestWho:
    @pytest.mark.parametrize("who", [*VIEWERS, "portal_administrator"])
    def test_others_are_told_why_not(
        self, administrator: Client, sign_in: SignIn, people: People, who: str
    ) -> None:
        other = sign_in(getattr(people, who))
        for url in (LIST, ADD, EDIT, RETIRE, BACK):
            refused = other.get(url)
            assert refused.status_code == 403, url
            assert "Only an administrator of" in refused.content.decode()
            if url != LIST:
                assert other.post(url, {}).status_code == 403

    def test_strangers_find_nothing(self, administrator: Client, sign_in: SignIn, people: People) -> None:
        stranger = sign_in(people.stranger)
        assert {stranger.get(url).status_code for url in (LIST, ADD, EDIT, RETIRE, BACK)} == {404}

    def test_of_another_scorecard(self, administrator: Client) -> None:
        factories.indicator(factories.scorecard("Adults"), "A1")
        assert administrator.get(LIST + "a1/").status_code == 404


class TestList:
    def refs(self, administrator: Client, **query: Any) -> list[str]:
        return [each.record.ref for each in administrator.get(LIST, query).context["table"].rows]

    def test_filters(self, administrator: Client, scorecard: Scorecard, people: People) -> None:
        other = scorecard.sections.create(name="Early help", order=2)
        factories.indicator(scorecard, "M2", section=other, owner=people.owner, title="Assessments")
        factories.indicator(scorecard, "M3", active_until=date(2018, 5, 1))
        assert self.refs(administrator) == ["M1", "M3", "M2"]
        assert self.refs(administrator, show="active") == ["M1", "M2"]
        assert self.refs(administrator, show="nobody") == ["M2"]
        assert self.refs(administrator, show="retired") == ["M3"]
        assert self.refs(administrator, section=other.pk) == ["M2"]
        assert self.refs(administrator, q="assess") == ["M2"]
        page = administrator.get(LIST).content.decode()
        assert "2 active, 1 retired" in page
        assert "1 without owner or reporter" in page
        assert "after May 2018" in page

    @pytest.mark.parametrize(
        "query", [{"show": "odd"}, {"section": "x"}, {"page": "99"}, {"sort": "nothing"}]
    )
    def test_an_odd_address_is_no_error(self, administrator: Client, query: dict[str, str]) -> None:
        assert administrator.get(LIST, query).status_code == 200

    def test_says_what_to_do_where_there_is_none(
        self, sign_in: SignIn, scorecard: Scorecard, people: People
    ) -> None:
        assert "No indicator yet" in sign_in(people.administrator).get(LIST).content.decode()

    def test_queries_do_not_grow(
        self, administrator: Client, scorecard: Scorecard, row: Indicator, people: People
    ) -> None:
        def count(url: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                administrator.get(url)
            return len(queries)

        before = [count(url) for url in (LIST, EDIT, RETIRE, ADD)]
        for number in range(15):
            user = factories.user(f"Person {number}")
            factories.indicator(scorecard, f"N{number}", owner=user, reporter=user)
            row.title = f"Title {number}"
            row.save()
        assert [count(url) for url in (LIST, EDIT, RETIRE, ADD)] == before


class TestAdd:
    def typed(self, scorecard: Scorecard, **fields: Any) -> dict[str, Any]:
        return {
            "section": scorecard.sections.get().pk,
            "ref": "N1 %",
            "title": "A new share",
            "unit": "percentage",
            "decimals": "1",
            "numerator": "M1",
            "denominator": "M1",
            "active_from": "2018-07",
        } | fields

    def test_in_mid_year(self, administrator: Client, scorecard: Scorecard, people: People) -> None:
        added = send(
            administrator, ADD, **self.typed(scorecard, owner=people.owner.pk, reporter=people.owner.pk)
        )
        assert added.status_code == 302
        made = Indicator.objects.get(ref="N1 %")
        assert (made.ref_slug, made.active_from, made.decimals, made.parts.count()) == (
            "n1-pct",
            date(2018, 7, 1),
            1,
            2,
        )
        page = administrator.get(LIST).content.decode()
        assert "a deputy must sign" in page
        assert "July 2018" in page

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("ref", "", "Give the indicator a ref."),
            ("ref", "m1", "M1 has this ref"),
            ("ref", "x" * 21, "at most 20"),
            ("title", "A\x00b", "control character"),
            ("title", "A\x07b", "control character"),
            ("section", "99999", "valid choice"),
            ("active_from", "2018-13", "Choose a month from the list."),
            ("active_from", "June", "Choose a month from the list."),
            ("decimals", "9", "valid choice"),
            ("owner", "99999", "Choose a person from the list."),
            ("shares_commentary_with", "99999", "valid choice"),
            ("numerator", "M9", "no other ref"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
        self, administrator: Client, scorecard: Scorecard, field: str, value: str, message: str
    ) -> None:
        page = send(administrator, ADD, **self.typed(scorecard, **{field: value}))
        assert page.status_code == 422
        assert message in said(page)
        if field != "title":
            assert page.context["form"]["title"].value() == "A new share"
        assert Indicator.objects.count() == 1

    def test_closed_months_are_not_offered(self, administrator: Client, scorecard: Scorecard) -> None:
        ReportingMonth.objects.filter(month=JUNE).update(status=ReportingMonth.CLOSED)
        offered = [month for month, _ in administrator.get(ADD).context["form"].fields["active_from"].choices]
        assert offered[0] == "2018-07"

    def test_a_scorecard_without_sections_says_so(
        self, administrator: Client, scorecard: Scorecard, row: Indicator
    ) -> None:
        row.delete()
        scorecard.sections.all().delete()
        assert "This scorecard has no section." in administrator.get(ADD).content.decode()


class TestEdit:
    def test_is_kept_with_its_reason(self, administrator: Client) -> None:
        saved = send(
            administrator, EDIT, ref="M1a", title="Contacts <i>", definition="One\r\ntwo", reason="Clearer"
        )
        assert saved.headers["Location"] == LIST + "m1a/"
        page = administrator.get(LIST + "m1a/").content.decode()
        assert "Title changed from “Number counted by M1” to “Contacts &lt;i&gt;”" in page
        assert "by Administrator" in page
        assert "“Clearer”" in page
        assert Indicator.objects.get().definition == "One\ntwo"

    def test_needs_a_reason(self, administrator: Client) -> None:
        page = send(administrator, EDIT, title="Contacts")
        assert page.status_code == 422
        assert "Say why" in said(page)
        assert page.context["form"]["title"].value() == "Contacts"

    def test_owner_who_reports(self, administrator: Client, people: People) -> None:
        saved = administrator.post(
            EDIT,
            shown(administrator.get(EDIT)) | {"owner": people.reporter.pk, "reason": "Covers"},
            follow=True,
        )
        page = saved.content.decode()
        assert "Reporter owns and reports M1. Nobody signs their own words: a deputy must sign." in page
        assert "Owner and reporter are one person." in page

    def test_somebody_deactivated_stays_until_somebody_else_is_chosen(
        self, administrator: Client, row: Indicator, people: People
    ) -> None:
        people.owner.is_active = False
        people.owner.save()
        assert "deactivated" in administrator.get(EDIT).content.decode()
        assert send(administrator, EDIT, title="Contacts", reason="Clearer").status_code == 302
        row.refresh_from_db()
        assert row.owner == people.owner
        assert "Choose a person" in said(send(administrator, EDIT, reporter=people.owner.pk, reason="No"))

    def test_two_people_at_once(self, administrator: Client, row: Indicator, people: People) -> None:
        typed = shown(administrator.get(EDIT)) | {"title": "Calls", "outcome": "Mine", "reason": "I think so"}
        send(administrator, EDIT, title="Contacts", owner=people.viewer.pk, reason="Agreed")
        second = administrator.post(EDIT, typed)
        assert second.status_code == 409
        page = second.content.decode()
        assert "Somebody else changed M1 while you were typing. Nothing was overwritten." in page
        assert "Owner changed from Owner to Viewer, by Administrator" in page
        kept = shown(second)
        assert (kept["title"], kept["outcome"], kept["reason"]) == ("Calls", "Mine", "I think so")
        assert str(kept["owner"]) == str(people.viewer.pk), "what they changed and I did not is theirs"
        row.refresh_from_db()
        assert row.title == "Contacts"
        assert administrator.post(EDIT, kept).status_code == 302
        row.refresh_from_db()
        assert (row.title, row.owner) == ("Calls", people.viewer)

    @pytest.mark.parametrize("seen", ["", "{", "[]", '{"title": 1}'])
    def test_a_damaged_form_overwrites_nothing(
        self, administrator: Client, row: Indicator, seen: str
    ) -> None:
        page = send(administrator, EDIT, seen=seen, title="Calls", reason="I think so")
        assert page.status_code in (409, 422)
        assert page.context["form"]["title"].value() == "Calls"
        row.refresh_from_db()
        assert row.title == "Number counted by M1"

    def test_an_ended_session_loses_no_words(self, administrator: Client, people: People) -> None:
        typed = shown(administrator.get(EDIT)) | {
            "definition": "All contacts of the month",
            "reason": "Clearer",
        }
        administrator.logout()
        assert "/accounts/login/" in administrator.post(EDIT, typed).headers["Location"]
        administrator.force_login(
            people.administrator, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        back = shown(administrator.get(EDIT))
        assert (back["definition"], back["reason"]) == ("All contacts of the month", "Clearer")


class TestRetire:
    def test_says_what_happens_and_does_it(
        self, administrator: Client, scorecard: Scorecard, row: Indicator
    ) -> None:
        share = factories.indicator(scorecard, "M1 %", unit="percentage")
        share.parts.create(role="denominator", other=row)
        factories.returns(row, ["5", "6"])
        page = administrator.get(RETIRE).content.decode()
        assert "It has figures up to June 2018" in page
        assert "M1 % count it in their numerator or denominator" in page
        assert "Commentary of a later month that is open stays in the record" in page
        assert said(send(administrator, RETIRE, reason="")).startswith("Say why")
        retired = send(administrator, RETIRE, last_month="2018-06", reason="Not collected")
        assert retired.headers["Location"] == EDIT
        after = administrator.get(EDIT).content.decode()
        assert "Last month changed from nothing to June 2018, by Administrator" in after
        assert "Bring it back" in after
        late = administrator.get(RETIRE)
        assert late.status_code == 409
        assert "retired already, after June 2018" in late.content.decode()
        assert administrator.post(RETIRE, {"last_month": "2018-06", "reason": "Me too"}).status_code == 409

    def test_comes_back(self, administrator: Client, row: Indicator) -> None:
        assert administrator.get(BACK).status_code == 409
        send(administrator, RETIRE, last_month="2018-03", reason="Not collected")
        assert (
            "April 2018 to May 2018 show it too, without figures." in administrator.get(BACK).content.decode()
        )
        assert send(administrator, BACK, reason="Collected again").status_code == 302
        row.refresh_from_db()
        assert row.active_until is None

    @pytest.mark.parametrize("month", ["", "2018-13", "2031-01", "June"])
    def test_a_month_that_is_none(self, administrator: Client, month: str) -> None:
        page = send(administrator, RETIRE, last_month=month, reason="Not collected")
        assert page.status_code == 422
        assert shown(page)["reason"] == "Not collected"

    def test_not_under_those_who_show_its_words(
        self, administrator: Client, scorecard: Scorecard, row: Indicator, people: People
    ) -> None:
        factories.indicator(
            scorecard, "M2", owner=people.owner, reporter=people.reporter, shares_commentary_with=row
        )
        assert "First retire M2" in administrator.get(RETIRE).content.decode()
        page = send(administrator, RETIRE, last_month="2018-06", reason="Not collected")
        assert page.status_code == 422
        assert "are shown by M2 too" in said(page)
