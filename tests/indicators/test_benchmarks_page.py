"""A new benchmark release, from start to in force, on its pages."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Benchmark, BenchmarkRelease, Comparator, Indicator, Scorecard
from tests import factories
from tests.factories import People
from tests.posted import fields_on

LIST = "/manage/benchmarks/childrens-services/"
SignIn = Callable[..., Client]
DETAILS = {"label": "Updated Jul-18", "source": "DfE", "data_year": "2017-18", "in_force_from": "2018-07"}


@pytest.fixture
def share(scorecard: Scorecard) -> Indicator:
    """A percentage with 76.7 for England in the release in force, and a local measure beside it."""
    england = Comparator.objects.create(scorecard=scorecard, name="England", short_name="Eng", slug="england")
    in_force = BenchmarkRelease.objects.create(
        scorecard=scorecard,
        label="Updated Nov-17",
        data_year="2016-17",
        in_force_from=date(2018, 4, 1),
        status="in_force",
    )
    factories.indicator(scorecard, "M1", local=True)
    made = factories.indicator(scorecard, "CP3-QL", unit="percentage", decimals=1)
    Benchmark.objects.create(
        release=in_force, indicator=made, comparator=england, value=Decimal("76.7"), derivation="As published"
    )
    return made


@pytest.fixture
def manager(share: Indicator, sign_in: SignIn, people: People) -> Client:
    return sign_in(people.administrator)


@pytest.fixture
def draft(manager: Client) -> str:
    """The address of a new draft."""
    answer = manager.post(f"{LIST}start/", DETAILS | {"reason": "Yearly update"})
    assert answer.status_code == 302
    assert "Only administrators see it." in manager.get(answer["Location"]).content.decode()
    return answer["Location"]


def _cell(share: Indicator, name: str = "value") -> str:
    return f"b{share.pk}-{Comparator.objects.get(name='England').pk}-{name}"


def test_from_start_to_in_force(manager: Client, draft: str, share: Indicator) -> None:
    page = manager.get(draft)
    assert "Readers still see “Updated Nov-17”." in page.content.decode()
    fields = fields_on(page, **{_cell(share): "77.2"})
    assert fields["reason"] == "From DfE"
    saved = manager.post(draft, fields, follow=True).content.decode()
    assert "1 value saved in the draft." in saved
    assert "+0.5 points" in saved
    row = Benchmark.objects.get(release__label="Updated Jul-18")
    # A value typed over a copied one is no longer of the copied one's year, nor made as it was.
    assert (row.value, row.data_year, row.derivation) == (Decimal("77.2"), "", "")
    check = manager.get(f"{draft}check/")
    assert "Nothing is left to settle." in check.content.decode()
    manager.post(f"{draft}check/", fields_on(check))
    confirm = manager.get(f"{draft}in-force/")
    assert "instead of “Updated Nov-17”" in confirm.content.decode()
    assert "1 value is different" in confirm.content.decode()
    done = manager.post(f"{draft}in-force/", fields_on(confirm), follow=True).content.decode()
    assert "“Updated Jul-18” is in force from July 2018." in done
    assert "A correction is a new release" in done or "a correction is a new release" in done
    assert 'class="cell' not in done
    history = manager.get(f"{draft}history/").content.decode()
    for words in (
        "Yearly update",
        "Copied from “Updated Nov-17”",
        "76.7%, 2016-17, As published",
        "Put in force",
    ):
        assert words in history


def test_finding_needs_a_reason(manager: Client, draft: str, share: Indicator) -> None:
    manager.post(
        draft, fields_on(manager.get(draft), **{_cell(share): "20", _cell(share, "derivation"): "100 − 80"})
    )
    check = manager.get(f"{draft}check/")
    assert "Moved by more than half, from 76.7%." in check.content.decode()
    refused = manager.post(f"{draft}check/", fields_on(check))
    assert refused.status_code == 422
    assert "CP3-QL, Eng: Say why" in refused.content.decode()
    key = _cell(share, "x").removeprefix("b").removesuffix("-x")
    manager.post(f"{draft}check/", fields_on(check, **{key: "Another definition"}))
    assert BenchmarkRelease.objects.get(label="Updated Jul-18").status == "checked"
    # Taken back and unchanged, the value keeps the reason with which it was accepted.
    manager.post(f"{draft}draft/", {"reason": "One more look"})
    assert fields_on(manager.get(f"{draft}check/"))[key] == "Another definition"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("lots", "“lots” is not a number"),
        ("-1", "cannot be below zero"),
        ("1.23456", "at most 4 decimal places"),
        ("", "There was a value. Write a number, or :"),
    ],
)
def test_error_stands_at_the_cell_and_everything_typed_stays(
    manager: Client, draft: str, share: Indicator, typed: str, sentence: str
) -> None:
    cells = {_cell(share): typed, _cell(share, "derivation"): "By hand", "reason": "Mine"}
    answer = manager.post(draft, fields_on(manager.get(draft), **cells))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'href="#id_{_cell(share)}"' in answer.content.decode()
    assert {name: fields_on(answer)[name] for name in cells} == cells


def test_values_need_a_reason(manager: Client, draft: str, share: Indicator) -> None:
    answer = manager.post(draft, fields_on(manager.get(draft), **{_cell(share): "77", "reason": " "}))
    assert answer.status_code == 422
    assert "Say why: the reason is kept in the history." in answer.content.decode()


def test_missing_has_a_symbol_with_words_and_local_stands_apart(
    manager: Client, draft: str, share: Indicator
) -> None:
    manager.post(draft, fields_on(manager.get(draft), **{_cell(share): ":"}))
    page = manager.get(draft).content.decode()
    assert "not available" in page
    assert "There was a value: 76.7%." in page
    assert "Local: 1" in page
    assert "That is a fact of the indicator" in page


def test_conflict_keeps_what_was_typed(manager: Client, draft: str, share: Indicator) -> None:
    mine = fields_on(manager.get(draft), **{_cell(share): "77.2"})
    manager.post(draft, fields_on(manager.get(draft), **{_cell(share): "75.0"}))
    answer = manager.post(draft, mine)
    assert answer.status_code == 409
    assert "somebody changed this to “75.0%” while you typed" in answer.content.decode()
    assert fields_on(answer)[_cell(share)] == "77.2"
    manager.post(draft, fields_on(answer))
    assert Benchmark.objects.get(release__label="Updated Jul-18").value == Decimal("77.2")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"label": "updated nov-17"}, "There is a release called"),
        ({"in_force_from": "2018-04"}, "is in force from April 2018 already"),
        ({"in_force_from": "July"}, "“July” is not a month"),
        ({"in_force_from": "2018-13"}, "“2018-13” is not a month"),
        ({"published_on": "yesterday"}, "Enter a valid date"),
        ({"reason": ""}, "Say why"),
        ({"label": "  "}, "Fill in “Label”"),
    ],
)
def test_details_that_cannot_be(manager: Client, changed: dict[str, str], sentence: str) -> None:
    answer = manager.post(f"{LIST}start/", DETAILS | {"reason": "Yearly"} | changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert BenchmarkRelease.objects.count() == 1


def test_details_of_a_draft_are_changed_over_what_was_seen(manager: Client, draft: str) -> None:
    first = manager.get(f"{draft}details/")
    theirs = fields_on(first, label="Theirs", reason="A better name")
    mine = fields_on(first, label="Mine", reason="A name of mine")
    assert manager.post(f"{draft}details/", theirs).status_code == 302
    answer = manager.post(f"{draft}details/", mine)
    assert answer.status_code == 409
    assert fields_on(answer)["label"] == "Mine"
    assert manager.post(f"{draft}details/", fields_on(answer)).status_code == 302
    assert BenchmarkRelease.objects.filter(label="Mine").exists()


def test_in_force_has_no_controls(manager: Client) -> None:
    in_force = BenchmarkRelease.objects.get(status="in_force")
    page = manager.get(f"{LIST}{in_force.pk}/").content.decode()
    assert "a correction is a new release" in page
    for path in ("details/", "check/", "draft/", "in-force/"):
        assert f"{in_force.pk}/{path}" not in page
        answer = manager.get(f"{LIST}{in_force.pk}/{path}")
        assert answer.status_code == 403
        assert "A correction is a new release" in answer.content.decode()


def test_forged_value_and_damaged_form_are_sentences(manager: Client, draft: str, share: Indicator) -> None:
    forged = manager.post(draft, {"b999-999-seen": "[]", "reason": "x"})
    assert forged.status_code == 400
    assert "no place in this release" in forged.content.decode()
    for damage in ("", "{}", "[1]", '["NaN", "", "", ""]'):
        fields = fields_on(manager.get(draft), **{_cell(share, "seen"): damage})
        answer = manager.post(draft, fields)
        assert answer.status_code == 422
        assert "damaged on its way" in answer.content.decode()


def test_release_of_another_scorecard_is_not_there(manager: Client) -> None:
    other = factories.scorecard("Adults")
    foreign = BenchmarkRelease.objects.create(scorecard=other, label="X", in_force_from=date(2018, 4, 1))
    for pk in (foreign.pk, 999, 2**63):
        assert manager.get(f"{LIST}{pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "start/", "{pk}/", "{pk}/history/", "{pk}/details/", "{pk}/check/"])
def test_viewers_are_told_why_and_strangers_find_nothing(
    share: Indicator, sign_in: SignIn, people: People, path: str
) -> None:
    path = LIST + path.format(pk=BenchmarkRelease.objects.get().pk)
    refused = sign_in(people.viewer).get(path)
    assert refused.status_code == 403
    assert "Only an administrator of" in refused.content.decode()
    assert sign_in(people.stranger).get(path).status_code == 404


def test_empty_scorecard_says_what_to_do(scorecard: Scorecard, sign_in: SignIn, people: People) -> None:
    page = sign_in(people.administrator).get(LIST).content.decode()
    assert "No benchmarks yet" in page
    assert "Start the first release" in page


def test_queries_and_fields_do_not_grow_out_of_bounds(
    manager: Client, scorecard: Scorecard, draft: str
) -> None:
    few = _queries(manager, draft)
    for number in range(57):
        factories.indicator(scorecard, f"X{number}", unit="percentage", decimals=1)
    for name in ("South East", "Statistical neighbours"):
        Comparator.objects.create(
            scorecard=scorecard, name=name, short_name=name, slug=name.lower().replace(" ", "-")
        )
    assert _queries(manager, draft) == few
    fields = fields_on(manager.get(draft))
    assert sum(name.endswith("-value") for name in fields) == 58 * 3
    assert len(fields) * 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert manager.post(draft, fields).status_code == 302


def _queries(manager: Client, draft: str) -> list[int]:
    counts = []
    for path in (LIST, draft, f"{draft}check/", f"{draft}history/"):
        with CaptureQueriesContext(connection) as queries:
            manager.get(path)
        counts.append(len(queries))
    return counts
