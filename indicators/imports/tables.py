"""Small CSV files with a header: definitions and people."""

import csv
import io
from collections.abc import Iterator

from indicators.imports.encoding import decode
from indicators.imports.findings import Place


def read_table(
    data: bytes, *, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's line and its stripped cells by column, "" where the file lacks an optional one.

    Raises BrokenFile for an unknown, repeated or lacking column, a row of another width, and what is not CSV.
    """
    reader = csv.reader(io.StringIO(decode(data), newline=""), strict=True)
    columns: list[str] | None = None
    while True:
        place = Place(reader.line_num + 1)
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise place.refused(f"expected comma separated values ({error})", "CSV") from None
        if not any(cells):
            continue
        if columns is None:
            columns = _columns(place, cells, required, optional)
            continue
        if len(cells) != len(columns):
            raise Place(place.line, cells[0][:40]).refused(
                f"expected {len(columns)} cells, found {len(cells)}", f"{len(columns)} cells"
            )
        yield place.line, dict.fromkeys(optional, "") | dict(zip(columns, cells, strict=True))


def _columns(
    place: Place, cells: list[str], required: tuple[str, ...], optional: tuple[str, ...]
) -> list[str]:
    for column in required:
        if column not in cells:
            raise place.refused(f"expected a column '{column}', and found none", f"a column '{column}'")
    for column in cells:
        if column not in required + optional or cells.count(column) > 1:
            raise place.broken(f"each column once, of {', '.join(required + optional)}", column)
    return cells
