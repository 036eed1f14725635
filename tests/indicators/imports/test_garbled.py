"""Whatever happens to a file, it is refused or its figures are right."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.imports.derived import mismatches
from indicators.imports.findings import BrokenFile
from indicators.imports.printed import PrintedScorecard
from indicators.imports.remarks import remarks

from . import files
from .files import read_scorecard

Figures = list[tuple[str, str | None, Decimal | None]]

CELLS_TO_LAST_MONTH = 18
JUNK = ["x", " ", ";", "%", "-", ",", "e", "–", "?", "NaN", "%%", "=", "'", "£", "\u200b", "n/a", "TBC"]
SPLICES = ["", "\t", "\n", "\r", '"', "-", "%", "9", "9" * 50, "Ref.", "\x00", "\x85", "\u2028", "↑", "é"]


@pytest.fixture(scope="module", params=[files.small, files.real], ids=["small file", "real file"])
def data(request: pytest.FixtureRequest) -> bytes:
    read: bytes = request.param()
    return read


def figures(printed: PrintedScorecard) -> Figures:
    return [(row.ref, cell.missing, cell.value) for row in printed.rows for cell in row.cells]


def rows_of(lines: list[list[str]]) -> list[int]:
    return [number for number, cells in enumerate(lines) if len(cells) > 20 and cells[0] != "Ref."]


def assert_same_or_refused(garbled: bytes, data: bytes) -> None:
    try:
        printed = read_scorecard(garbled)
    except BrokenFile:
        return
    assert figures(printed) == figures(read_scorecard(data))


@settings(deadline=None)
@given(draw=st.data())
def test_shifted_cells_never_give_other_figures(data: bytes, draw: st.DataObject) -> None:
    lines = files.lines_of(data)
    cells = lines[draw.draw(st.sampled_from(rows_of(lines)))]
    at = draw.draw(st.integers(0, CELLS_TO_LAST_MONTH - 1))
    match draw.draw(st.sampled_from(["drop", "drop and pad", "repeat", "repeat and push", "empty"])):
        case "drop":
            del cells[at]
        case "drop and pad":
            del cells[at]
            cells.append("")
        case "repeat":
            cells.insert(at, cells[at])
        case "repeat and push":
            cells.insert(at, cells[at])
            cells.pop()
        case "empty":
            at = max(at, 5)
            cells[at] = ""
    assert_same_or_refused(files.joined(lines), data)


@settings(deadline=None)
@given(draw=st.data(), junk=st.sampled_from(JUNK))
def test_junk_in_a_month_never_gives_other_figures(data: bytes, draw: st.DataObject, junk: str) -> None:
    lines = files.lines_of(data)
    cells = lines[draw.draw(st.sampled_from(rows_of(lines)))]
    at = draw.draw(st.integers(5, CELLS_TO_LAST_MONTH - 1))
    place = draw.draw(st.integers(0, len(cells[at])))
    cells[at] = cells[at][:place] + junk + cells[at][place:]
    assert_same_or_refused(files.joined(lines), data)


@settings(deadline=None)
@given(draw=st.data(), splice=st.one_of(st.sampled_from(SPLICES), st.text(max_size=5)))
def test_spliced_text_is_read_or_refused(data: bytes, draw: st.DataObject, splice: str) -> None:
    text = data.decode()
    start = draw.draw(st.integers(0, len(text)))
    end = draw.draw(st.integers(start, min(start + 200, len(text))))
    _read((text[:start] + splice + text[end:]).encode("utf-8", "surrogatepass"))


@settings(deadline=None)
@given(noise=st.binary(max_size=400))
@example(noise=b"Ref.")
@example(noise=b"Ref.\t\t\t\t\t")
@example(noise=b"\xff\xfe")
@example(noise=b"!\xa0")
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(BrokenFile):
        read_scorecard(noise)


def _read(garbled: bytes) -> None:
    try:
        printed = read_scorecard(garbled)
    except BrokenFile:
        return
    # Whatever was read can be worked with.
    mismatches(printed)
    remarks(printed)
