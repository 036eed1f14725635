"""Real files, spoiled: the outcome is the right figures, a refusal that names the place, or a question.

All months but June 2018 are on record, so that a plan without a decision can load June's figures only. What
stands alone in its cell and is another number cannot be told from the right one; everything else must be.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from indicators.imports.findings import BrokenFile
from indicators.scorecards.known import Known
from tests.indicators.imports import files

from .spoilers import GARBLED_TEXTS, LAST_MONTH, LAYOUTS, SMALL, Spoiler, as_file, short, spoiled, wide
from .worlds import JUNE, known_of, plan_of, read


def truth_of(data: bytes) -> tuple[Known, dict[str, object]]:
    printed = read(data).printed
    assert printed is not None
    return known_of(printed, but=[JUNE]), {
        row.ref: (row.cells[-1].value, row.cells[-1].missing) for row in printed.rows
    }


def check(layout: str, spoiler: Spoiler, names: list[str], base: Known, truth: dict[str, object]) -> None:
    data, name = as_file(layout, spoiler.grid)
    try:
        submission = read(data, name)
    except BrokenFile:
        return
    plan = plan_of(submission, base)
    assert not plan.restated
    assert len({(each.indicator.pk, each.month) for each in plan.new}) == len(plan.new)
    wrong = []
    for figure in plan.new:
        assert figure.month == JUNE or figure.before is None
        if figure.month > JUNE or figure.month < date(2017, 6, 1):
            raise AssertionError(f"{figure.month} is no month of the file")
        if truth.get(figure.indicator.ref) != (figure.value, figure.missing):
            wrong.append(figure)
    assert len(wrong) <= spoiler.alone, (names, [(each.indicator.ref, each.value) for each in wrong])


SMALL_BASE, SMALL_TRUTH = truth_of(files.small())


@given(spoiled(LAYOUTS))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_spoiled_small_scorecard(case):
    layout, spoiler, names = case
    # A column of a long file holds all months: what it says of those on record is asked about.
    assume(layout != "long" or not {"slip_column", "garble_column"} & set(names))
    check(layout, spoiler, names, SMALL_BASE, SMALL_TRUTH)


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_real_scorecard_spoiled(data):
    grid = files.lines_of(files.real())
    layout, spoiler, names = data.draw(spoiled({"scorecard": grid, "wide": wide(grid)}))
    check(layout, spoiler, names, *truth_of(files.real()))


@pytest.mark.parametrize("layout", ["scorecard", "wide"])
@pytest.mark.parametrize("with_heading", [True, False])
def test_june_changes_places_with_any_other_column(layout, with_heading):
    grid = LAYOUTS[layout]
    june = LAST_MONTH if layout == "scorecard" else 14
    for other in range(len(grid[files.HEADER - 1]) if layout == "scorecard" else len(grid[0])):
        spoiler = Spoiler(None, grid)
        for line in spoiler.grid:
            is_header = line[:1] == ["Ref."]
            if len(line) > max(june, other) and (with_heading or not is_header):
                line[june], line[other] = line[other], line[june]
        check(layout, spoiler, [f"June and column {other}"], SMALL_BASE, SMALL_TRUTH)


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("layout", ["scorecard", "wide", "short"])
def test_june_slips_by_a_row(layout, by):
    """In the shortest file too, where nothing but June is said."""
    spoiler = Spoiler(None, short(SMALL) if layout == "short" else LAYOUTS[layout])
    june = {"scorecard": LAST_MONTH, "wide": 14, "short": 1}[layout]
    lines = [line for line in spoiler.grid if len(line) > june and line[0] in SMALL_TRUTH]
    texts = [line[june] for line in lines]
    assert len(lines) == 7
    for line, text in zip(lines, texts[by:] + texts[:by], strict=True):
        line[june] = text
    check(layout, spoiler, ["slip"], SMALL_BASE, SMALL_TRUTH)


@pytest.mark.parametrize("to", ["left", "right"])
def test_any_row_shifts_from_any_cell(to):
    for number in range(1, 8):
        for place in range(15):
            spoiler = Spoiler(None, LAYOUTS["wide"])
            line = spoiler.grid[number]
            if to == "left":
                del line[place]
                line.append("")
            else:
                line.insert(place, "")
                line.pop()
            check("wide", spoiler, [f"{to} {number} {place}"], SMALL_BASE, SMALL_TRUTH)


@pytest.mark.parametrize("layout", ["scorecard", "wide", "short"])
@pytest.mark.parametrize("text", [None, *GARBLED_TEXTS])
def test_june_is_garbled_in_every_row(layout, text):
    grid = short(SMALL) if layout == "short" else LAYOUTS[layout]
    spoiler = Spoiler(None, grid)
    spoiler.garble_all({"scorecard": LAST_MONTH, "wide": 14, "short": 1}[layout], text)
    assert spoiler.grid != grid
    check(layout, spoiler, [f"all {text}"], SMALL_BASE, SMALL_TRUTH)


@pytest.mark.parametrize("text", [None, "7", "226", "0.5", "-"])
def test_a_long_files_figures_are_all_garbled(text):
    spoiler = Spoiler(None, LAYOUTS["long"])
    spoiler.garble_all(2, text)
    data, name = as_file("long", spoiler.grid)
    assert plan_of(read(data, name), SMALL_BASE).to_decide
