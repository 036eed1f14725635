"""Prints what the scorecard page, loading a file and charts cost, with ratios to floors of the same run.

In its own database; nothing is kept.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

COLUMNS = ("page", "view", "reader", "ms", "queries", "of the floor", "of the bare floor")
WIDTHS = (6, 8, 7, 8, 8, 13, 18)
IMPORT_COLUMNS = ("load", "ms", "queries", "of the plain load", "aim")
IMPORT_WIDTHS = (8, 9, 9, 19, 6)
IMPORT_AIM = 3.0
CHART_COLUMNS = ("charts", "ms", "found", "of the plain pass", "aim")
CHART_WIDTHS = (8, 9, 9, 19, 6)
CHART_AIM = 3.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--only", choices=("pages", "imports", "charts"), help="leave the others out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "scorecard_portal.settings",
            "PORTAL_MODE": "test",
        }
        os.environ.setdefault("SECRET_KEY", "only-for-the-bench")
        _run(asked.rounds, asked.only)


def _run(rounds: int, only: str | None) -> None:
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)

    if only in (None, "pages"):
        with override_settings(ROOT_URLCONF="tests.bench.floor", DEMONSTRATION_TODAY=date(2018, 7, 12)):
            _print_pages(rounds)
    if only in (None, "imports"):
        _print_imports(max(rounds // 5, 1))
    if only in (None, "charts"):
        _print_charts(max(rounds // 3, 1))
    connection.close()


def _print_pages(rounds: int) -> None:
    from tests.bench import sets
    from tests.bench.measure import costs

    print("CPU milliseconds of a signed-in request, medians of alternating rounds.")
    print("floor: one query of model rows, the same cells, a plain template. bare: without model rows.")
    print("first: nothing kept. cold: one figure has just changed. warm: nothing has.")
    for make in (sets.real, sets.large):
        measured = make()
        print(f"\n{measured.name}")
        _print_line(COLUMNS, WIDTHS)
        for view in ("compact", "full"):
            for who, reader in (("viewer", measured.viewer), ("owner", measured.owner)):
                found = costs(measured, reader, view, rounds if make is sets.real else rounds // 4 + 1)
                for name, cost in found.items():
                    ratios = (cost.milliseconds / found[floor].milliseconds for floor in ("floor", "bare"))
                    line = (name, view, who, f"{cost.milliseconds:.1f}", str(cost.queries))
                    _print_line((*line, *(f"{ratio:.2f}" for ratio in ratios)), WIDTHS)


def _print_imports(rounds: int) -> None:
    from tests.bench.imports import import_costs, incoming

    measured = incoming()
    print(f"\n{measured.name}")
    print("plainly: read by openpyxl, written in bulk, nothing asked. portal: kept, planned, confirmed.")
    _print_line(IMPORT_COLUMNS, IMPORT_WIDTHS)
    found = import_costs(measured, rounds)
    for name, cost in found.items():
        ratio = cost.milliseconds / found["plainly"].milliseconds
        aim = f"{IMPORT_AIM:.1f}" if name == "portal" else ""
        cells = (name, f"{cost.milliseconds:.0f}", str(cost.queries), f"{ratio:.2f}", aim)
        _print_line(cells, IMPORT_WIDTHS)


def _print_charts(rounds: int) -> None:
    from tests.bench.charts import MONTHS, SERIES, chart_costs, series

    print(f"\n{SERIES:,} series of {MONTHS} months, all different")
    print("plain: mean, moving ranges and limits, each point against them. charts: all rules and kinds.")
    _print_line(CHART_COLUMNS, CHART_WIDTHS)
    found = chart_costs(series(), rounds)
    for name, cost in found.items():
        ratio = cost.milliseconds / found["plain"].milliseconds
        aim = f"{CHART_AIM:.1f}" if name == "charts" else ""
        cells = (name, f"{cost.milliseconds:.0f}", f"{cost.found:,}", f"{ratio:.2f}", aim)
        _print_line(cells, CHART_WIDTHS)


def _print_line(cells: Sequence[str], widths: Sequence[int]) -> None:
    print("".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True)))


if __name__ == "__main__":
    main()
