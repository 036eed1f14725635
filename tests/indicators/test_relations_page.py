"""The page of a scorecard's checks, and the form of one."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.actions import relations
from indicators.actions.relations import Stated
from indicators.calculations.relations import in_words
from indicators.models import Indicator, Relation, Scorecard
from indicators.scorecards.relations import relations_of
from tests import factories
from tests.factories import NOW, People
from tests.posted import fields_on

from .set_up import VIEWERS, said

SignIn = Callable[..., Client]
PAGE = "/manage/scorecards/childrens-services/checks/"
ADD = PAGE + "add/"


@pytest.fixture
def rows(scorecard: Scorecard) -> dict[str, Indicator]:
    """LAC1 to LAC6 with June 2018; LAC1 is 6 more than its flows make."""
    made = {}
    for ref, values in (
        ("LAC1", ["524", "534"]),
        ("LAC2", ["21"]),
        ("LAC3", ["17"]),
        ("LAC4", ["1"]),
        ("LAC5", ["2"]),
        ("LAC6", []),
    ):
        made[ref] = factories.indicator(scorecard, ref)
        if values:
            factories.returns(made[ref], values)
    return made


@pytest.fixture
def administrator(sign_in: SignIn, people: People, rows: dict[str, Indicator]) -> Client:
    return sign_in(people.administrator)


@pytest.fixture
def stated(scorecard: Scorecard, people: People, rows: dict[str, Indicator]) -> Relation:
    stock = Stated(
        "stock_flow",
        rows["LAC1"],
        ((1, rows["LAC2"]), (-1, rows["LAC3"])),
        tolerance=Decimal(3),
        severity="error",
    )
    return relations.add(scorecard=scorecard, stated=stock, by=people.administrator, at=NOW)


def words(scorecard: Scorecard) -> list[str]:
    return [in_words(each) for each in relations_of(scorecard.pk)]


def text(page: object) -> str:
    return " ".join(page.content.decode().split())  # type: ignore[attr-defined]


class TestWho:
    @pytest.mark.parametrize("who", VIEWERS)
    def test_others_are_told_why_not(
        self, sign_in: SignIn, people: People, stated: Relation, who: str
    ) -> None:
        for url in (PAGE, ADD, f"{PAGE}{stated.pk}/", f"{PAGE}{stated.pk}/remove/"):
            refused = sign_in(getattr(people, who)).get(url)
            # Nobody owns or reports these rows: for most of them there is no such scorecard.
            assert refused.status_code in (403, 404)
        assert Relation.objects.count() == 1

    def test_a_check_of_another_scorecard_is_not_there(self, administrator: Client, stated: Relation) -> None:
        Relation.objects.update(scorecard=factories.scorecard("Adults"))
        assert administrator.get(f"{PAGE}{stated.pk}/").status_code == 404


class TestList:
    def test_says_each_in_words_and_whether_it_holds(self, administrator: Client, stated: Relation) -> None:
        page = text(administrator.get(PAGE))
        assert "LAC1 = LAC1 last month + LAC2 − LAC3 ± 3" in page
        assert "524 + 21 − 17 is 528. LAC1 is 534: difference 6, allowed 3." in page
        assert "Check added: LAC1 = LAC1 last month" in page

    def test_empty_it_says_what_to_do(self, administrator: Client) -> None:
        assert "Add the first check" in text(administrator.get(PAGE))

    def test_the_set_up_page_leads_here(self, administrator: Client) -> None:
        assert f'href="{PAGE}"' in text(administrator.get("/manage/scorecards/childrens-services/"))

    def test_queries_do_not_grow(
        self,
        administrator: Client,
        scorecard: Scorecard,
        people: People,
        stated: Relation,
        rows: dict[str, Indicator],
    ) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                administrator.get(PAGE)
            return len(queries)

        before = count()
        for place in range(1, 6):
            check = Stated("sum", None, ((1, rows["LAC2"]), (1, rows["LAC3"])), total=Decimal(place))
            relations.add(scorecard=scorecard, stated=check, by=people.administrator, at=NOW)
        assert count() == before


class TestAdd:
    def test_a_stock(self, administrator: Client, scorecard: Scorecard, rows: dict[str, Indicator]) -> None:
        form = fields_on(
            administrator.get(ADD),
            subject=str(rows["LAC1"].pk),
            tolerance="3",
            **{
                "terms-0-term": str(rows["LAC2"].pk),
                "terms-2-sign": "-1",
                "terms-2-term": str(rows["LAC3"].pk),
            },
        )
        done = administrator.post(ADD, form | {"kind": "stock_flow", "severity": "error"})
        assert done.status_code == 302
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 3"]

    def test_a_ratio_with_two_rows_below(
        self, administrator: Client, scorecard: Scorecard, rows: dict[str, Indicator]
    ) -> None:
        pk = {ref: str(row.pk) for ref, row in rows.items()}
        first = fields_on(administrator.get(ADD), subject=pk["LAC1"], multiplier="10,000")
        first |= {"kind": "ratio", "severity": "warning", "terms-0-term": pk["LAC2"]}
        more = administrator.post(ADD, first | {"divisors-0-term": pk["LAC3"], "more": "divisors"})
        assert more.status_code == 200
        assert not Relation.objects.exists()
        # The page without JavaScript came back with all that was typed and one more row.
        form = fields_on(more, **{"divisors-1-term": pk["LAC4"]})
        assert (form["subject"], form["divisors-0-term"], form["kind"]) == (
            pk["LAC1"],
            pk["LAC3"],
            "ratio",
        )
        assert administrator.post(ADD, form).status_code == 302
        assert words(scorecard) == ["LAC1 = LAC2 ÷ (LAC3 + LAC4) × 10,000"]

    def test_a_sum_to_a_total_takes_nothing_from_fields_it_does_not_show(
        self, administrator: Client, scorecard: Scorecard, rows: dict[str, Indicator]
    ) -> None:
        pk = {ref: str(row.pk) for ref, row in rows.items()}
        form = fields_on(administrator.get(ADD), total="3", tolerance="0.2", multiplier="100")
        form |= {"kind": "sum", "severity": "error", "divisors-0-term": pk["LAC1"]}
        form |= {"terms-0-term": pk["LAC4"], "terms-1-term": pk["LAC5"]}
        assert administrator.post(ADD, form).status_code == 302
        assert words(scorecard) == ["LAC4 + LAC5 = 3 ± 0.2"]

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({}, "Choose what kind of check it is."),
            ({"kind": "sum"}, "or give a total"),
            ({"kind": "sum", "total": "3"}, "Choose what it is made of."),
            ({"kind": "ratio", "tolerance": "a bit"}, "“a bit” is not a number."),
            ({"kind": "ratio", "tolerance": "1e999999999"}, "is not a number."),
            ({"kind": "ratio", "multiplier": "1.5"}, "Give a whole number from 1"),
            ({"kind": "sum", "subject": "999999"}, "Choose one of the list."),
            ({"kind": "sum", "terms-0-term": "x"}, "Choose one of the list."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, administrator: Client, typed: dict[str, str], message: str
    ) -> None:
        form = fields_on(administrator.get(ADD)) | typed
        page = administrator.post(ADD, form)
        assert page.status_code == 422
        assert message in said(page)
        assert all(page.context["form"][name].value() == value for name, value in typed.items())

    def test_forged_numbers_of_rows_are_bounded(self, administrator: Client) -> None:
        form = fields_on(administrator.get(ADD)) | {"terms-rows": "1000000", "divisors-rows": "none"}
        page = administrator.post(ADD, form)
        assert page.status_code == 422
        assert len(page.context["form"].top) == 20
        again = administrator.post(ADD, form | {"more": "elsewhere"})
        assert again.status_code == 200


class TestEdit:
    def test_shows_it_as_it_stands_and_keeps_the_change(
        self, administrator: Client, scorecard: Scorecard, stated: Relation
    ) -> None:
        url = f"{PAGE}{stated.pk}/"
        form = fields_on(administrator.get(url), tolerance="6", reason="Agreed")
        assert administrator.post(url, form).status_code == 302
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 6"]

    def test_needs_a_reason(self, administrator: Client, scorecard: Scorecard, stated: Relation) -> None:
        url = f"{PAGE}{stated.pk}/"
        page = administrator.post(url, fields_on(administrator.get(url), tolerance="6"))
        assert page.status_code == 422
        assert "Say why" in said(page)
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 3"]

    def test_somebody_elses_change_is_shown_and_not_overwritten(
        self, administrator: Client, scorecard: Scorecard, stated: Relation
    ) -> None:
        url = f"{PAGE}{stated.pk}/"
        mine = fields_on(administrator.get(url), tolerance="9", reason="Mine")
        theirs = fields_on(administrator.get(url), tolerance="6", reason="Theirs")
        administrator.post(url, theirs)
        # Asking for one more row in between does not hide that somebody was first.
        mine = fields_on(administrator.post(url, mine | {"more": "terms"}))
        page = administrator.post(url, mine)
        assert page.status_code == 409
        assert "LAC1 = LAC1 last month + LAC2 − LAC3 ± 6" in text(page)
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 6"]
        again = fields_on(page)
        assert (again["tolerance"], again["reason"]) == ("9", "Mine")
        assert administrator.post(url, again).status_code == 302
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 9"]

    def test_a_retired_row_stays_in_it(
        self, administrator: Client, stated: Relation, rows: dict[str, Indicator]
    ) -> None:
        Indicator.objects.filter(ref__in=("LAC3", "LAC4")).update(active_until=factories.JUNE)
        page = administrator.get(f"{PAGE}{stated.pk}/")
        assert fields_on(page)["terms-1-term"] == str(rows["LAC3"].pk)
        assert "LAC4:" not in text(page)


class TestRemove:
    def test_asks_why_and_removes(self, administrator: Client, stated: Relation) -> None:
        url = f"{PAGE}{stated.pk}/remove/"
        page = administrator.get(url)
        assert "is not looked at any more" in text(page)
        assert administrator.post(url, {"reason": ""}).status_code == 422
        assert administrator.post(url, {"reason": "Not useful"}).status_code == 302
        assert "Check removed: LAC1" in text(administrator.get(PAGE))
        assert administrator.post(url, {"reason": "Again"}).status_code == 409
        assert administrator.get(url).status_code == 404
