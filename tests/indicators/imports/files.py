"""Files that the tests read, and ways to spoil them."""

from pathlib import Path

import pytest

from indicators.imports.layouts import scorecard
from indicators.imports.printed import PrintedScorecard
from indicators.imports.sources.reading import read_book

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data"
SEED = ROOT.parent / "shared" / "seed"

HEADER, REPEAT = 10, 15
A1, A1_NI, A2, B1, B1_PERCENT, B2, B3 = 11, 12, 13, 16, 17, 18, 19


def small() -> bytes:
    """Seven invented indicators in both layouts."""
    return (DATA / "small_scorecard.txt").read_bytes()


def real() -> bytes:
    if not SEED.is_dir():
        pytest.skip("../shared/seed is not on this machine")
    return (SEED / "000_7f08c83f4a121d2f.txt").read_bytes()


def read_scorecard(data: bytes) -> PrintedScorecard:
    """As the command reads a file."""
    return scorecard.read_scorecard(read_book(file_name="scorecard.txt", data=data))


def with_cell(line: int, column: int, text: str, data: bytes | None = None) -> bytes:
    """The small scorecard with another text in one cell; lines count from 1, columns from 0."""
    lines = lines_of(small() if data is None else data)
    lines[line - 1][column] = text
    return joined(lines)


def lines_of(data: bytes) -> list[list[str]]:
    return [line.split("\t") for line in data.decode().split("\n")]


def joined(lines: list[list[str]]) -> bytes:
    return "\n".join("\t".join(cells) for cells in lines).encode()
