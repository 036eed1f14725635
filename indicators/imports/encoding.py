"""Bytes to text: UTF-8 or nothing."""

import unicodedata

from indicators.imports.findings import BrokenFile

SIZE_LIMIT = 5_000_000
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
KEPT = "\t\n"


def decode(data: bytes) -> str:
    """The text of a UTF-8 file, with or without byte order mark, its line ends made "\\n".

    Raises BrokenFile for another encoding, an empty file, one over 5 MB, and control characters.
    """
    if len(data) > SIZE_LIMIT:
        raise BrokenFile(f"the file is larger than {SIZE_LIMIT // 1_000_000} MB", expected="a smaller file")
    if data.startswith(OTHER_MARKS):
        raise BrokenFile("the file is in UTF-16; save it as UTF-8 text", expected="UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BrokenFile("the file is not UTF-8 text", line=line, expected="UTF-8 text") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BrokenFile("the file is empty", expected="some text")
    _refuse_control_characters(text)
    return text


def _refuse_control_characters(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        for character in line:
            if character not in KEPT and unicodedata.category(character) == "Cc":
                name = "a NUL byte" if character == "\0" else f"the control character U+{ord(character):04X}"
                raise BrokenFile(f"expected text, found {name}", line=number, expected="text")
