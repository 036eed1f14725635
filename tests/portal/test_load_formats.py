"""One scorecard as text, as CSV and as a workbook gives the same tables through `load_scorecard`."""

import csv
import io
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.indicators.imports import files, workbooks
from tests.portal.commands import load_file

pytestmark = pytest.mark.django_db

# What says where something comes from or when it was written, and not what it is.
PROVENANCE = {"file_name", "sha256", "file", "at", "history_date"}
# Keys that are no foreign keys; where a key stands in a file's place, its label says which.
KEYS = {"id", "on_pk", "scorecard_pk"}
NOT_OURS = {"sessions", "contenttypes", "auth", "admin"}

FILE_NAME = re.compile(r"(scorecard|shuffled)\.(txt|csv|tsv|xlsx)\b")

Contents = dict[str, list[dict[str, object]]]


@pytest.fixture(params=[files.small, files.real], ids=["small file", "real file"])
def lines(request: pytest.FixtureRequest) -> list[list[str]]:
    read: Callable[[], bytes] = request.param
    return files.lines_of(read())


def contents() -> Contents:
    """Every row of every table; a foreign key is the place of what it points at."""
    tables = [model for model in apps.get_models() if model._meta.app_label not in NOT_OURS]
    places = {
        model: {
            pk: place
            for place, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True))
        }
        for model in tables
    }
    found: Contents = {}
    for model in tables:
        found[model._meta.label] = [
            {
                field.name: _value(field, getattr(row, field.attname), places)
                for field in model._meta.concrete_fields
                if field.name not in PROVENANCE | KEYS and not field.primary_key
            }
            for row in model._default_manager.order_by("pk")
        ]
    return found


def _value(field: models.Field, value: object, places: dict[type[models.Model], dict[object, int]]) -> object:
    if isinstance(field, models.ForeignKey):
        return places.get(field.related_model, {}).get(value, value)
    if isinstance(value, dict):
        return {name: _value(field, each, places) for name, each in value.items() if name not in PROVENANCE}
    # Words say the line that they come from, a batch is called by its file.
    return "the file" if isinstance(value, str) and FILE_NAME.match(value) else value


def loaded(path: Path) -> Contents:
    with transaction.atomic():
        load_file(path)
        found = contents()
        transaction.set_rollback(True)
    return found


def as_csv(lines: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue().encode()


def shuffled(lines: list[list[str]]) -> list[list[str]]:
    """With columns in another order, comparators among themselves in theirs, all rows alike wide."""
    headings = lines[files.HEADER - 1]
    order = list(range(len(headings)))
    random.Random(4).shuffle(order)  # noqa: S311 - the same order each time
    comparators = [column for column in order if 24 <= column <= 26]
    ranks = iter(sorted(comparators))
    order = [next(ranks) if column in comparators else column for column in order]
    together = [_together(cells) for cells in lines]
    return [[cells[column] for column in order] if len(cells) > 20 else cells for cells in together]


def _together(cells: list[str]) -> list[str]:
    """A row of 33 cells as one of 31: arrow and figure in one cell, a lacking DoT cell put back."""
    if len(cells) != 33:
        return cells
    if cells[0] == "Ref.":
        return cells[:31]
    changes, rest = cells[18:22], cells[22:]
    if rest[0] not in ("▲", "▼", ""):
        rest = ["", *rest[:-1]]
    return [*cells[:18], " ".join(changes[:2]), " ".join(changes[2:]), *rest]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("scorecard.csv", as_csv),
        ("scorecard.xlsx", workbooks.of_pages),
        ("shuffled.csv", lambda lines: as_csv(shuffled(lines))),
        ("shuffled.tsv", lambda lines: files.joined(shuffled(lines))),
    ],
    ids=["csv", "workbook", "shuffled csv", "shuffled text"],
)
def test_the_same_tables(
    lines: list[list[str]], tmp_path: Path, name: str, made: Callable[[list[list[str]]], bytes]
) -> None:
    text, other = tmp_path / "scorecard.txt", tmp_path / name
    text.write_bytes(files.joined(lines))
    other.write_bytes(made(lines))
    expected = loaded(text)
    assert len(expected["indicators.MonthlyReturn"]) in (7 * 13, 58 * 13)
    assert loaded(other) == expected


def test_a_workbook_is_loaded_a_second_time_without_change(tmp_path: Path) -> None:
    path = tmp_path / "scorecard.xlsx"
    path.write_bytes(workbooks.of_pages(files.lines_of(files.small())))
    load_file(path)
    before = contents()
    assert "Nothing changed" in load_file(path)
    assert contents() == before
