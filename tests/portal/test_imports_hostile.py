"""Files that break readers, sent through the page and given to the command: refused by name, nothing kept."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from indicators.models import ImportedFile, PendingFile, Scorecard
from tests.factories import People
from tests.indicators.imports.sources.hostile import TABLE, hostile

from .commands import load_file, tables
from .import_pages import finding, indicators, planned, upload

# The page says of this one what it says of every file that is too large.
SENT = sorted(TABLE.keys() - {"too large"})


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


@pytest.mark.parametrize("name", SENT)
def test_page_refuses_it_by_name(signed_in, name: str) -> None:
    page = upload(signed_in, hostile(name), "returns.xlsx")
    assert page.status_code == 422
    (said,) = page.context["form"].errors["file"]
    assert said.startswith("returns.xlsx: ")
    assert TABLE[name][1] in said
    assert said.endswith("Nothing was kept.")
    assert not PendingFile.objects.exists()
    assert not ImportedFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["zip bomb", "external entity", "value in the last cell", "PDF renamed", "NaN"]
)
def test_command_refuses_it_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "returns.xlsx"
    path.write_bytes(hostile(name))
    before = tables()
    with pytest.raises(CommandError) as refusal:
        load_file(path)
    assert str(refusal.value).startswith("returns.xlsx: ")
    assert TABLE[name][1] in str(refusal.value)
    assert tables() == before


@pytest.mark.parametrize("text", ["Infinity", "-Infinity", "NaN", "1e999999", "9" * 400])
def test_what_only_a_machine_calls_a_number_is_text_in_its_place(signed_in, text: str) -> None:
    page = signed_in.get(planned(signed_in, f"ref,Jun-18\nM1,{text}\nM2,215\n"))
    found = finding(page, "text_in_number")
    assert (found.severity, found.ref, found.where.line) == ("error", "M1", 2)
    assert [figure.indicator.ref for figure in page.context["plan"].new] == ["M2"]


def test_text_that_looks_like_a_formula_is_text(signed_in) -> None:
    formula = '=HYPERLINK("http://127.0.0.1/","Contacts")'
    quoted = formula.replace('"', '""')
    page = signed_in.get(planned(signed_in, f'ref,Indicator,Jun-18\nM2,"{quoted}",215\n'))
    assert [str(figure.value) for figure in page.context["plan"].new] == ["215"]
    assert formula in finding(page, "title_differs").printed
    assert "<a" not in finding(page, "title_differs").message
