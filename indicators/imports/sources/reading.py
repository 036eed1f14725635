"""A file's bytes to a book: what it is is told by its content, never by its name."""

import re
import unicodedata

from indicators.imports.encoding import SIZE_LIMIT
from indicators.imports.findings import BrokenFile
from indicators.imports.sources.book import Book
from indicators.imports.sources.bounds import NAME_LIMIT
from indicators.imports.sources.text import read_text
from indicators.imports.sources.workbook import read_workbook

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How an OLE file spells the names of its streams.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = (
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"\x89png", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"gif8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"rar!", "a compressed file"),
)
ADVICE = "open it in Excel and save it as 'Excel Workbook (.xlsx)' or 'CSV UTF-8'"


def read_book(*, file_name: str, data: bytes) -> Book:
    """What the file holds. `file_name` is only for messages.

    Raises BrokenFile, and nothing else, for whatever cannot be read; its places are sheet and line.
    """
    if len(data) > SIZE_LIMIT:
        raise BrokenFile(f"the file is larger than {SIZE_LIMIT // 1_000_000} MB", expected="a smaller file")
    if not data:
        raise BrokenFile("the file is empty", expected="some text")
    if data.startswith(ZIP):
        return read_workbook(data)
    _refuse_others(data)
    return read_text(data)


def safe_name(file_name: str) -> str:
    """The name without folders and control characters, at most 200 characters, to be shown and kept."""
    name = re.split(r"[/\\]", file_name)[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip()
    if len(name) > NAME_LIMIT:
        stem, dot, ending = name.rpartition(".")
        tail = f"{dot}{ending}" if stem and len(ending) <= 5 else ""
        name = name[: NAME_LIMIT - len(tail) - 1] + "…" + tail
    return name or "unnamed file"


def _refuse_others(data: bytes) -> None:
    if data.startswith(OLE):
        if ENCRYPTED in data:
            problem = "the workbook has a password; save it as .xlsx without one"
        else:
            problem = f"this is a file of an older Excel (.xls); {ADVICE}"
        raise BrokenFile(problem, expected="an .xlsx workbook without a password")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in OTHERS:
        if start.startswith(mark.lower()):
            raise BrokenFile(f"this is {kind}, not a workbook and not a table; {ADVICE}", expected="a table")
