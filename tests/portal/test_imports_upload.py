"""Sending a file of figures: what is kept, what is refused, and what the page says."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext

from indicators.forms.uploads import LARGEST_UPLOAD
from indicators.models import ImportBatch, ImportedFile, Membership, PendingFile, Scorecard
from tests import factories
from tests.factories import JUNE, NOW, People

from .import_pages import ADDRESS, FILE, PLAIN, batch_page, indicators, loaded, plan_of, planned, upload
from .pages import inline_parts


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


def workbook() -> bytes:
    """FILE's rows as a workbook: numbers in cells, the fraction with a per cent format."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, percent = book.add_worksheet("Page 1"), book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["ref", "May-18", "Jun-18"])
        sheet.write_row(1, 0, ["M1", 1554, 1433])
        sheet.write_row(2, 0, ["P1", 0.61], percent)
        sheet.write_number(2, 2, 0.482, percent)
    return stream.getvalue()


def test_empty_page_says_what_to_do(signed_in) -> None:
    page = signed_in.get(ADDRESS)
    text = page.content.decode()
    assert "Nothing is loaded yet" in text
    assert "No file waits." in text
    assert "up to 5 MB" in text
    assert not inline_parts(page)


@pytest.mark.parametrize(
    ("data", "name"),
    [(FILE, "june.csv"), (FILE.replace(",", "\t"), "june.tsv"), (workbook(), "June 2018.xlsx")],
    ids=["csv", "tsv", "xlsx"],
)
def test_file_is_kept_and_its_plan_shown(signed_in, people: People, data: str | bytes, name: str) -> None:
    address = planned(signed_in, data, name)
    kept = plan_of(address)
    assert (kept.file_name, kept.by) == (name, people.administrator)
    assert bytes(kept.file.data) == (data.encode() if isinstance(data, str) else data)
    page = signed_in.get(address)
    assert "Nothing has been written yet." in page.content.decode()
    assert name in signed_in.get(ADDRESS).content.decode()


def test_script_that_sends_it_is_told_where_the_plan_is(signed_in) -> None:
    sent = signed_in.post(
        ADDRESS,
        {"file": SimpleUploadedFile("june.csv", FILE.encode())},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert sent.status_code == 201
    assert sent["Location"] == f"/manage/imports/{PendingFile.objects.get().pk}/"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "empty.csv", "the file is empty"),
        (b"%PDF-1.7 and so on", "june.xlsx", "a PDF file"),
        (b"ref,Jun-18\nM1,\0\n", "june.csv", "a NUL byte"),
        (b"PK\x03\x04 and then nothing", "june.xlsx", ""),
        (b"one,two\nthree,four\n", "june.csv", ""),
        (b"ref,Jun-18,Jun-18\nM1,1,2\n", "june.csv", ""),
    ],
    ids=["empty", "pdf", "nul", "truncated", "no header", "two columns for a month"],
)
def test_broken_file_is_refused_by_name_and_not_kept(signed_in, data: bytes, name: str, words: str) -> None:
    page = upload(signed_in, data, name)
    assert page.status_code == 422
    (said,) = page.context["form"].errors["file"]
    assert said.startswith(f"{name}: ")
    assert said.endswith("Nothing was kept.")
    assert words in said.lower() or words in said
    assert page.content.decode().count("There is a problem") == 1
    assert not PendingFile.objects.exists()
    assert not ImportedFile.objects.exists()


