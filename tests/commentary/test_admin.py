"""Django's admin shows commentary and its history, and changes neither."""

import pytest

from commentary.models import Commentary, CommentaryEvent
from tests import factories
from tests.factories import People


@pytest.mark.parametrize("name", ["commentary", "commentaryevent"])
def test_read_only(indicator, people: People, sign_in, name: str) -> None:
    row = factories.commentary_at("draft", indicator)
    shown = row if name == "commentary" else row.events.get()
    client = sign_in(people.portal_administrator)
    address = f"/admin/commentary/{name}/"
    assert client.get(address).status_code == 200
    page = client.get(f"{address}{shown.pk}/change/")
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    for refused in (f"{address}add/", f"{address}{shown.pk}/delete/", f"{address}{shown.pk}/change/"):
        assert client.post(refused, {"text": "Other", "status": "approved"}).status_code == 403
    client.post(address, {"action": "delete_selected", "_selected_action": [shown.pk], "post": "yes"})
    assert (Commentary.objects.get().text, CommentaryEvent.objects.count()) == ("Contacts rose.", 1)
