"""Files that break readers: each is refused with what is wrong and where, and nothing else happens."""

import tracemalloc

import pytest

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.reading import read_book

from .hostile import TABLE, hostile


@pytest.mark.parametrize("name", TABLE)
def test_refused(name: str) -> None:
    data, (_, expected) = hostile(name), TABLE[name]
    with pytest.raises(BrokenFile) as caught:
        read_book(file_name="returns.xlsx", data=data)
    assert expected in str(caught.value)
    assert "/etc/passwd" not in str(caught.value)


@pytest.mark.parametrize("name", ["zip bomb", "billion laughs", "quadratic blow-up", "endless tag"])
def test_a_bomb_takes_little_memory(name: str) -> None:
    data = hostile(name)
    tracemalloc.start()
    try:
        with pytest.raises(BrokenFile):
            read_book(file_name="returns.xlsx", data=data)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
