"""Bytes that are text, and bytes that are not."""

import pytest

from indicators.imports.encoding import decode
from indicators.imports.findings import BrokenFile

from . import files
from .files import read_scorecard


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_byte_order_mark_and_line_ends_change_nothing(mark: bytes, line_end: bytes) -> None:
    assert read_scorecard(mark + files.small().replace(b"\n", line_end)) == read_scorecard(files.small())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b" \n\t\n", "The file is empty."),
        ("Ref.\tIndicator".encode("utf-16"), "The file is in UTF-16; save it as UTF-8 text."),
        ("Ref.\nCafé".encode("cp1252"), "Line 2: the file is not UTF-8 text."),
        (b"PK\x03\x04\x14\x00", "Line 1: expected text, found the control character U+0003."),
        (b"Ref.\n\nA\x00B", "Line 3: expected text, found a NUL byte."),
        (b"Ref.\nA\x1bB", "Line 2: expected text, found the control character U+001B."),
        (b"x" * 5_000_001, "The file is larger than 5 MB."),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        decode(data)
    assert str(caught.value) == message


def test_control_character_in_a_commentary_is_refused() -> None:
    with pytest.raises(BrokenFile, match=r"^Line 11: expected text, found the control character U\+0007\.$"):
        read_scorecard(files.with_cell(files.A1, 30, "A\x07bell"))
