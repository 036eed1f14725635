"""The rows of a benchmark release, ready for their template."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.forms.benchmarks import ReleaseCellForm
from indicators.scorecards.release_grid import ReleaseCell, ReleaseGrid, ReleaseRow

from .target_lines import Show


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One value. `heads` is True on the first line of an indicator."""

    row: ReleaseRow
    cell: ReleaseCell
    form: ReleaseCellForm
    section: str
    heads: bool
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: int
    note: str
    kind: str = ""


def shows_of(grid: ReleaseGrid) -> tuple[Show, ...]:
    """All values first: a new release is filled in from top to bottom."""
    cells = grid.cells
    return (
        Show("all", "All", len(cells)),
        Show("changed", "Changed", sum(cell.is_changed for cell in cells)),
        Show("found", "To settle", sum(bool(cell.findings) for cell in cells)),
        Show("missing", "Missing", sum(cell.is_missing for cell in cells)),
    )


def lines_of(
    grid: ReleaseGrid, show: str, section: int | None, posted: Mapping[str, ReleaseCellForm]
) -> list[ReleaseLine]:
    """The values chosen, and those with something typed in them whatever is chosen."""
    lines: list[ReleaseLine] = []
    last = None
    for row in grid.rows:
        cells = [
            cell
            for cell in row.cells
            if cell.key in posted or (_is_chosen(cell, show) and section in (None, row.section_pk))
        ]
        for place, cell in enumerate(cells):
            form = posted.get(cell.key) or ReleaseCellForm(row, cell)
            errors = tuple(str(message) for messages in form.errors.values() for message in messages)
            heading = row.section if row.section_pk != last else ""
            lines.append(ReleaseLine(row, cell, form, heading, not place, errors))
            last = row.section_pk
    return lines


def tiles_of(grid: ReleaseGrid) -> tuple[Tile, ...]:
    cells = grid.cells
    found = sum(bool(cell.findings) for cell in cells)
    return (
        Tile("Values", sum(not cell.is_missing for cell in cells), f"{len(grid.rows)} indicators"),
        Tile("Changed", sum(cell.is_changed for cell in cells), "from the release before", "hot"),
        Tile("To settle", found, "findings to correct or accept", "alert" if found else "ok"),
        Tile("Local", len(grid.local), "no comparator exists"),
        Tile("Missing", sum(cell.is_missing for cell in cells), "no number given"),
    )


def _is_chosen(cell: ReleaseCell, show: str) -> bool:
    return {
        "all": True,
        "changed": cell.is_changed,
        "found": bool(cell.findings),
        "missing": cell.is_missing,
    }[show]
