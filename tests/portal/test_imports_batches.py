"""A loaded file: what it changed, the file itself, and taking it back."""

import hashlib
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import ImportBatch, ImportedFile, Indicator, Membership, MonthlyReturn, Scorecard
from tests import factories
from tests.factories import JUNE, MAY, People

from .import_pages import PLAIN, batch_page, decided, indicators, loaded, planned, shown_fields


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


@pytest.fixture
def batch(signed_in: Client) -> ImportBatch:
    """June of M1 and M2 is new, May of M1 changes from 1541 to 1554."""
    address = planned(signed_in, "ref,May-18,Jun-18\nM1,1554,1433\nM2,246,215\n")
    decided(signed_in, address, reason="Late contacts.", confirm="restatement")
    signed_in.post(address, shown_fields(signed_in, address) | {"reason": "Late contacts.", "load": "1"})
    return ImportBatch.objects.get()


def rows(page) -> list[tuple[str, datetime, str, str]]:
    return [(row.ref, row.month, row.before, row.after) for row in page.context["changes"].rows]


def test_says_what_it_changed(signed_in: Client, batch: ImportBatch) -> None:
    page = signed_in.get(batch_page(batch.pk))
    assert rows(page) == [
        ("M1", JUNE, "nothing", "1,433"),
        ("M1", MAY, "1,541", "1,554"),
        ("M2", JUNE, "nothing", "215"),
    ]
    text = page.content.decode()
    for expected in (
        "Late contacts.",
        batch.sha256,
        "12 July 2018, 9:30am",
        "Undo this load",
        "Administrator",
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"show": "new"}, [("M1", JUNE), ("M2", JUNE)]),
        ({"show": "changed"}, [("M1", MAY)]),
        ({"q": "m2"}, [("M2", JUNE)]),
        ({"q": "counted by M1", "show": "new"}, [("M1", JUNE)]),
        ({"q": "nowhere"}, []),
        ({"q": "m2\0"}, [("M2", JUNE)]),
        ({"show": "x", "page": "9"}, [("M1", JUNE), ("M1", MAY), ("M2", JUNE)]),
    ],
)
def test_filters(signed_in: Client, batch: ImportBatch, query: dict[str, str], expected: list) -> None:
    page = signed_in.get(batch_page(batch.pk), query)
    assert page.status_code == 200
    assert [(ref, month) for ref, month, _, _ in rows(page)] == expected


def test_takes_as_many_queries_for_many_figures_as_for_two(
    signed_in: Client, people: People, scorecard: Scorecard, django_assert_num_queries
) -> None:
    pk = loaded(signed_in)
    signed_in.get(batch_page(pk))
    with CaptureQueriesContext(connection) as few:
        signed_in.get(batch_page(pk))
    queries = len(few)
    refs = [f"N{number}" for number in range(150)]
    for ref in refs:
        factories.indicator(scorecard, ref, owner=people.owner, reporter=people.reporter)
    pk = loaded(signed_in, "ref,Jun-18\n" + "".join(f"{ref},5\n" for ref in refs))
    signed_in.get(batch_page(pk))
    with django_assert_num_queries(queries):
        page = signed_in.get(batch_page(pk))
    assert "Page <b>1</b> of 2" in page.content.decode()


def test_file_comes_back_as_it_was_sent(signed_in: Client, batch: ImportBatch) -> None:
    file = signed_in.get(f"{batch_page(batch.pk)}file/")
    assert hashlib.sha256(file.content).hexdigest() == batch.sha256
    assert file["Content-Type"] == "application/octet-stream"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Disposition"] == 'attachment; filename="june.csv"'


