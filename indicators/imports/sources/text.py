"""Text files: tab separated, comma separated, and semicolons where a spreadsheet writes those."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from indicators.imports.encoding import decode_or_guess
from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.sources.book import EMPTY, Book, Sheet, SourceCell
from indicators.imports.sources.bounds import CELL_TEXT_LIMIT, CELLS_LIMIT, COLUMNS_LIMIT, ROWS_LIMIT

TAB, COMMA, SEMICOLON = "\t", ",", ";"
# Lines with content that are looked at to tell what separates cells.
SAMPLE = 50

# A heading that every layout has, whatever stands around it.
_REF_HEADING = re.compile(r"(ref\.?|refs|reference|indicator ref\.?|measure ref\.?)", re.IGNORECASE)
# A quoted cell of a tab separated file: it may hold line ends, but no tab, so that it never takes in a row.
_QUOTED = re.compile(r'[^\S\t\n]*"((?:[^"\t]|"")*)"[^\S\t\n]*(?=\t|\n|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")

Rows = Iterator[tuple[int, list[str]]]


def read_text(data: bytes) -> Book:
    """One sheet without a name. Raises BrokenFile with the line."""
    text, findings = decode_or_guess(data)
    separator = _separator(text)
    if separator == TAB:
        return Book("tsv", (_sheet(_tab_rows(text)),), findings)
    if separator == SEMICOLON:
        findings = (*findings, _semicolons())
    return Book("csv", (_sheet(_csv_rows(text, separator)),), findings)


def _semicolons() -> Finding:
    message = "Semicolons separate the cells of this file, and it was read so."
    return Finding("info", "semicolons", message)


def _separator(text: str) -> str:
    """What separates the cells of the line with the headings; else of most of the first lines."""
    lines = _first_lines(text)
    for separator in (TAB, COMMA, SEMICOLON):
        if any(_has_ref_heading(line, separator) for line in lines):
            return separator
    separated = [line for line in lines if any(mark in line for mark in (TAB, COMMA, SEMICOLON))]
    if sum(TAB in line for line in separated) * 2 > len(separated):
        return TAB
    commas, semicolons = (sum(mark in line for line in separated) for mark in (COMMA, SEMICOLON))
    return SEMICOLON if semicolons > commas else COMMA


def _first_lines(text: str) -> list[str]:
    lines = (line for line in text.split("\n") if line and not line.isspace())
    return list(islice(lines, SAMPLE))


def _has_ref_heading(line: str, separator: str) -> bool:
    cells = line[:CELL_TEXT_LIMIT].split(separator)
    return len(cells) > 1 and any(_REF_HEADING.fullmatch(cell.strip().strip('"').strip()) for cell in cells)


def _tab_rows(text: str) -> Rows:
    """Each row's first line and its cells. Quotes are ordinary characters, except around a whole cell."""
    at, line, cells = 0, 1, list[str]()
    first = line
    while at < len(text):
        if quoted := _QUOTED.match(text, at):
            cells.append(quoted[1].replace('""', '"'))
            line += quoted[0].count("\n")
            at = quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            cells.append(plain[0])
            at = plain.end()
        if at >= len(text) or text[at] == "\n":
            yield first, cells
            line += 1
            first, cells = line, []
        elif at == len(text) - 1:
            cells.append("")
            yield first, cells
        at += 1


def _csv_rows(text: str, separator: str) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _not_separated(line, str(error), separator) from None
        yield line, cells


def _not_separated(line: int, error: str, separator: str) -> BrokenFile:
    name = "comma" if separator == COMMA else "semicolon"
    problem = f"expected {name} separated values ({error})"
    if error == "unexpected end of data":
        problem = "a quotation mark opens a cell here and none closes it; add it, or remove the first"
    elif "field limit" in error:
        problem = f"expected cells of at most {CELL_TEXT_LIMIT:,} characters, found a longer one"
    return BrokenFile(problem, line=line, expected="CSV")


def _sheet(rows: Rows) -> Sheet:
    """The sheet, cells stripped; raises BrokenFile beyond the bounds."""
    padded: list[tuple[SourceCell, ...]] = []
    filled = 0
    for line, texts in rows:
        cells = tuple(_cell(text) for text in texts)
        valued = [position for position, cell in enumerate(cells, start=1) if cell is not EMPTY]
        if not valued:
            continue
        if line > ROWS_LIMIT:
            raise _beyond(line, f"at most {ROWS_LIMIT:,} lines")
        if valued[-1] > COLUMNS_LIMIT:
            raise _beyond(line, f"at most {COLUMNS_LIMIT} columns", f", found {valued[-1]:,}")
        filled += len(valued)
        if filled > CELLS_LIMIT:
            raise _beyond(line, f"at most {CELLS_LIMIT:,} cells with a value")
        if any(len(cell.text) > CELL_TEXT_LIMIT for cell in cells):
            raise _beyond(line, f"cells of at most {CELL_TEXT_LIMIT:,} characters", ", found a longer one")
        padded.extend([()] * (line - 1 - len(padded)))
        padded.append(cells[:COLUMNS_LIMIT])
    return Sheet("", tuple(padded))


def _cell(text: str) -> SourceCell:
    text = text.strip()
    return SourceCell(text) if text else EMPTY


def _beyond(line: int, bound: str, found: str = ", found more") -> BrokenFile:
    return BrokenFile(f"expected {bound}{found}", line=line, expected=bound)
