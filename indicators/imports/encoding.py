"""Bytes to text: UTF-8, or a guess that says so."""

import re

from indicators.imports.findings import BrokenFile, Finding

# Bytes of a file, of text and workbooks alike.
SIZE_LIMIT = 5_000_000
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"
# All but tabs and line ends.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BETWEEN_WORDS = re.compile(r'[\s,;"]+')
# Characters shown on each side of one that a guess depends on.
WORD_LIMIT = 30


def decode(data: bytes) -> str:
    """The text of a UTF-8 file, with or without byte order mark, its line ends made "\\n".

    Raises BrokenFile for another encoding, an empty file, one over 5 MB, and control characters.
    """
    _refuse_size(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(error) from None
    return _checked(text)


def decode_or_guess(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text as `decode` gives it, or read as Windows-1252 with a finding that says so.

    Raises BrokenFile as `decode` does, and for a file that can be neither or is UTF-8 in other places.
    """
    _refuse_size(data)
    try:
        return _checked(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        if data.startswith(UTF8_MARK) or _is_partly_utf8(data):
            raise _not_utf8(error) from None
    try:
        text = _checked(data.decode("cp1252"))
    except UnicodeDecodeError as error:
        raise _not_utf8(error, "nor Windows-1252") from None
    return text, (_guessed(text),)


def _refuse_size(data: bytes) -> None:
    if len(data) > SIZE_LIMIT:
        raise BrokenFile(f"the file is larger than {SIZE_LIMIT // 1_000_000} MB", expected="a smaller file")
    if data.startswith(OTHER_MARKS):
        raise BrokenFile("the file is in UTF-16; save it as UTF-8 text", expected="UTF-8 text")


def _not_utf8(error: UnicodeDecodeError, nor: str = "") -> BrokenFile:
    line = _normalised(error.object[: error.start].decode("latin-1")).count("\n") + 1
    problem = f"the file is neither UTF-8 {nor} text" if nor else "the file is not UTF-8 text"
    return BrokenFile(problem, line=line, expected="UTF-8 text")


def _is_partly_utf8(data: bytes) -> bool:
    """Whether characters beyond ASCII are well-formed UTF-8 somewhere: Windows-1252 would garble those."""
    return any("\x7f" < character < "\udc80" for character in set(data.decode("utf-8", "surrogateescape")))


def _guessed(text: str) -> Finding:
    at = next(position for position, character in enumerate(text) if character > "\x7f")
    line = text.count("\n", 0, at) + 1
    before, after = text[max(at - WORD_LIMIT, 0) : at], text[at : at + WORD_LIMIT]
    word = BETWEEN_WORDS.split(before)[-1]
    # A no-break space may be all there is.
    word += next(filter(None, BETWEEN_WORDS.split(after)), "")
    return Finding(
        "warning",
        "encoding_guessed",
        "The file is not UTF-8 text and was read as Windows-1252, which is a guess. The first word that"
        f" depends on it is “{word}” in line {line}: if it reads wrongly, save the file as UTF-8 and upload"
        " it again.",
        line=line,
        printed=word,
        expected="UTF-8 text",
    )


def _checked(text: str) -> str:
    text = _normalised(text)
    if not text.strip():
        raise BrokenFile("the file is empty", expected="some text")
    _refuse_control_characters(text)
    return text


def _normalised(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_control_characters(text: str) -> None:
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        name = "a NUL byte" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
        raise BrokenFile(f"expected text, found {name}", line=line, expected="text")
