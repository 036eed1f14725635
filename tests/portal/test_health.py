"""What a load balancer asks."""

import pytest
from django.db import OperationalError
from django.test import Client, override_settings


def test_alive_without_the_database(client: Client) -> None:
    page = client.get("/livez")
    assert (page.status_code, page.content) == (200, b"alive\n")


def test_ready_with_a_migrated_database(client: Client, db: None) -> None:
    page = client.get("/readyz")
    assert (page.status_code, page.content) == (200, b"ready\n")


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["portal.example.gov.uk"])
def test_free_of_host_checks_redirect_and_sign_in(client: Client, db: None, address: str) -> None:
    assert client.get(address, headers={"host": "10.0.0.7"}).status_code == 200


def test_not_ready_while_migrations_are_pending(client: Client, db: None, monkeypatch) -> None:
    monkeypatch.setattr(
        "scorecard_portal.middleware.MigrationExecutor.migration_plan", lambda *_: ["0002_immutable_rows"]
    )
    page = client.get("/readyz")
    assert (page.status_code, page.content) == (503, b"migrations are pending\n")


def test_not_ready_while_the_database_does_not_answer(client: Client, monkeypatch) -> None:
    def fail(connection: object) -> None:
        raise OperationalError

    monkeypatch.setattr("scorecard_portal.middleware.MigrationExecutor", fail)
    page = client.get("/readyz")
    assert (page.status_code, page.content) == (503, b"the database does not answer\n")
