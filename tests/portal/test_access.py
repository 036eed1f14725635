"""Every URL pattern × every role × GET and POST, against the table in access_table.py."""

from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from indicators.models import Scorecard, Section
from indicators.people.models import Cover
from tests import factories
from tests.factories import People

from .access import ANSWERS, ROLES, World, addresses, answer, shared
from .access_table import TABLE

ADDRESSES = addresses()
ADMIN_SIGN_IN = "A"
# Allauth's pages for people who are not signed in: all others ask for a sign-in.
ENTRANCE = (
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/inactive/",
    "/accounts/signup/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/1/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-1/",
    "/accounts/password/reset/key/done/",
    "/accounts/2fa/authenticate/",
)


@pytest.fixture
def world(scorecard: Scorecard, people: People) -> World:
    """One indicator whose words wait for the owner."""
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(number) for number in range(100, 113)])
    factories.commentary_at("submitted", made)
    empty = Section.objects.create(scorecard=scorecard, name="Nothing in it yet", order=2)
    return World(people, scorecard, made, empty, Cover.objects.get(user=people.owner))


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


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_each_role_gets_what_the_table_says(world: World, clients: dict[str, Client], name: str) -> None:
    row = TABLE[name]
    path = ADDRESSES[name].path(world, row)
    for method, expected in (("get", row.get), ("post", row.post)):
        got = [undone(clients[role], method, path, row.data) for role in ROLES]
        told = [
            f"{role}: {ANSWERS.get(seen, seen)}, not: {ANSWERS[wanted]}"
            for role, wanted, seen in zip(ROLES, expected, got, strict=True)
            if wanted != seen
        ]
        assert not told, f"{method.upper()} {path} gives {''.join(got)!r}"


def test_forged_address_finds_nothing_and_breaks_nothing(world: World, clients: dict[str, Client]) -> None:
    forged = {"slug": "nothing", "ref_slug": "nothing", "pk": 2**63, "release_pk": 2**63}
    for name, address in ADDRESSES.items():
        for argument in set(forged) & set(address.arguments):
            path = address.path(world, TABLE[name], **{argument: forged[argument]})
            for method in ("get", "post"):
                got = undone(clients["administrator"], method, path, TABLE[name].data)
                assert got in "0-c", f"{method.upper()} {path}"


def test_admin_is_for_portal_administrators(world: World, clients: dict[str, Client]) -> None:
    for role in ROLES[1:-1]:
        for method in ("get", "post"):
            assert getattr(clients[role], method)("/admin/", follow=True).status_code == 403, (
                f"{role} {method}"
            )
    for path in shared("admin/"):
        for method in ("get", "post"):
            assert undone(clients["anonymous"], method, path) in ("L", ADMIN_SIGN_IN), f"{method} {path}"
            elsewhere = ">" if path == "/admin/logout/" else ADMIN_SIGN_IN
            assert undone(clients["administrator"], method, path) in ("x", elsewhere), f"{method} {path}"
            assert undone(clients["portal_administrator"], method, path) in ".>x0-", f"{method} {path}"


def test_accounts_ask_for_a_sign_in_but_at_the_entrance(world: World, clients: dict[str, Client]) -> None:
    for path in shared("accounts/"):
        for method in ("get", "post"):
            got = undone(clients["anonymous"], method, path)
            assert got in (".>L0-" if path in ENTRANCE else "L"), f"{method.upper()} {path}"
            for role in ROLES[1:]:
                assert undone(clients[role], method, path) in ".>L0-xb", f"{role}: {method.upper()} {path}"


def undone(client: Client, method: str, path: str, data: dict[str, Any] | None = None) -> str:
    """What comes back; what it changed is taken back, here and in the client's cookies."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        got = answer(client, method, path, data or {})
        transaction.set_rollback(True)
    client.cookies = cookies
    return got


def test_sign_out_needs_a_post(clients: dict[str, Client], world: World) -> None:
    client = clients["viewer"]
    client.get(reverse("account_logout"))
    assert client.get("/accounts/deputy/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/accounts/deputy/").status_code == 302
