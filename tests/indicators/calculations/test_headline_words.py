"""What headlines are made of: extremes, counts, lists."""

from decimal import Decimal

import pytest

from indicators.calculations.control_charts import Kind
from indicators.calculations.headline_counts import count, listed, summary
from indicators.calculations.headline_facts import Extreme, extreme_of
from indicators.calculations.intervals import Verdict

from .test_headlines import OFF, facts


@pytest.mark.parametrize(
    ("values", "extreme"),
    [
        ("1 2 3", (Extreme.HIGHEST, False)),
        ("3 2 1", (Extreme.LOWEST, False)),
        ("3 1 2 3", (Extreme.HIGHEST, True)),
        ("1 3 2", (None, False)),
        ("2 2 2", (None, False)),
        ("1 2 1 1", (None, False)),
        ("2 1 2 1", (Extreme.LOWEST, True)),
        ("1 2", (None, False)),
        ("1 - 2 3", (Extreme.HIGHEST, False)),
        ("1 2 3 -", (None, False)),
        ("- - -", (None, False)),
        ("", (None, False)),
    ],
)
def test_extremes(values: str, extreme: tuple[Extreme | None, bool]) -> None:
    assert extreme_of([None if each == "-" else Decimal(each) for each in values.split()]) == extreme


def test_a_summary_of_one_of_each() -> None:
    rows = [
        facts(signal=Kind.CONCERN, extreme=Extreme.LOWEST, verdict_now=Verdict.WORSE, target_status=OFF),
        facts("A2"),
    ]
    assert summary(count(rows)) == (
        "1 of 2 indicators shows a signal: 1 getting worse. 1 of the 1 with a target is off it. "
        "1 stands at a 13-month high or low without approved commentary. 1 is newly worse than neighbours."
    )


@pytest.mark.parametrize(
    ("names", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(names: list[str], text: str) -> None:
    assert listed(names) == text
