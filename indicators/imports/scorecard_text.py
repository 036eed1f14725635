"""The tab separated text of a printed scorecard."""

from indicators.imports.encoding import decode
from indicators.imports.findings import BrokenFile, Place
from indicators.imports.headers import FIRST, Header, is_header, read_header, read_release
from indicators.imports.printed import PrintedRelease, PrintedRow, PrintedScorecard
from indicators.imports.rows import read_row

# The key above the first header has nine cells; a wider line there is a row that lost its header.
KEY_WIDTH = 12


def read_scorecard(data: bytes) -> PrintedScorecard:
    """The scorecard of a file's bytes. Raises BrokenFile at the first line that is not as it should be."""
    lines = [[cell.strip() for cell in line.split("\t")] for line in decode(data).split("\n")]
    start = next((number for number, cells in enumerate(lines) if is_header(cells)), None)
    if start is None:
        raise BrokenFile(
            f"this is not a scorecard: expected a header line that begins with '{FIRST}', and found none",
            expected=f"a header line that begins with '{FIRST}'",
        )
    header = read_header(start + 1, lines[start])
    release = _read_key(lines[:start], header)
    rows = _read_rows(lines, start + 1, header)
    _check_benchmarks(header, release, rows)
    return PrintedScorecard(header.months, header.comparators, header.target_years, release, rows)


def _read_key(lines: list[list[str]], header: Header) -> PrintedRelease | None:
    """The benchmarks' note and, in the line after it, the comparators that the header has."""
    release = None
    for number, cells in enumerate(lines, start=1):
        place = Place(number)
        if len(cells) > KEY_WIDTH:
            raise place.broken(f"the header line that begins with '{FIRST}' before the first row", cells[0])
        if release and number == release.line + 1:
            found = tuple(cell for cell in cells if cell)
            if found != header.comparators:
                raise place.broken(f"the comparators of line {header.line}", ", ".join(found))
        if note := read_release(number, cells):
            if release:
                raise place.broken(f"one note on the benchmarks, as in line {release.line}", note.label)
            release = note
    return release


def _read_rows(lines: list[list[str]], start: int, header: Header) -> tuple[PrintedRow, ...]:
    rows: list[PrintedRow] = []
    slugs: dict[str, PrintedRow] = {}
    for number, cells in enumerate(lines[start:], start=start + 1):
        if not any(cells):
            continue
        if is_header(cells):
            _check_repeat(read_header(number, cells), header)
            continue
        row = read_row(number, cells, header)
        first = slugs.setdefault(row.ref_slug, row)
        if first is not row:
            raise Place(number, row.ref).refused(
                f"expected a ref of its own, found '{first.ref}' in line {first.line} already"
                + ("" if first.ref == row.ref else f": both have the address '{row.ref_slug}'"),
                "a ref of its own",
            )
        rows.append(row)
    if not rows:
        raise Place(header.line).refused("expected rows below the header, found none", "rows")
    return tuple(rows)


def _check_repeat(repeat: Header, header: Header) -> None:
    if repeat == header:
        return
    place = Place(repeat.line)
    for name in ("months", "comparators", "target_years"):
        if getattr(repeat, name) != getattr(header, name):
            words = name.replace("_", " ")
            raise place.refused(
                f"expected the {words} of the header in line {header.line}, found others", f"the same {words}"
            )


def _check_benchmarks(header: Header, release: PrintedRelease | None, rows: tuple[PrintedRow, ...]) -> None:
    has_figures = any(not row.is_local and set(row.benchmarks.values()) != {None} for row in rows)
    if has_figures and release is None:
        raise Place(header.line).refused(
            "expected a note such as '(Updated Nov-17, using 16-17 data)' above it, as there are benchmarks",
            "a note on the benchmarks",
        )
