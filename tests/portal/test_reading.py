"""The pages that are read without signing in."""

import pytest
from django.test import Client

from tests.factories import People


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/help/", "Help"),
        ("/accessibility/", "Accessibility statement"),
        ("/privacy/", "Privacy"),
    ],
)
def test_read_by_everybody(sign_in, people: People, address: str, heading: str) -> None:
    for client in (Client(), sign_in(people.stranger)):
        page = client.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        assert text.count("<h1") == 1
        assert heading in text[text.index("<h1") : text.index("</h1>")]


def test_footer_leads_to_the_glossary(client: Client, db: None) -> None:
    text = client.get("/accounts/login/").content.decode()
    assert 'href="/help/#glossary"' in text
    assert 'id="glossary"' in client.get("/help/").content.decode()
