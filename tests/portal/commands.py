"""Running the commands on files, and seeing what they did to the tables."""

import io
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from tests.indicators.imports import files

JUNE_CELL, TITLE_CELL, COMMENTARY_CELL = 17, 1, 30


def load(folder: Path, data: bytes | None = None, **options: Any) -> str:
    """Load the small scorecard, or `data` in its place; gives what was printed."""
    path = folder / "scorecard.txt"
    path.write_bytes(files.small() if data is None else data)
    return load_file(path, **options)


def load_file(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("load_scorecard", path, stdout=out, **options)
    return out.getvalue()


def tables() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


def next_month() -> bytes:
    """The small scorecard of July 2018: June 2017 left its front, July 2018 repeats June's figures."""
    text = files.small().decode()
    headings = [
        f"{month}-{year}" for year, months in ((17, "Jun Jul"), (18, "Jun Jul")) for month in months.split()
    ]
    lines = []
    for line in text.split("\n"):
        cells = line.split("\t")
        if cells[0] == "Ref.":
            cells[5:18] = [*cells[6:18], headings[-1]]
            cells[30:31] = ["Commentary (Jul-18):"]
        elif len(cells) > 20:
            cells[5:18] = [*cells[6:18], cells[17]]
        lines.append("\t".join(cells))
    return "\n".join(lines).encode()
