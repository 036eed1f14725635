"""Books with cells dropped, repeated, swapped or garbled: no figure turns up under another month or ref."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.imports.findings import BrokenFile
from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.scorecard import read_scorecard
from indicators.imports.sources.book import EMPTY, Book, Format, Sheet, SourceCell
from indicators.imports.sources.reading import read_book
from tests.indicators.imports import files

from .books import NO_MEANINGS, figures

FIGURES = range(5, 18)
JUNK = [SourceCell(text) for text in ("x", "5 children", "-", "NaN", "1e9", "↑", "Jun-18", "n/a", "50%")]

Rows = list[list[SourceCell]]


@pytest.fixture(scope="module", params=[files.small, files.real], ids=["small file", "real file"])
def data(request: pytest.FixtureRequest) -> bytes:
    read: bytes = request.param()
    return read


@cache
def rows_of(data: bytes) -> tuple[tuple[SourceCell, ...], ...]:
    return read_book(file_name="", data=data).sheets[0].rows


@cache
def truth(data: bytes) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        figures(read_submission(as_book([*map(list, rows_of(data))], "tsv"), meanings=NO_MEANINGS))
    )


def as_book(rows: Rows, file_format: Format) -> Book:
    if file_format == "xlsx":
        rows = [_trimmed(cells) for cells in rows]
    return Book(file_format, (Sheet("", tuple(tuple(cells) for cells in rows)),))


def _trimmed(cells: list[SourceCell]) -> list[SourceCell]:
    end = max((place for place, cell in enumerate(cells, start=1) if cell.text), default=0)
    return cells[:end]


def assert_no_other_figure(rows: Rows, data: bytes, file_format: Format, garbled: set[str]) -> None:
    """Each figure is the sound file's, or a text that was put there; the strict reading refuses or agrees."""
    book = as_book(rows, file_format)
    try:
        found = set(figures(read_submission(book, meanings=NO_MEANINGS)))
    except BrokenFile:
        found = set()
    assert {each for each in found - truth(data) if each[2] not in garbled} == set()
    try:
        printed = read_scorecard(book)
    except BrokenFile:
        return
    values = {
        (row.ref, f"{cell.month:%Y-%m}", cell.value)
        for row in printed.rows
        for cell in row.cells
        if cell.value
    }
    sound = read_scorecard(as_book([*map(list, rows_of(data))], "tsv"))
    expected = {
        (row.ref, f"{cell.month:%Y-%m}", cell.value) for row in sound.rows for cell in row.cells if cell.value
    }
    assert {each for each in values - expected if not garbled} == set()


@settings(deadline=None, max_examples=60)
@given(draw=st.data(), file_format=st.sampled_from(["tsv", "csv", "xlsx"]))
def test_cells_that_move(data: bytes, draw: st.DataObject, file_format: Format) -> None:
    rows = [list(cells) for cells in rows_of(data)]
    cells = rows[draw.draw(st.sampled_from(_with_figures(rows)))]
    at = draw.draw(st.integers(1, FIGURES.stop - 1))
    match draw.draw(st.sampled_from(["drop", "drop and pad", "repeat", "push", "blank in"])):
        case "drop":
            del cells[at]
        case "drop and pad":
            del cells[at]
            cells.append(EMPTY)
        case "repeat":
            cells.insert(at, cells[at])
        case "push":
            cells.insert(at, cells[at])
            cells.pop()
        case "blank in":
            cells.insert(at, EMPTY)
    assert_no_other_figure(rows, data, file_format, {""})


@settings(deadline=None, max_examples=60)
@given(draw=st.data(), junk=st.sampled_from(JUNK), file_format=st.sampled_from(["tsv", "xlsx"]))
def test_cells_that_are_garbled(
    data: bytes, draw: st.DataObject, junk: SourceCell, file_format: Format
) -> None:
    rows = [list(cells) for cells in rows_of(data)]
    cells = rows[draw.draw(st.sampled_from(_with_figures(rows)))]
    cells[draw.draw(st.integers(1, len(cells) - 1))] = junk
    assert_no_other_figure(rows, data, file_format, {junk.text})


@settings(deadline=None, max_examples=60)
@given(draw=st.data(), file_format=st.sampled_from(["tsv", "xlsx"]))
def test_columns_that_move_with_their_headings(data: bytes, draw: st.DataObject, file_format: Format) -> None:
    first, second = draw.draw(st.tuples(*[st.integers(0, FIGURES.stop - 1)] * 2))
    rows = [list(cells) for cells in rows_of(data)]
    for cells in rows:
        if len(cells) > 20:
            cells[first], cells[second] = cells[second], cells[first]
    book = as_book(rows, file_format)
    assert set(figures(read_submission(book, meanings=NO_MEANINGS))) == truth(data)
    assert len(read_scorecard(book).rows) * len(FIGURES) == len(truth(data))


@settings(deadline=None, max_examples=60)
@given(draw=st.data(), file_format=st.sampled_from(["tsv", "xlsx"]))
def test_rows_that_are_dropped_or_doubled(data: bytes, draw: st.DataObject, file_format: Format) -> None:
    rows = [list(cells) for cells in rows_of(data)]
    at = draw.draw(st.integers(0, len(rows) - 1))
    if draw.draw(st.booleans()):
        del rows[at]
    else:
        rows.insert(at, list(rows[at]))
    assert_no_other_figure(rows, data, file_format, set())


@settings(deadline=None, max_examples=60)
@given(draw=st.data(), file_format=st.sampled_from(["tsv", "xlsx"]))
def test_headings_that_are_lost_or_swapped(data: bytes, draw: st.DataObject, file_format: Format) -> None:
    """In one of several headers: the others tell."""
    rows = [list(cells) for cells in rows_of(data)]
    cells = rows[draw.draw(st.sampled_from(_headers(rows)))]
    first, second = draw.draw(st.tuples(*[st.integers(0, FIGURES.stop - 1)] * 2))
    if draw.draw(st.booleans()):
        cells[first], cells[second] = cells[second], cells[first]
    else:
        del cells[first]
    assert_no_other_figure(rows, data, file_format, set())


def _with_figures(rows: Rows) -> list[int]:
    return [number for number, cells in enumerate(rows) if len(cells) > 20 and cells[0].text != "Ref."]


def _headers(rows: Rows) -> list[int]:
    return [number for number, cells in enumerate(rows) if cells and cells[0].text == "Ref."]
