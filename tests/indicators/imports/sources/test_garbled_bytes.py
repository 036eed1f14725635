"""Whatever bytes arrive: a book, or a refusal in a sentence."""

import contextlib
import functools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.reading import read_book
from tests.indicators.imports import files, workbooks

from .archives import BOOK, SHEET, STRINGS, STYLES, TYPES, archive, parts


@functools.cache
def text() -> bytes:
    return files.small()


@functools.cache
def workbook() -> bytes:
    return workbooks.of_pages(files.lines_of(files.small()))


Made = Callable[[], bytes]
STARTS = [b"", b"PK\x03\x04", b"\xef\xbb\xbf", b'"', b"ref\t"]
SPLICES = ["", "0", "-1", "9" * 12, "x", "&", "<", "/>", '"', "<row>", " t=", "é"]
both = pytest.mark.parametrize("made", [text, workbook])


def read_or_refuse(data: bytes) -> None:
    """Any other exception fails."""
    with contextlib.suppress(BrokenFile):
        read_book(file_name="returns", data=data)


@settings(deadline=None, max_examples=100)
@given(data=st.binary(max_size=300), start=st.sampled_from(STARTS))
def test_any_bytes(data: bytes, start: bytes) -> None:
    read_or_refuse(start + data)


@both
@settings(deadline=None, max_examples=50)
@given(draw=st.data())
def test_cut_short(made: Made, draw: st.DataObject) -> None:
    data = made()
    read_or_refuse(data[: draw.draw(st.integers(0, len(data)))])


@both
@settings(deadline=None, max_examples=150)
@given(draw=st.data())
def test_changed_bytes(made: Made, draw: st.DataObject) -> None:
    data = bytearray(made())
    for at in draw.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=4)):
        data[at] = draw.draw(st.integers(0, 255))
    read_or_refuse(bytes(data))


@settings(deadline=None, max_examples=150)
@given(draw=st.data(), name=st.sampled_from([SHEET, STRINGS, STYLES, BOOK, TYPES]))
def test_changed_parts(draw: st.DataObject, name: str) -> None:
    """Inside the archive, where no checksum tells."""
    entries = parts(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43252</v></c>'
        '<c r="C1" t="inlineStr"><is><t>a</t></is></c><c r="D1" s="2"><f>A1</f><v>0.226</v></c></row>',
        strings="<si><t>ref</t></si>",
        codes=("mmm-yy", "0.0%"),
    )
    content = str(entries[name])
    at = draw.draw(st.integers(0, len(content)))
    upto = draw.draw(st.integers(at, min(at + 12, len(content))))
    splice = draw.draw(st.sampled_from(SPLICES))
    read_or_refuse(archive({**entries, name: content[:at] + splice + content[upto:]}))
