"""Django's admin: portal administrators read there, nobody writes."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import reverse

from commentary.models import CheckOverride, Commentary, CommentaryEvent
from indicators.models import Indicator, Scorecard
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.factories import People
from tests.portal.pages import inline_parts

SHOWN = sorted(admin.site._registry, key=lambda model: model._meta.label)


def path(model: type[models.Model], page: str, *arguments: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["10", "11"])
    return made


@pytest.mark.parametrize("role", ["stranger", "viewer", "owner", "administrator"])
@pytest.mark.parametrize("address", ["/admin/", "/admin/people/user/", "/admin/indicators/indicator/"])
def test_only_portal_administrators_come_in(
    sign_in, people: People, indicator: Indicator, role: str, address: str
) -> None:
    client = sign_in(getattr(people, role))
    assert client.get(address, follow=True).status_code == 403
    assert client.get("/admin/login/").status_code == 403


def test_sign_in_is_the_portals_own(client, db: None) -> None:
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/accounts/login/")
    page = client.post("/admin/login/", {"username": "a@example.gov.uk", "password": "b"})
    assert page["Location"].startswith("/accounts/login/")


def test_shows_what_is_ours_and_nothing_of_the_libraries() -> None:
    ours = {
        model
        for label in ("commentary", "indicators", "people")
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical")
    }
    assert set(SHOWN) == ours


def test_words_and_reasons_of_the_workflow_are_not_shown(
    sign_in, people: People, indicator: Indicator
) -> None:
    """They are for those who work on them; the admin asks for no role."""
    row = factories.commentary_at("returned", indicator, text="Not for everybody")
    client = sign_in(people.portal_administrator)
    pages = [client.get(path(Commentary, "changelist")), client.get(path(Commentary, "change", row.pk))]
    pages += [client.get(path(CommentaryEvent, "change", event.pk)) for event in row.events.all()]
    for page in pages:
        assert page.status_code == 200
        assert "Not for everybody" not in page.content.decode()
        assert "Say why." not in page.content.decode()


def test_words_left_as_they_are_and_why_are_not_shown(sign_in, people: People, indicator: Indicator) -> None:
    row = factories.commentary_at("draft", indicator)
    kept = CheckOverride.objects.create(
        commentary=row,
        check_name="names",
        words="Not for everybody",
        is_kept=True,
        reason="Say why.",
        sentence="About Not for everybody.",
        by=people.reporter,
        acting_as="reporter",
        at=factories.NOW,
    )
    client = sign_in(people.portal_administrator)
    for page in (
        client.get(path(CheckOverride, "changelist")),
        client.get(path(CheckOverride, "change", kept.pk)),
    ):
        assert page.status_code == 200
        assert "Not for everybody" not in page.content.decode()
        assert "Say why." not in page.content.decode()


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        (Commentary, "text__startswith=Not"),
        (CommentaryEvent, "text__contains=everybody"),
        (CommentaryEvent, "reason__contains=why"),
        (CheckOverride, "words__contains=child"),
        (CheckOverride, "reason__contains=why"),
        (User, "password__startswith=md5"),
    ],
)
def test_what_is_not_shown_cannot_be_guessed_by_filters(
    sign_in, people: People, indicator: Indicator, model: type[models.Model], lookup: str
) -> None:
    factories.commentary_at("returned", indicator, text="Not for everybody")
    client = sign_in(people.portal_administrator)
    assert client.get(f"{path(model, 'changelist')}?{lookup}").status_code == 400


def test_a_list_is_still_filtered_by_what_it_offers(sign_in, people: People, indicator: Indicator) -> None:
    factories.commentary_at("draft", indicator)
    client = sign_in(people.portal_administrator)
    for query, found in (("status__exact=draft", 1), ("status__exact=approved", 0)):
        page = client.get(f"{path(Commentary, 'changelist')}?{query}")
        assert page.context["cl"].result_count == found
    assert client.get("/admin/people/auditevent/?at__year=2018").status_code == 200
    assert client.get("/admin/people/user/?is_active__exact=1").status_code == 200
    assert client.get("/admin/indicators/target/?indicator__scorecard__id__exact=1").status_code == 200


@pytest.mark.parametrize("keys", ["x/history/", "1/history/x/", "x/history/1/", "%00/history/"])
def test_forged_keys_of_history_find_nothing(
    sign_in, people: People, indicator: Indicator, keys: str
) -> None:
    client = sign_in(people.portal_administrator)
    assert client.get(f"/admin/indicators/indicator/{keys}").status_code == 404


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.label)
def test_lists_and_cannot_add_change_or_delete(
    sign_in, people: People, indicator: Indicator, model: type[models.Model]
) -> None:
    client = sign_in(people.portal_administrator)
    page = client.get(path(model, "changelist"))
    assert page.status_code == 200
    assert inline_parts(page) == []
    assert client.get(path(model, "add")).status_code == 403
    assert client.post(path(model, "add"), {}).status_code == 403
    row = model._default_manager.first()
    if row is None:
        return
    page = client.get(path(model, "change", row.pk))
    assert page.status_code == 200
    assert inline_parts(page) == []
    assert 'type="submit" value="Save"' not in page.content.decode()
    before = list(model._default_manager.values())
    assert client.post(path(model, "change", row.pk), {"name": "Changed"}).status_code == 403
    assert client.post(path(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(path(model, "changelist"), chosen)
    assert list(model._default_manager.values()) == before


def test_history_is_read_and_never_put_back(sign_in, people: People, indicator: Indicator) -> None:
    client = sign_in(people.portal_administrator)
    old = indicator.history.get()
    indicator.title = "A newer title"
    indicator.save()
    page = client.get(path(Indicator, "history", indicator.pk))
    assert page.status_code == 200
    assert inline_parts(page) == []
    row = f"/admin/indicators/indicator/{indicator.pk}/history/{old.history_id}/"
    page = client.get(row)
    assert page.status_code == 200
    assert "Number counted by M1" in page.content.decode()
    assert client.post(row, {"title": "Back again"}).status_code == 403
    indicator.refresh_from_db()
    assert indicator.title == "A newer title"


def test_no_password_is_shown_or_set(sign_in, people: People) -> None:
    client = sign_in(people.portal_administrator)
    page = client.get(path(User, "change", people.viewer.pk))
    assert people.viewer.password not in page.content.decode()
    assert client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"


def test_activity_cannot_be_rewritten(sign_in, people: People, indicator: Indicator) -> None:
    factories.commentary_at("draft", indicator)
    event = AuditEvent.objects.get()
    client = sign_in(people.portal_administrator)
    assert client.post(path(AuditEvent, "change", event.pk), {"verb": "nothing"}).status_code == 403
    assert AuditEvent.objects.get(pk=event.pk).verb == event.verb


@pytest.mark.parametrize("query", ["status__exact=%00", "month__year=99999999999999999999"])
def test_a_filter_that_no_database_can_compare_is_no_page(scorecard, people, sign_in, query: str) -> None:
    client = sign_in(people.portal_administrator)
    client.raise_request_exception = False
    response = client.get(f"/admin/indicators/reportingmonth/?{query}")
    assert response.status_code in (200, 302, 400, 403, 404)
