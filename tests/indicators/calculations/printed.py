"""Rows of the real scorecard for June 2018: values as returned, derived cells as they were printed."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing

ROOT = Path(__file__).parents[3]
FIGURES = ROOT / "tests" / "data" / "scorecard_2018_06.csv"
SEED = ROOT.parent / "shared" / "seed"
MONTHS = ["2017-06", "2017-07", "2017-08", "2017-09", "2017-10", "2017-11", "2017-12"]
MONTHS += ["2018-01", "2018-02", "2018-03", "2018-04", "2018-05", "2018-06"]


@dataclass(frozen=True)
class Row:
    ref: str
    values: tuple[Decimal | None, ...]
    change_month_pct: int | None
    change_month_arrow: str | None
    change_year_pct: int | None
    change_year_arrow: str | None
    mean_12: str
    max_12: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The twelve months to June 2018; the printed dash is a month without a denominator."""
        return tuple(
            Cell(
                date.fromisoformat(f"{month}-01"),
                value,
                None if value is not None else Missing.NO_DENOMINATOR,
            )
            for month, value in zip(MONTHS, self.values, strict=True)
        )[1:]


def rows_in_tests() -> list[Row]:
    return [
        Row(
            ref=row["ref"],
            values=_values(row),
            change_month_pct=_whole(row["change_month_pct"]),
            change_month_arrow=row["change_month_arrow"] or None,
            change_year_pct=_whole(row["change_year_pct"]),
            change_year_arrow=row["change_year_arrow"] or None,
            mean_12=row["mean_12"],
            max_12=row["max_12"],
        )
        for row in _read(FIGURES)
    ]


def rows_in_seed() -> list[Row]:
    arrows = {"up": "up", "down": "down", "flat": "similar", "na": None}
    return [
        Row(
            ref=row["ref"],
            values=_values(row),
            change_month_pct=_whole(row["prev_pct"]),
            change_month_arrow=arrows[row["prev_dir"]],
            change_year_pct=_whole(row["yoy_pct"]),
            change_year_arrow=arrows[row["yoy_dir"]],
            mean_12=row["avg12_printed"].rstrip("%"),
            max_12=row["max12_printed"].rstrip("%"),
        )
        for row in _read(SEED / "scorecard_rows.csv")
    ]


def mismatches_in_seed() -> set[tuple[str, str]]:
    columns = {
        "% change from previous month": "change_month_pct",
        "% change same month prev yr": "change_year_pct",
    }
    return {(row["ref"], columns[row["column"]]) for row in _read(SEED / "derived_mismatches.csv")}


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _values(row: dict[str, str]) -> tuple[Decimal | None, ...]:
    return tuple(Decimal(row[month]) if row[month] else None for month in MONTHS)


def _whole(text: str) -> int | None:
    return int(text) if text else None
