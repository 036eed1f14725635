"""The files of a load, read before the database is asked."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indicators.actions.loads import Source
from indicators.calculations import months
from indicators.imports import definition_checks, derived, names, remarks
from indicators.imports.definitions import Definition, read_definitions
from indicators.imports.encoding import SIZE_LIMIT
from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.layouts.scorecard import read_scorecard
from indicators.imports.people import read_people
from indicators.imports.printed import PrintedScorecard
from indicators.imports.sources.reading import read_book


class FileRefused(Exception):
    """A file is refused as a whole. `str()` is its name and the sentence of `error`."""

    def __init__(self, file_name: str, error: BrokenFile) -> None:
        super().__init__(f"{file_name}: {error}")
        self.error = error


@dataclass(frozen=True, slots=True)
class NamedFile:
    name: str
    data: bytes

    @classmethod
    def at(cls, path: Path) -> "NamedFile":
        """Raises OSError where it cannot be read. A file too large to be taken is read no further."""
        with path.open("rb") as file:
            return cls(path.name, file.read(SIZE_LIMIT + 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files say. `people` are e-mail addresses by printed name."""

    source: Source
    printed: PrintedScorecard
    definitions: Mapping[str, Definition]
    people: Mapping[str, str]
    findings: tuple[Finding, ...]


def read(
    *,
    scorecard: NamedFile,
    people: NamedFile | None = None,
    definitions: NamedFile | None = None,
    month: date | None = None,
) -> Reading:
    """Read and check the files; `month` is the one that the scorecard should be for. Raises FileRefused."""
    with refused(scorecard.name):
        book = read_book(file_name=scorecard.name, data=scorecard.data)
        printed = read_scorecard(book)
        if month is not None and month != printed.month:
            asked = months.label(month)
            raise BrokenFile(
                f"expected the scorecard of {asked}, found that of {months.label(printed.month)}",
                expected=asked,
            )
    named: Mapping[str, str] = {}
    defined: Mapping[str, Definition] = {}
    findings = [*book.findings, *printed.findings, *derived.mismatches(printed), *remarks.remarks(printed)]
    if people is not None:
        with refused(people.name):
            named = read_people(people.data)
    if definitions is not None:
        with refused(definitions.name):
            defined = read_definitions(definitions.data)
            findings += definition_checks.check(printed, defined)
    findings += definition_checks.targets_without_direction(printed, defined)
    findings += names.similar_names(printed)
    source = Source(scorecard.name, hashlib.sha256(scorecard.data).hexdigest())
    return Reading(source, printed, defined, named, tuple(findings))


@contextmanager
def refused(file_name: str) -> Iterator[None]:
    """A refusal inside is told with the name of the file."""
    try:
        yield
    except BrokenFile as error:
        raise FileRefused(file_name, error) from None