@pytest.mark.parametrize("name", ["..\\..\\june.csv", 'a"b\r\nSet-Cookie: x.csv', "Juni für alle.csv"])
def test_name_of_a_file_is_never_a_path_nor_a_header(
    signed_in: Client, batch: ImportBatch, name: str
) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(file_name=name)
    file = signed_in.get(f"{batch_page(batch.pk)}file/")
    assert file.status_code == 200
    assert "Set-Cookie: x" not in str(file.headers.get("Set-Cookie", ""))
    assert file["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in file["Content-Disposition"]


def test_file_that_was_not_kept_is_not_there(signed_in: Client, batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(file=None)
    assert signed_in.get(f"{batch_page(batch.pk)}file/").status_code == 404
    assert "Download the file" not in signed_in.get(batch_page(batch.pk)).content.decode()


def test_undone_as_a_whole_with_a_reason(signed_in: Client, batch: ImportBatch, people: People) -> None:
    asked = signed_in.get(f"{batch_page(batch.pk)}undo/")
    text = asked.content.decode()
    assert "2 figures are withdrawn" in text
    assert "1 changed figure goes back" in text
    assert signed_in.post(f"{batch_page(batch.pk)}undo/", {"reason": " "}).status_code == 422
    done = signed_in.post(f"{batch_page(batch.pk)}undo/", {"reason": "Wrong month."})
    undoing = ImportBatch.objects.get(undoes=batch)
    assert done["Location"] == batch_page(undoing.pk)
    assert not MonthlyReturn.objects.reported().filter(month=JUNE).exists()
    assert MonthlyReturn.objects.get(indicator__ref="M1", month=MAY).value == 1541

    page = signed_in.get(batch_page(undoing.pk))
    assert rows(page) == [
        ("M1", JUNE, "1,433", "nothing"),
        ("M1", MAY, "1,554", "1,541"),
        ("M2", JUNE, "215", "nothing"),
    ]
    assert "Wrong month." in page.content.decode()
    first = signed_in.get(batch_page(batch.pk)).content.decode()
    assert "This load was undone." in first
    assert "Undo this load" not in first


def test_undone_figures_can_be_loaded_again(signed_in: Client) -> None:
    pk = loaded(signed_in)
    signed_in.post(f"{batch_page(pk)}undo/", {"reason": "Wrong month."})
    again = loaded(signed_in, PLAIN.replace("215", "216"))
    assert rows(signed_in.get(batch_page(again))) == [
        ("M1", JUNE, "nothing", "1,433"),
        ("M2", JUNE, "nothing", "216"),
    ]


def test_undo_says_what_becomes_of_signatures(signed_in: Client, batch: ImportBatch) -> None:
    factories.commentary_at("approved", Indicator.objects.get(ref="M1"))
    text = signed_in.get(f"{batch_page(batch.pk)}undo/").content.decode()
    assert "1 sign-off becomes stale and must be given again: M1." in text


def test_says_why_it_cannot_be_undone(signed_in: Client, batch: ImportBatch, people: People) -> None:
    factories.restate(Indicator.objects.get(ref="M2"), "216", by=people.administrator)
    page = signed_in.get(batch_page(batch.pk))
    assert "It cannot be undone" in page.content.decode()
    assert "Changed since: M2, June 2018." in page.content.decode()
    assert "Undo this load" not in page.content.decode()
    assert signed_in.get(f"{batch_page(batch.pk)}undo/").status_code == 403
    assert signed_in.post(f"{batch_page(batch.pk)}undo/", {"reason": "No."}).status_code == 403


def test_batch_of_another_scorecard_is_not_there(
    signed_in: Client, batch: ImportBatch, sign_in, people: People
) -> None:
    housing = factories.scorecard("Housing")
    Membership.objects.create(user=people.stranger, scorecard=housing, role=Membership.ADMINISTRATOR)
    stranger = sign_in(people.stranger)
    for path in ("", "undo/", "file/"):
        assert stranger.get(batch_page(batch.pk) + path).status_code == 404
    assert stranger.post(f"{batch_page(batch.pk)}undo/", {"reason": "Mine."}).status_code == 404


def test_batch_of_a_command_names_nobody(signed_in: Client, scorecard: Scorecard) -> None:
    made = ImportBatch.objects.create(
        scorecard=scorecard,
        file_name="old.txt",
        sha256="0" * 64,
        at=datetime(2018, 7, 1, tzinfo=factories.NOW.tzinfo),
    )
    text = signed_in.get(batch_page(made.pk)).content.decode()
    assert "loaded by a command" in text
    assert "It wrote no figure" in text
    assert not ImportedFile.objects.exists()
