"""The grid of targets: type, look at what it does, say why, save."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Scorecard, Target
from tests import factories
from tests.factories import People
from tests.posted import fields_on

GRID = "/manage/targets/childrens-services/"
SAVE = f"{GRID}save/"
SIGNALLING = '{"2017": null, "2018": ["sNaN", false, "level", "", "5"]}'
SignIn = Callable[..., Client]
# June 2017 to June 2018: March 2018 is 522, and 507 is a quarter of the way from there to 460.
LOOKED_AFTER = ["500", "505", "507", "510", "512", "515", "518", "520", "521", "522", "521", "524", "534"]


@pytest.fixture
def looked_after(scorecard: Scorecard) -> Indicator:
    made = factories.indicator(scorecard, "LAC1", polarity="lower")
    factories.returns(made, LOOKED_AFTER)
    _target(made, 2018, "460")
    return made


@pytest.fixture
def manager(looked_after: Indicator, sign_in: SignIn, people: People) -> Client:
    return sign_in(people.administrator)


def _target(indicator: Indicator, year: int, value: str | None, **fields: str) -> Target:
    fields = {"basis": "year_end", "direction": "at_most"} | fields
    number = None if value is None else Decimal(value)
    return Target.objects.create(
        indicator=indicator, financial_year=year, value=number, is_tbc=value is None, **fields
    )


def _cell(indicator: Indicator, name: object) -> str:
    return f"t{indicator.pk}-{name if isinstance(name, str) else f'y{name}'}"


def test_change_is_reviewed_and_saved_with_its_reason(manager: Client, looked_after: Indicator) -> None:
    typed = fields_on(
        manager.get(GRID), **{_cell(looked_after, 2018): "500", _cell(looked_after, 2019): "tbc"}
    )
    review = manager.post(GRID, typed)
    page = review.content.decode()
    assert "Before you save: 2 changes" in page
    assert "a straight line from 522 in March 2018" in page
    # June: 534 against 506.5 is off target, against 516.5 it is within 5%.
    assert "1 of 3 months changes status." in page
    assert "Signatures given with the old target will have to be given again." in page
    assert Target.objects.count() == 1
    saved = manager.post(SAVE, fields_on(review, reason="Sufficiency plan of July"), follow=True)
    assert "2 changes saved." in saved.content.decode()
    now = {row.financial_year: row for row in Target.objects.all()}
    assert (now[2018].value, now[2019].is_tbc) == (Decimal(500), True)
    assert (now[2019].basis, now[2019].direction) == ("year_end", "at_most")
    history = manager.get(f"{GRID}history/lac1/").content.decode()
    assert "460, year end, at most" in history
    assert "500, year end, at most" in history
    assert "Sufficiency plan of July" in history


def test_each_change_needs_a_reason(manager: Client, looked_after: Indicator) -> None:
    review = manager.post(GRID, fields_on(manager.get(GRID), **{_cell(looked_after, 2018): "500"}))
    refused = manager.post(SAVE, fields_on(review))
    assert refused.status_code == 422
    assert "LAC1, 2018-19: Say why" in refused.content.decode()
    assert fields_on(refused)[_cell(looked_after, 2018)] == "500"
    assert Target.objects.get().value == 460


def test_easier_than_last_year_is_said(manager: Client, looked_after: Indicator) -> None:
    review = manager.post(GRID, fields_on(manager.get(GRID), **{_cell(looked_after, 2019): "530"}))
    page = review.content.decode()
    assert "Easier than last year’s outturn." in page
    assert "2017-18 came to 522, which is less than this allows." in page
    assert "No month of 2019-20 has been reported yet" in page
    harder = manager.post(GRID, fields_on(manager.get(GRID), **{_cell(looked_after, 2019): "510"}))
    assert "Easier than" not in harder.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("lots", "“lots” is not a number"),
        ("-5", "cannot be below zero"),
        ("460.5", "kept in whole numbers"),
        ("1e9999", "too large"),
        ("1e-99", "kept in whole numbers"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;” is not a number"),
        ("NaN", "not a number"),
    ],
)
def test_error_stands_at_the_cell_and_everything_typed_stays(
    manager: Client, looked_after: Indicator, typed: str, sentence: str
) -> None:
    cells = {_cell(looked_after, 2018): typed, _cell(looked_after, 2020): "450"}
    answer = manager.post(GRID, fields_on(manager.get(GRID), **cells))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert f'href="#id_{_cell(looked_after, 2018)}"' in page
    assert f'aria-describedby="e{looked_after.pk}"' in page
    assert {name: fields_on(answer)[name] for name in cells} == cells


def test_conflict_keeps_both(
    manager: Client, looked_after: Indicator, sign_in: SignIn, people: People
) -> None:
    mine = fields_on(
        manager.get(GRID), **{_cell(looked_after, 2018): "500", _cell(looked_after, "basis"): "level"}
    )
    _save(manager, looked_after, "480", reason="Theirs")
    answer = manager.post(GRID, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Administrator changed this on 12 July 2018, 9:30am to “480, year end, at most" in page
    again = fields_on(answer)
    assert (again[_cell(looked_after, 2018)], again[_cell(looked_after, "basis")]) == ("500", "level")
    assert Target.objects.get().value == 480
    review = manager.post(GRID, again)
    manager.post(SAVE, fields_on(review, **{f"reason-{looked_after.pk}-2018": "Mine"}))
    assert (Target.objects.get().value, Target.objects.get().basis) == (Decimal(500), "level")


def test_conflict_at_the_last_step_keeps_the_reason_too(manager: Client, looked_after: Indicator) -> None:
    review = manager.post(GRID, fields_on(manager.get(GRID), **{_cell(looked_after, 2018): "500"}))
    reason = f"reason-{looked_after.pk}-2018"
    last_step = fields_on(review, **{reason: "Mine"})
    _save(manager, looked_after, "480", reason="Theirs")
    answer = manager.post(SAVE, last_step)
    assert answer.status_code == 409
    review = manager.post(GRID, fields_on(answer))
    assert fields_on(review)[reason] == "Mine"
    assert "480" in review.content.decode()


def test_target_without_direction_asks_for_one(manager: Client, scorecard: Scorecard) -> None:
    completed = factories.indicator(scorecard, "EH1c")
    factories.returns(completed, ["10"] * 10 + ["14", "14", "14"])
    _target(completed, 2018, "336", basis="annual_total", direction="")
    page = manager.get(GRID)
    text = page.content.decode()
    assert "Say which way is good before this target can be judged." in text
    assert "42 from April to June 2018; an even share of 336 is 84." in text
    review = manager.post(GRID, fields_on(page, **{_cell(completed, "direction"): "at_least"}))
    assert "3 of 3 months change status." in review.content.decode()
    manager.post(SAVE, fields_on(review, **{f"reason-{completed.pk}-2018": "More help is good"}))
    assert Target.objects.get(indicator=completed).direction == "at_least"


def test_direction_against_polarity_is_refused(manager: Client, looked_after: Indicator) -> None:
    forged = fields_on(manager.get(GRID), **{_cell(looked_after, "direction"): "at_least"})
    answer = manager.post(GRID, forged)
    assert answer.status_code == 422
    assert "Lower is better here, so the target is “at most”." in answer.content.decode()


def test_last_year_is_read_only(manager: Client, looked_after: Indicator) -> None:
    _target(looked_after, 2017, "515")
    page = manager.get(GRID)
    assert "515" in page.content.decode()
    assert _cell(looked_after, 2017) not in fields_on(page)


def test_terms_without_a_target_are_not_swallowed(manager: Client, scorecard: Scorecard) -> None:
    bare = factories.indicator(scorecard, "M1")
    answer = manager.post(
        GRID, fields_on(manager.get(f"{GRID}?show=all"), **{_cell(bare, "basis"): "annual_total"})
    )
    assert answer.status_code == 422
    assert "M1 has no target from this year on" in answer.content.decode()


def test_nothing_changed(manager: Client) -> None:
    answer = manager.post(GRID, fields_on(manager.get(GRID)), follow=True)
    assert "No target is different from what is saved." in answer.content.decode()


def test_filter(manager: Client, scorecard: Scorecard, looked_after: Indicator) -> None:
    factories.indicator(scorecard, "M1")
    _target(factories.indicator(scorecard, "LAC16"), 2018, None, direction="")
    shown = {show: _refs(manager.get(f"{GRID}?show={show}")) for show in ("with", "tbc", "all", "forged")}
    assert shown == {
        "with": ["LAC1", "LAC16"],
        "tbc": ["LAC16"],
        "all": ["LAC1", "M1", "LAC16"],
        "forged": ["LAC1", "LAC16"],
    }
    assert _refs(manager.get(f"{GRID}?section={looked_after.section_id}")) == ["LAC1", "LAC16"]
    assert "No rows to show" in manager.get(f"{GRID}?section=999").content.decode()


@pytest.mark.parametrize(
    "damage", ["", "[]", "[" * 100_000, "{}1", '{"2018": [1]}', '{"x": null}', "null", SIGNALLING]
)
def test_damaged_form_is_a_sentence(manager: Client, looked_after: Indicator, damage: str) -> None:
    forged = fields_on(
        manager.get(GRID), **{_cell(looked_after, "seen"): damage, _cell(looked_after, 2018): "500"}
    )
    answer = manager.post(GRID, forged)
    assert answer.status_code == 422
    assert "damaged on its way" in answer.content.decode()


def test_a_target_that_never_was_is_a_sentence(manager: Client, scorecard: Scorecard) -> None:
    completed = factories.indicator(scorecard, "EH1c")
    seen = '{"2018": ["5", false, "level", "at_least", "5"]}'
    forged = fields_on(
        manager.get(f"{GRID}?show=all"),
        **{_cell(completed, "seen"): seen, _cell(completed, 2018): "7"},
    )
    answer = manager.post(GRID, forged)
    assert answer.status_code == 409
    assert "damaged on its way" in answer.content.decode()


def test_forged_row_is_a_sentence(manager: Client) -> None:
    answer = manager.post(GRID, {"t999999-seen": "{}"})
    assert answer.status_code == 400
    assert "an indicator that is not on this scorecard" in answer.content.decode()


@pytest.mark.parametrize("path", [GRID, f"{GRID}history/", f"{GRID}history/lac1/"])
def test_viewers_are_told_why_and_strangers_find_nothing(
    manager: Client, sign_in: SignIn, people: People, path: str
) -> None:
    refused = sign_in(people.viewer).get(path)
    assert refused.status_code == 403
    assert "Only an administrator of" in refused.content.decode()
    assert sign_in(people.stranger).get(path).status_code == 404
    assert sign_in(people.viewer).post(SAVE, {}).status_code == 403


def test_queries_do_not_grow_with_rows(manager: Client, scorecard: Scorecard) -> None:
    few = _queries(manager, 1)
    for number in range(20):
        made = factories.indicator(scorecard, f"X{number}", polarity="lower")
        factories.returns(made, LOOKED_AFTER)
        _target(made, 2018, "460")
    assert _queries(manager, 21) == few


def _queries(manager: Client, rows: int) -> list[int]:
    counts = []
    for path in (f"{GRID}?show=with", f"{GRID}history/"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = manager.get(path)
        counts.append(len(queries))
        assert path != f"{GRID}?show=with" or len(_refs(page)) == rows
    return counts


def _save(manager: Client, indicator: Indicator, value: str, *, reason: str) -> None:
    review = manager.post(GRID, fields_on(manager.get(GRID), **{_cell(indicator, 2018): value}))
    manager.post(SAVE, fields_on(review, **{f"reason-{indicator.pk}-2018": reason}))
    assert Target.objects.get(indicator=indicator, financial_year=2018).value == Decimal(value)


def _refs(page: object) -> list[str]:
    return [line.row.ref for line in page.context["lines"]]  # type: ignore[attr-defined]