def test_no_file_is_asked_for(signed_in) -> None:
    page = signed_in.post(ADDRESS, {})
    assert page.status_code == 422
    assert "Choose a file first." in page.content.decode()


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the files that came in whole."""
    sizes: list[int] = []
    for handler in (MemoryFileUploadHandler, TemporaryFileUploadHandler):

        def noted(self, size: int, taken=handler.file_complete):
            file = taken(self, size)
            if file is not None:
                sizes.append(size)
            return file

        monkeypatch.setattr(handler, "file_complete", noted)
    return sizes


def test_too_large_a_file_is_refused_while_it_comes_in(signed_in, received: list[int]) -> None:
    page = upload(signed_in, b"x" * (LARGEST_UPLOAD + 1), "year.csv")
    assert page.status_code == 422
    (said,) = page.context["form"].errors["file"]
    assert said.startswith("year.csv: the file is larger than 5 MB")
    assert not received
    assert not ImportedFile.objects.exists()


def test_largest_file_that_is_taken_is_read(signed_in) -> None:
    """It is refused for what stands in it, so it was read."""
    page = upload(signed_in, b"x" * LARGEST_UPLOAD, "year.csv")
    assert page.status_code == 422
    assert "larger than" not in page.content.decode()


@pytest.mark.parametrize("lines", [2, 100_000])
def test_file_that_did_not_come_whole_leaves_no_trace(signed_in, lines: int) -> None:
    """The connection ends within the file, in the middle of a figure."""
    whole = encode_multipart(
        BOUNDARY, {"file": SimpleUploadedFile("june.csv", b"ref,Jun-18\n" + b"M1,1433\n" * lines)}
    )
    cut = whole[: whole.rindex(b"1433") + 2]
    page = signed_in.request(
        REQUEST_METHOD="POST",
        PATH_INFO=ADDRESS,
        CONTENT_TYPE=MULTIPART_CONTENT,
        CONTENT_LENGTH=str(len(whole)),
        **{"wsgi.input": io.BytesIO(cut)},
    )
    assert page.status_code == 422
    assert page.context["form"].errors["file"] == ["Choose a file first."]
    assert not PendingFile.objects.exists()
    assert not ImportedFile.objects.exists()


def test_too_large_a_file_is_not_taken_by_any_form(db: None, received: list[int]) -> None:
    """Not even where nobody has signed in: the form's token is checked after the files have come in."""
    anonymous = Client()
    anonymous.post("/accounts/login/", {"file": SimpleUploadedFile("a", b"x" * (LARGEST_UPLOAD + 1))})
    assert not received
    anonymous.post("/accounts/login/", {"file": SimpleUploadedFile("a", b"x" * 3_000_000)})
    assert received == [3_000_000]


def test_only_administrators(sign_in, people: People, scorecard: Scorecard) -> None:
    refused = upload(sign_in(people.viewer), PLAIN)
    assert refused.status_code == 403
    assert not PendingFile.objects.exists()


def test_scorecard_is_asked_for_where_there_are_several(
    signed_in, people: People, scorecard: Scorecard
) -> None:
    assert 'name="scorecard"' not in signed_in.get(ADDRESS).content.decode()
    housing, care = factories.scorecard("Housing"), factories.scorecard("Adult care")
    Membership.objects.create(user=people.administrator, scorecard=housing, role=Membership.ADMINISTRATOR)
    assert 'name="scorecard"' in signed_in.get(ADDRESS).content.decode()

    page = upload(signed_in, PLAIN)
    assert page.status_code == 422
    assert "Choose the scorecard" in page.content.decode()
    # One that they do not administer is none of the choices.
    assert upload(signed_in, PLAIN, scorecard=care.pk).status_code == 422
    assert upload(signed_in, PLAIN, scorecard=scorecard.pk).status_code == 302
    assert PendingFile.objects.get().scorecard == scorecard


def test_lists_show_what_waits_and_what_was_loaded(signed_in, people: People) -> None:
    pk = loaded(signed_in)
    address = planned(signed_in, FILE, "july.csv")
    text = signed_in.get(ADDRESS).content.decode()
    for expected in ("july.csv", address, "june.csv", batch_page(pk), "June 2018"):
        assert expected in text
    (row,) = signed_in.get(ADDRESS).context["batches"].rows
    assert (row.get_cell("added"), row.get_cell("changed"), row.get_cell("state")) == (2, 0, "No")


def test_lists_take_as_many_queries_for_thirty_files_as_for_one(
    signed_in, people: People, scorecard: Scorecard, django_assert_num_queries
) -> None:
    def add(number: int) -> None:
        file = ImportedFile.objects.create(sha256=f"{number:064}", size=1, data=b"x")
        PendingFile.objects.create(
            scorecard=scorecard,
            file=file,
            file_name=f"{number}.csv",
            by=people.administrator,
            at=NOW,
            touched_at=NOW,
        )
        ImportBatch.objects.create(
            scorecard=scorecard,
            file=file,
            file_name=f"{number}.csv",
            month=JUNE,
            by=people.administrator,
            at=NOW,
        )

    add(0)
    signed_in.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(ADDRESS)
    for number in range(1, 31):
        add(number)
    with django_assert_num_queries(len(few)):
        page = signed_in.get(ADDRESS)
    assert "of 31" in page.content.decode()


def test_same_file_again_is_the_same_plan(signed_in) -> None:
    assert planned(signed_in) == planned(signed_in)
