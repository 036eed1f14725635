"""The people pages: who may change whom, leaving, deputies, history."""

from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Indicator, Membership, Scorecard
from indicators.people.models import AuditEvent, Cover, User
from tests import factories
from tests.factories import People

PASSWORD = "a long enough password"


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)


@pytest.fixture
def housing(people: People) -> Scorecard:
    """Another scorecard, that the administrator does not administer."""
    return factories.scorecard("Housing")


def change(page, **fields: str) -> dict[str, str]:
    """The edit form as it was shown, with some fields typed over."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {
        **{name: value for name, value in shown.items() if value not in (None, False)},
        "reason": "Married",
        **fields,
    }


def test_list_finds_people_by_words_and_state(sign_in, people: People, indicator: Indicator) -> None:
    people.viewer.set_password(PASSWORD)
    people.viewer.save()
    User.objects.filter(pk=people.stranger.pk).update(is_active=False)
    client = sign_in(people.administrator)

    def found(**query: str) -> list[str]:
        page = client.get("/manage/people/", query)
        return sorted(row.record.name for row in page.context["table"].rows)

    assert len(found()) == 8
    assert found(q="cover") == ["Owner Cover", "Reporter Cover"]
    assert found(state="active") == ["Viewer"]
    assert found(state="deactivated") == ["Stranger"]
    assert "Viewer" not in found(state="invited")
    assert found(q="nobody at all") == []
    text = client.get("/manage/people/", {"q": "owner"}).content.decode()
    assert "Children&#x27;s Services" not in text
    assert "Invite a person" in text


@pytest.mark.parametrize("query", ["per_page=-1", "per_page=0", "page=-1", "page=x", "page=999"])
def test_an_address_does_not_choose_the_length_of_a_page(
    sign_in, people: People, indicator: Indicator, query: str
) -> None:
    page = sign_in(people.administrator).get(f"/manage/people/?{query}")
    assert page.status_code == 200
    assert "viewer@example.gov.uk" in page.content.decode()


@pytest.mark.parametrize("column", ["name", "email", "roles", "owns", "reports", "state", "-owns"])
def test_list_sorts_by_every_column(sign_in, people: People, indicator: Indicator, column: str) -> None:
    page = sign_in(people.administrator).get("/manage/people/", {"sort": column})
    assert page.status_code == 200
    if column == "-owns":
        assert next(iter(page.context["table"].rows)).record.name == "Owner"


def test_list_takes_as_many_queries_for_twenty_as_for_two(
    sign_in, people: People, scorecard: Scorecard, django_assert_num_queries
) -> None:
    client = sign_in(people.administrator)
    with CaptureQueriesContext(connection) as few:
        client.get("/manage/people/")
    for number in range(20):
        user = factories.user(f"Person {number}")
        Membership.objects.create(user=user, scorecard=scorecard, role=Membership.VIEWER)
        factories.indicator(scorecard, f"X{number}", owner=user, reporter=user)
    with django_assert_num_queries(len(few)):
        client.get("/manage/people/")


def test_change_keeps_who_why_and_from_what_to_what(sign_in, people: People, scorecard: Scorecard) -> None:
    client = sign_in(people.administrator)
    url = reverse("person_edit", args=(people.viewer.pk,))
    page = client.post(
        url,
        change(client.get(url), full_name="Vera Viewer", **{f"role_{scorecard.pk}": "administrator"}),
        follow=True,
    )
    text = page.content.decode()
    assert "Name changed from “Viewer” to “Vera Viewer”, by Administrator: “Married”" in text
    assert "Administrator of Children&#x27;s Services, by Administrator: “Married”" in text
    event = AuditEvent.objects.get(verb="changed a person")
    assert event.before == {"full_name": "Viewer"}
    assert event.after == {"full_name": "Vera Viewer", "reason": "Married"}


def test_change_needs_a_reason_and_a_free_address(sign_in, people: People) -> None:
    client = sign_in(people.portal_administrator)
    url = reverse("person_edit", args=(people.viewer.pk,))
    page = client.post(url, change(client.get(url), full_name="Vera", reason=" "))
    assert (page.status_code, "Say why" in page.content.decode()) == (422, True)
    assert 'value="Vera"' in page.content.decode()
    page = client.post(url, change(client.get(url), email="Owner@Example.gov.uk"))
    assert page.status_code == 422
    assert "Owner has an account with owner@example.gov.uk already" in page.content.decode()
    people.viewer.refresh_from_db()
    assert people.viewer.full_name == "Viewer"


def test_second_of_two_who_change_somebody_is_told(sign_in, people: People, scorecard: Scorecard) -> None:
    client = sign_in(people.administrator)
    url = reverse("person_edit", args=(people.viewer.pk,))
    typed = change(client.get(url), full_name="Second")
    client.post(url, change(client.get(url), full_name="First"))
    page = client.post(url, typed)
    assert page.status_code == 409
    assert "Somebody else changed First while you were typing" in page.content.decode()
    assert 'value="Second"' in page.content.decode()
    people.viewer.refresh_from_db()
    assert people.viewer.full_name == "First"


def test_role_that_somebody_else_gave_meanwhile_is_not_taken_back(
    sign_in, people: People, scorecard: Scorecard
) -> None:
    client = sign_in(people.administrator)
    url, role = reverse("person_edit", args=(people.viewer.pk,)), f"role_{scorecard.pk}"
    typed = change(client.get(url), job_title="Director")
    client.post(url, change(client.get(url), **{role: "administrator"}))
    assert client.post(url, typed).status_code == 409
    assert Membership.objects.get(user=people.viewer).role == "administrator"


def test_deactivated_person_with_a_role_can_be_renamed(sign_in, people: People, scorecard: Scorecard) -> None:
    User.objects.filter(pk=people.viewer.pk).update(is_active=False)
    client, url = sign_in(people.administrator), reverse("person_edit", args=(people.viewer.pk,))
    assert client.post(url, change(client.get(url), full_name="Vera")).status_code == 302
    people.viewer.refresh_from_db()
    assert people.viewer.full_name == "Vera"


def test_portal_administrators_are_changed_only_by_each_other(
    sign_in, people: People, scorecard: Scorecard
) -> None:
    for name in ("person_edit", "person_deactivate", "person_deputy"):
        page = sign_in(people.administrator).get(reverse(name, args=(people.portal_administrator.pk,)))
        assert page.status_code == 403
        assert "Only another portal administrator" in page.content.decode()


def test_nobody_reaches_another_scorecard_by_way_of_somebody_in_both(
    sign_in, people: People, scorecard: Scorecard, housing: Scorecard
) -> None:
    """A new address would bring the password link; a deputy acts for the person."""
    Membership.objects.create(user=people.viewer, scorecard=housing, role=Membership.VIEWER)
    client = sign_in(people.administrator)
    url = reverse("person_edit", args=(people.viewer.pk,))
    page = client.post(url, change(client.get(url), email="mine@example.gov.uk"))
    assert page.status_code == 403
    assert "also works on a scorecard that you do not administer" in page.content.decode()
    for name in ("person_deactivate", "person_deputy", "person_reactivate"):
        assert client.get(reverse(name, args=(people.viewer.pk,))).status_code == 403
    assert client.post(url, change(client.get(url), full_name="Vera")).status_code == 302
    people.viewer.refresh_from_db()
    assert (people.viewer.email, people.viewer.full_name) == ("viewer@example.gov.uk", "Vera")


def test_nobody_reaches_another_scorecard_by_way_of_a_cover_to_come(
    sign_in, people: People, scorecard: Scorecard, housing: Scorecard
) -> None:
    factories.indicator(housing, "H1", owner=people.viewer)
    days = {"starts_on": date(2099, 8, 1), "ends_on": date(2099, 8, 9)}
    Cover.objects.create(user=people.viewer, deputy=people.stranger, **days)
    client = sign_in(people.administrator)
    url = reverse("person_edit", args=(people.stranger.pk,))
    assert client.post(url, change(client.get(url), email="mine@example.gov.uk")).status_code == 403
    people.stranger.refresh_from_db()
    assert people.stranger.email == "stranger@example.gov.uk"


def test_profile_shows_no_scorecard_that_does_not_exist_for_the_reader(
    sign_in, people: People, scorecard: Scorecard, housing: Scorecard
) -> None:
    Membership.objects.create(user=people.viewer, scorecard=housing, role=Membership.VIEWER)
    factories.indicator(housing, "H1", owner=people.viewer)
    page = sign_in(people.administrator).get(reverse("person", args=(people.viewer.pk,)))
    assert "Housing" not in page.content.decode()
    page = sign_in(people.portal_administrator).get(reverse("person", args=(people.viewer.pk,)))
    assert "<b>Housing</b>: owns H1" in page.content.decode()


def test_deactivated_person_is_signed_out_at_once_and_stays_out(
    sign_in, people: People, scorecard: Scorecard
) -> None:
    people.viewer.set_password(PASSWORD)
    people.viewer.save()
    theirs = Client()
    credentials = {"login": people.viewer.email, "password": PASSWORD}
    theirs.post("/accounts/login/", credentials)
    assert theirs.get("/accounts/deputy/").status_code == 200
    url = reverse("person_deactivate", args=(people.viewer.pk,))
    page = sign_in(people.administrator).post(url, {"reason": "Left"}, follow=True)
    assert "deactivated and signed out everywhere" in page.content.decode()
    assert "Deactivated, by Administrator: “Left”" in page.content.decode()
    assert theirs.get("/accounts/deputy/").status_code == 302
    assert not theirs.session.exists(theirs.session.session_key or "")
    assert "is not right" in theirs.post("/accounts/login/", credentials).content.decode()


def test_leaver_hands_rows_on_first(sign_in, people: People, indicator: Indicator) -> None:
    url = reverse("person_deactivate", args=(people.owner.pk,))
    client = sign_in(people.administrator)
    assert "<b>Children&#x27;s Services</b>: owns M1" in client.get(url).content.decode()
    page = client.post(url, {"reason": "Left"})
    assert page.status_code == 422
    assert "Hand these on first, or say that they may stay behind" in page.content.decode()
    people.owner.refresh_from_db()
    assert people.owner.is_active
    client.post(url, {"reason": "Left", "leaving_rows": "on"})
    people.owner.refresh_from_db()
    assert not people.owner.is_active


def test_retired_rows_do_not_hold_a_leaver(sign_in, people: People, scorecard: Scorecard) -> None:
    factories.indicator(scorecard, owner=people.owner, active_until=date(2018, 5, 1))
    sign_in(people.administrator).post(
        reverse("person_deactivate", args=(people.owner.pk,)), {"reason": "Left"}
    )
    people.owner.refresh_from_db()
    assert not people.owner.is_active


def test_cover_by_somebody_who_leaves_ends(sign_in, people: People, indicator: Indicator) -> None:
    url = reverse("person_deactivate", args=(people.owner_cover.pk,))
    page = sign_in(people.administrator).post(url, {"reason": "Left"}, follow=True)
    assert "Owner has no deputy now." in page.content.decode()
    assert Cover.objects.get(deputy=people.owner_cover).ends_on == date(2018, 7, 11)


def test_nobody_deactivates_themselves(sign_in, people: People, scorecard: Scorecard) -> None:
    page = sign_in(people.administrator).post(
        reverse("person_deactivate", args=(people.administrator.pk,)), {"reason": "Left"}
    )
    assert page.status_code == 403
    assert "You cannot deactivate yourself" in page.content.decode()


def test_last_portal_administrator_stays(sign_in, people: People) -> None:
    client = sign_in(people.portal_administrator)
    url = reverse("person_edit", args=(people.portal_administrator.pk,))
    fields = change(client.get(url))
    del fields["is_portal_administrator"]
    page = client.post(url, fields)
    assert page.status_code == 403
    assert "is the last portal administrator" in page.content.decode()
    factories.user("Second", is_superuser=True)
    assert client.post(url, fields).status_code == 302
    people.portal_administrator.refresh_from_db()
    assert not people.portal_administrator.is_superuser


def test_reactivated_person_gets_a_link(
    sign_in, people: People, scorecard: Scorecard, django_capture_on_commit_callbacks
) -> None:
    client = sign_in(people.administrator)
    client.post(reverse("person_deactivate", args=(people.viewer.pk,)), {"reason": "Left"})
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(
            reverse("person_reactivate", args=(people.viewer.pk,)), {"reason": "Back again"}, follow=True
        )
    assert "A link is on its way to viewer@example.gov.uk" in page.content.decode()
    assert mail.outbox[0].to == ["viewer@example.gov.uk"]
    people.viewer.refresh_from_db()
    assert people.viewer.is_active
    again = client.post(reverse("person_reactivate", args=(people.viewer.pk,)), {"reason": "Back again"})
    assert (again.status_code, "is active already" in again.content.decode()) == (409, True)
