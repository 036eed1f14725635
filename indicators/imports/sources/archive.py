"""A workbook's archive, its entries inflated with a bound and never by what they say of themselves."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.bounds import ENTRIES_LIMIT, INFLATED_LIMIT, RATIO_FROM, RATIO_LIMIT

SAVE_AGAIN = "open it in Excel, save it again as 'Excel Workbook (.xlsx)' and upload that"
COPY = "copy the table into a new workbook and upload that"
CHUNK = 65_536
CENTRAL_ENTRY = b"PK\x01\x02"
ENCRYPTED_FLAG = 0x1
# The two that workbooks use; others may ask for any amount of memory.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_UNSAFE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\0")


def broken(problem: str) -> BrokenFile:
    """The refusal of a workbook, with what to do."""
    return BrokenFile(f"{problem}; {SAVE_AGAIN}", expected="an .xlsx workbook")


class Archive:
    """The entries of an archive by name. Raises BrokenFile for one that no spreadsheet writes."""

    def __init__(self, data: bytes) -> None:
        # The library makes an object of each entry before it can be asked how many there are.
        if data.count(CENTRAL_ENTRY) > ENTRIES_LIMIT:
            raise _too_many()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except Exception:
            raise broken("the workbook is cut short or damaged") from None
        self.names = frozenset(entry.filename for entry in self._zip.infolist())
        self._inflated = 0
        self._check()

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > ENTRIES_LIMIT:
            raise _too_many()
        if len({entry.filename.lower() for entry in entries}) != len(entries):
            raise broken("the workbook's archive has two entries of one name")
        for entry in entries:
            if _UNSAFE.search(entry.orig_filename):
                raise broken("the workbook's archive has an entry that points outside of it")
            if entry.flag_bits & ENCRYPTED_FLAG:
                raise BrokenFile("the workbook has a password; save it without one", expected="no password")
            if entry.compress_type not in METHODS:
                raise broken("the workbook is compressed in a way that no spreadsheet uses")

    def chunks(self, name: str) -> Iterator[bytes]:
        """The inflated bytes of an entry. Raises BrokenFile when all that was read is more than the bound."""
        entry = self._zip.getinfo(name)
        inflated = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(CHUNK):
                    inflated += len(chunk)
                    self._inflated += len(chunk)
                    self._refuse_bombs(inflated, entry.compress_size)
                    yield chunk
        except BrokenFile:
            raise
        except Exception:
            raise broken(f"the workbook's part '{shown(name)}' is cut short or damaged") from None

    def skip(self, name: str) -> None:
        """Inflate an entry that nothing reads, to know its size."""
        for _ in self.chunks(name):
            pass

    def _refuse_bombs(self, inflated: int, compressed: int) -> None:
        is_bomb = inflated > RATIO_FROM and inflated > RATIO_LIMIT * compressed
        if self._inflated > INFLATED_LIMIT or is_bomb:
            raise BrokenFile(
                f"the workbook takes more than {INFLATED_LIMIT // 1_000_000} MB once it is unpacked, or more"
                f" than {RATIO_LIMIT} times its size; {COPY}",
                expected=f"at most {INFLATED_LIMIT // 1_000_000} MB unpacked",
            )


def shown(name: str) -> str:
    """An entry's name fit for a message."""
    return "".join(character for character in name if character.isprintable())[:80]


def _too_many() -> BrokenFile:
    return BrokenFile(
        f"the workbook's archive has more than {ENTRIES_LIMIT:,} entries; {COPY}",
        expected=f"at most {ENTRIES_LIMIT:,} entries",
    )
