"""The XML parts of a workbook, streamed: no document type, no entities, no depth, no endless tags."""

from collections.abc import Iterable
from xml.parsers import expat

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.archive import COPY, broken, shown
from indicators.imports.sources.bounds import ALL_ELEMENTS_LIMIT, DEPTH_LIMIT, ELEMENTS_LIMIT, TAG_LIMIT

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Part:
    """What to do with the elements of a part, and how many it may have; names are "namespace}local".

    `left` are the elements that the workbook may still have.
    """

    elements_limit: int | None = ELEMENTS_LIMIT

    def __init__(self, name: str) -> None:
        self.left = ALL_ELEMENTS_LIMIT
        self.name = shown(name)
        self.depth = 0
        self.elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEPTH_LIMIT:
            raise broken(f"the workbook's part '{self.name}' is nested more than {DEPTH_LIMIT} deep")
        if self.elements > self.left:
            raise BrokenFile(
                f"the workbook has more than {ALL_ELEMENTS_LIMIT:,} cells and marks, empty ones too; {COPY}",
                expected="fewer cells",
            )
        if self.elements_limit is not None and self.elements > self.elements_limit:
            raise broken(f"the workbook's part '{self.name}' has more than {self.elements_limit:,} elements")

    def end(self, name: str) -> None:
        self.depth -= 1

    def text(self, text: str) -> None:
        """Nothing, unless a part wants its text."""


class UnreadPart(Part):
    """A part that says nothing about figures: only its form is looked at."""

    elements_limit = None


def parse(chunks: Iterable[bytes], part: Part) -> None:
    """Stream a part. Raises BrokenFile for what is not XML, or XML that no spreadsheet writes."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = part.start
    parser.EndElementHandler = part.end
    parser.CharacterDataHandler = part.text

    def refuse_entities(*_: object) -> None:
        raise broken(
            f"the workbook's part '{part.name}' declares a document type or entities, which is not allowed"
        )

    parser.StartDoctypeDeclHandler = refuse_entities
    parser.EntityDeclHandler = refuse_entities
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            # What the parser waits for the end of, it reads again with each chunk.
            if fed - parser.CurrentByteIndex > TAG_LIMIT:
                raise broken(f"the workbook's part '{part.name}' has a tag longer than {TAG_LIMIT:,} bytes")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise broken(f"the workbook's part '{part.name}' is damaged (line {error.lineno})") from None
