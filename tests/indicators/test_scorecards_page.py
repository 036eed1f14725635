"""The pages of a scorecard's set-up: list, new, name, sections, members."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Membership, Scorecard
from tests import factories
from tests.factories import People

from .set_up import VIEWERS, said, send, shown

SignIn = Callable[..., Client]
LIST = "/manage/scorecards/"
PAGE = "/manage/scorecards/childrens-services/"
FORMS = ("", "rename/", "comparators/add/", "sections/add/", "members/add/")


@pytest.fixture
def administrator(sign_in: SignIn, scorecard: Scorecard, people: People) -> Client:
    factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    return sign_in(people.administrator)


class TestWho:
    @pytest.mark.parametrize("who", VIEWERS)
    def test_others_are_told_why_not(
        self, administrator: Client, sign_in: SignIn, people: People, who: str
    ) -> None:
        other = sign_in(getattr(people, who))
        for url in (LIST, *(PAGE + form for form in FORMS)):
            refused = other.get(url)
            assert refused.status_code == 403, url
            assert "dministrator" in refused.content.decode()

    def test_strangers_find_nothing(self, administrator: Client, sign_in: SignIn, people: People) -> None:
        stranger = sign_in(people.stranger)
        assert {stranger.get(PAGE + form).status_code for form in FORMS} == {404}

    def test_a_portal_administrator_gives_members_but_changes_nothing_else(
        self, administrator: Client, sign_in: SignIn, people: People
    ) -> None:
        portal = sign_in(people.portal_administrator)
        page = portal.get(PAGE).content.decode()
        assert "Add a member" in page
        assert "Add a section" not in page
        assert portal.get(PAGE + "rename/").status_code == 403
        assert portal.post(PAGE + "sections/add/", {"name": "More"}).status_code == 403
        send(
            portal,
            PAGE + "members/add/",
            user=people.portal_administrator.pk,
            role="administrator",
            reason="Starts it",
        )
        assert "Add a section" in portal.get(PAGE).content.decode()


class TestList:
    def test_shows_those_that_one_administers(
        self, administrator: Client, sign_in: SignIn, people: People
    ) -> None:
        factories.scorecard("Adults")
        mine = administrator.get(LIST).content.decode()
        assert "Children&#x27;s Services" in mine
        assert "Adults" not in mine
        assert "New scorecard" not in mine
        every = sign_in(people.portal_administrator).get(LIST).content.decode()
        assert "Adults" in every
        assert "Nobody yet" in every

    def test_queries_do_not_grow(self, administrator: Client, sign_in: SignIn, people: People) -> None:
        portal = sign_in(people.portal_administrator)

        def count() -> int:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                portal.get(LIST)
            return len(queries)

        before = count()
        for number in range(10):
            Membership.objects.create(
                user=people.owner, scorecard=factories.scorecard(f"Service {number}"), role="administrator"
            )
        assert count() == before


def test_a_new_scorecard_and_its_first_section(sign_in: SignIn, people: People) -> None:
    portal = sign_in(people.portal_administrator)
    made = portal.post(LIST + "new/", {"name": "Adults’ Services"})
    assert made.headers["Location"] == "/manage/scorecards/adults-services/"
    page = portal.get(made.headers["Location"]).content.decode()
    assert "No section yet" in page
    portal.post(made.headers["Location"] + "sections/add/", {"name": "Safeguarding"})
    assert Scorecard.objects.get().sections.get().name == "Safeguarding"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Give the scorecard a name."),
        ("Children's Services", "There is a scorecard called"),
        ("A\x07dults", "control character"),
        ("x" * 121, "at most 120"),
    ],
)
def test_a_name_that_cannot_be(
    sign_in: SignIn, scorecard: Scorecard, people: People, name: str, message: str
) -> None:
    page = sign_in(people.portal_administrator).post(LIST + "new/", {"name": name})
    assert page.status_code == 422
    assert message in said(page)
    assert page.context["form"]["name"].value() == name


class TestRename:
    def test_works_and_is_told(self, administrator: Client) -> None:
        assert (
            send(administrator, PAGE + "rename/", name="Children <b>", reason="New directorate").status_code
            == 302
        )
        page = administrator.get(PAGE).content.decode()
        assert "renamed to “Children &lt;b&gt;”, by Administrator" in page
        assert "“New directorate”" in page

    def test_two_people_at_once(self, administrator: Client) -> None:
        typed = shown(administrator.get(PAGE + "rename/")) | {"name": "Families", "reason": "Agreed"}
        send(administrator, PAGE + "rename/", name="Children", reason="Shorter")
        second = administrator.post(PAGE + "rename/", typed)
        assert second.status_code == 409
        assert "renamed the scorecard to “Children”" in second.content.decode()
        again = shown(second)
        assert (again["name"], again["reason"]) == ("Families", "Agreed")
        assert administrator.post(PAGE + "rename/", again).status_code == 302
        assert Scorecard.objects.get().name == "Families"


class TestSections:
    @pytest.fixture
    def help_(self, administrator: Client, scorecard: Scorecard) -> str:
        administrator.post(PAGE + "sections/add/", {"name": "Early help"})
        return f"{PAGE}sections/{scorecard.sections.get(name='Early help').pk}/"

    def test_rename_move_remove(self, administrator: Client, scorecard: Scorecard, help_: str) -> None:
        send(administrator, help_, name="Help", reason="Shorter")
        administrator.post(help_ + "move/", {"direction": "up", "seen_place": "2"})
        assert [each.name for each in scorecard.sections.all()] == ["Help", "Front door"]
        assert "No indicator is in it" in administrator.get(help_ + "remove/").content.decode()
        assert said(administrator.post(help_ + "remove/", {"reason": ""})).startswith("Say why")
        administrator.post(help_ + "remove/", {"reason": "Not used"})
        assert scorecard.sections.get().name == "Front door"
        assert administrator.get(help_).status_code == 404

    def test_two_people_at_once(self, administrator: Client, scorecard: Scorecard, help_: str) -> None:
        typed = shown(administrator.get(help_)) | {"name": "Support", "reason": "Clearer"}
        send(administrator, help_, name="Help", reason="Shorter")
        second = administrator.post(help_, typed)
        assert second.status_code == 409
        assert shown(second)["name"] == "Support"
        administrator.post(help_ + "move/", {"direction": "up", "seen_place": "2"})
        late = administrator.post(help_ + "move/", {"direction": "up", "seen_place": "2"}, follow=True)
        assert "Somebody else moved the sections" in late.content.decode()
        administrator.post(help_ + "remove/", {"reason": "Not used"})
        gone = administrator.post(help_, typed)
        assert gone.status_code == 409
        assert "Clearer" in gone.content.decode()

    def test_one_with_indicators_stays(self, administrator: Client, scorecard: Scorecard) -> None:
        url = f"{PAGE}sections/{scorecard.sections.get().pk}/remove/"
        for refused in (administrator.get(url), administrator.post(url, {"reason": "Try"})):
            assert refused.status_code == 403
            assert "Move them to another section first" in refused.content.decode()

    def test_a_forged_move(self, administrator: Client, help_: str) -> None:
        assert (
            administrator.post(help_ + "move/", {"direction": "sideways", "seen_place": "x"}).status_code
            == 400
        )

    def test_of_another_scorecard(self, administrator: Client) -> None:
        other = factories.scorecard("Adults").sections.get()
        assert administrator.get(f"{PAGE}sections/{other.pk}/").status_code == 404
        assert administrator.post(f"{PAGE}sections/{other.pk}/remove/", {"reason": "x"}).status_code == 404


def test_a_comparator_is_added_once(administrator: Client, scorecard: Scorecard) -> None:
    typed = {"name": "South East region", "short_name": "South East", "kind": "region"}
    send(administrator, PAGE + "comparators/add/", **typed)
    made = scorecard.comparators.get()
    assert (made.slug, made.short_name, made.kind) == ("south-east-region", "South East", "region")
    assert "South East region" in administrator.get(PAGE).content.decode()
    again = send(administrator, PAGE + "comparators/add/", **typed)
    assert again.status_code == 422
    assert "compared with “South East region” already" in said(again)
    nameless = send(administrator, PAGE + "comparators/add/", name="…", short_name="x")
    assert "letters or digits" in said(nameless)


class TestMembers:
    def test_given_changed_and_taken_away(
        self, administrator: Client, scorecard: Scorecard, people: People
    ) -> None:
        send(
            administrator,
            PAGE + "members/add/",
            user=people.stranger.pk,
            role="viewer",
            reason="Joins the board",
        )
        url = f"{PAGE}members/{people.stranger.pk}/"
        assert send(administrator, url, role="administrator", reason="Joins the team").status_code == 302
        typed = shown(administrator.get(url)) | {"role": "viewer", "reason": "Back"}
        assert send(administrator, url, role="", reason="Leaves").status_code == 302
        assert administrator.get(url).status_code == 404
        late = administrator.post(url, typed)
        assert late.status_code == 409
        assert "took the role away" in late.content.decode()
        assert not scorecard.memberships.filter(user=people.stranger).exists()

    def test_two_people_at_once(self, administrator: Client, people: People) -> None:
        url = f"{PAGE}members/{people.viewer.pk}/"
        typed = shown(administrator.get(url)) | {"role": "", "reason": "Leaves"}
        send(administrator, url, role="administrator", reason="Joins the team")
        second = administrator.post(url, typed)
        assert second.status_code == 409
        assert "Viewer is administrator now" in second.content.decode()
        assert Membership.objects.get(user=people.viewer).role == "administrator"

    def test_people_that_cannot_be_chosen(self, administrator: Client, people: People) -> None:
        people.stranger.is_active = False
        people.stranger.save()
        for user in (people.stranger.pk, people.viewer.pk, 99999, "x"):
            page = send(administrator, PAGE + "members/add/", user=user, role="viewer", reason="Joins")
            assert page.status_code == 422
            assert "Choose a person from the list." in said(page)

    def test_giving_up_ones_own_role_leads_home(self, administrator: Client, people: People) -> None:
        left = send(
            administrator, f"{PAGE}members/{people.administrator.pk}/", role="viewer", reason="Moves on"
        )
        assert left.headers["Location"] == "/"


class TestLateWork:
    URL = PAGE + "late-work/"

    def test_who_is_told_is_changed_with_a_reason(self, administrator: Client, scorecard: Scorecard) -> None:
        told = "the deputy after 2 working days, and the administrators after 4."
        assert told in administrator.get(PAGE).text
        sent = {"deputy_after": "", "administrators_after": "1", "reason": "Short months"}
        assert send(administrator, self.URL, **sent).status_code == 302
        page = administrator.get(PAGE).text
        assert "tells no deputy, and the administrators after 1." in page
        assert "Told of late work, in working days: deputy never, administrators after 1" in page
        assert "“Short months”" in page
        scorecard.refresh_from_db()
        assert (scorecard.deputy_told_after, scorecard.administrators_told_after) == (None, 1)

    @pytest.mark.parametrize(
        ("sent", "message"),
        [
            (
                {"deputy_after": "5", "administrators_after": "4", "reason": "x"},
                "after the deputy, not before",
            ),
            ({"deputy_after": "0", "administrators_after": "4", "reason": "x"}, "greater than or equal to 1"),
            ({"deputy_after": "2", "administrators_after": "9", "reason": ""}, "Say why"),
        ],
    )
    def test_what_makes_no_sense_is_said(
        self, administrator: Client, scorecard: Scorecard, sent: dict[str, str], message: str
    ) -> None:
        page = send(administrator, self.URL, **sent)
        assert page.status_code == 422
        assert message in said(page)
        scorecard.refresh_from_db()
        assert scorecard.administrators_told_after == 4

    def test_two_people_at_once(self, administrator: Client, scorecard: Scorecard) -> None:
        typed = shown(administrator.get(self.URL)) | {"administrators_after": "9", "reason": "Longer"}
        send(administrator, self.URL, deputy_after="1", administrators_after="3", reason="Sooner")
        second = administrator.post(self.URL, typed)
        assert second.status_code == 409
        assert "Somebody else changed this" in second.text
        scorecard.refresh_from_db()
        assert scorecard.administrators_told_after == 3


def test_queries_do_not_grow(administrator: Client, scorecard: Scorecard, people: People) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            administrator.get(PAGE)
        return len(queries)

    before = count()
    for number in range(10):
        section = scorecard.sections.create(name=f"Section {number}", order=number + 5)
        factories.indicator(scorecard, f"N{number}", section=section)
        Membership.objects.create(user=factories.user(f"Member {number}"), scorecard=scorecard, role="viewer")
    assert count() == before
    assert Indicator.objects.count() == 11
