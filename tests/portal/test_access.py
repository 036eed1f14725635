"""Every URL pattern × every role × GET and POST, against the table in access_table.py."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from indicators.models import Scorecard
from indicators.people.models import Cover
from tests import factories
from tests.factories import People

from .access import ANSWERS, ROLES, World, addresses, answer, shared
from .access_table import TABLE

ADDRESSES = addresses()
# Allauth's pages for people who are not signed in: all others ask for a sign-in.
ENTRANCE = (
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/inactive/",
    "/accounts/signup/",
    "/accounts/confirm-email/",
    "/accounts/password/reset/",
    "/accounts/2fa/authenticate/",
)


@pytest.fixture
def world(scorecard: Scorecard, people: People) -> World:
    """One indicator whose words wait for the owner."""
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(number) for number in range(100, 113)])
    factories.commentary_at("submitted", made)
    return World(people, scorecard, made, Cover.objects.get(user=people.owner))


@pytest.fixture
def clients(world: World, sign_in) -> dict[str, Client]:
    people = {role: getattr(world.people, role) for role in ROLES[1:]}
    return {"anonymous": Client(), **{role: sign_in(user) for role, user in people.items()}}


def test_every_pattern_is_in_the_table_and_nothing_else() -> None:
    assert set(ADDRESSES) - set(TABLE) == set(), "give each of these a row in tests/portal/access_table.py"
    assert set(TABLE) - set(ADDRESSES) == set(), "these are no URL patterns any more"


def test_every_row_names_an_answer_for_every_role() -> None:
    for name, row in TABLE.items():
        for answers in (row.get, row.post):
            assert len(answers) == len(ROLES), name
            assert set(answers) <= set(ANSWERS), name


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_each_role_gets_what_the_table_says(
    world: World, clients: dict[str, Client], name: str, method: str
) -> None:
    row = TABLE[name]
    path = ADDRESSES[name].path(world, row)
    got = ""
    for role in ROLES:
        with transaction.atomic():
            got += answer(clients[role], method, path, row.data)
            transaction.set_rollback(True)
    expected = getattr(row, method)
    told = [
        f"{role}: {ANSWERS.get(seen, seen)}, not: {ANSWERS[wanted]}"
        for role, wanted, seen in zip(ROLES, expected, got, strict=True)
        if wanted != seen
    ]
    assert not told, f"{method.upper()} {path} gives {got!r}"


@pytest.mark.parametrize("name", sorted(name for name, each in ADDRESSES.items() if each.arguments))
def test_forged_address_finds_nothing_and_breaks_nothing(
    world: World, clients: dict[str, Client], name: str
) -> None:
    forged = {"slug": "nothing", "ref_slug": "nothing", "pk": 2**63}
    for argument in set(forged) & set(ADDRESSES[name].arguments):
        path = ADDRESSES[name].path(world, TABLE[name], **{argument: forged[argument]})
        for method in ("get", "post"):
            got = answer(clients["administrator"], method, path, {})
            assert got in ("0", "-"), f"{method.upper()} {path}"


@pytest.mark.parametrize("path", shared("admin/"))
def test_admin_is_for_portal_administrators(clients: dict[str, Client], world: World, path: str) -> None:
    for role in ROLES[:-1]:
        for method in ("get", "post"):
            page = getattr(clients[role], method)(path, follow=True)
            if role == "anonymous":
                assert page.redirect_chain[-1][0].startswith("/accounts/login/"), path
            else:
                assert page.status_code == 403, f"{role} {method}"
    for method in ("get", "post"):
        page = getattr(clients["portal_administrator"], method)(path)
        assert page.status_code in (200, 302, 403, 404), method


@pytest.mark.parametrize("path", shared("accounts/"))
def test_accounts_ask_for_a_sign_in_but_at_the_entrance(
    clients: dict[str, Client], world: World, path: str
) -> None:
    for method in ("get", "post"):
        got = answer(clients["anonymous"], method, path, {})
        is_entrance = path in ENTRANCE or path.startswith("/accounts/password/reset/key/")
        assert got in (".>L0-" if is_entrance else "L"), f"{method.upper()} {path}"
        for role in ROLES[1:]:
            with transaction.atomic():
                assert answer(clients[role], method, path, {}) in ".>L0-xb", f"{role} {method}"
                transaction.set_rollback(True)


def test_sign_out_needs_a_post(clients: dict[str, Client], world: World) -> None:
    client = clients["viewer"]
    client.get(reverse("account_logout"))
    assert client.get("/accounts/deputy/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/accounts/deputy/").status_code == 302
