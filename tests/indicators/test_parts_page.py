"""How an indicator is worked out: the page of its parts and multiplier."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from indicators import scorecards
from indicators.actions import parts
from indicators.models import Indicator, Part, Population, Scorecard, ScorecardRevision
from indicators.people.errors import Invalid
from indicators.people.models import AuditEvent
from indicators.scorecards.definition_history import definition_changes
from tests import factories
from tests.factories import JUNE, NOW, People
from tests.posted import fields_on

from .set_up import VIEWERS, said

SignIn = Callable[..., Client]
PAGE = "/manage/indicators/childrens-services/cp2-ni/parts/"
CHILDREN = "population:Children aged 0-17"


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> dict[str, Indicator]:
    """CP2 35 and CP2b 1 in June; CP2-NI 7, worked out from CP2 alone over 49,880 children (7.02)."""
    whose = {"owner": people.owner, "reporter": people.reporter}
    made = {ref: factories.indicator(scorecard, ref, **whose) for ref in ("CP2", "CP2b")}
    made["CP2-NI"] = factories.indicator(
        scorecard, "CP2-NI", unit="rate_per_10000", multiplier=10_000, **whose
    )
    made["EH4-QL"] = factories.indicator(scorecard, "EH4-QL", unit="percentage", multiplier=100)
    for ref, value in (("CP2", "35"), ("CP2b", "1"), ("CP2-NI", "7")):
        factories.returns(made[ref], [value])
    Population.objects.create(
        scorecard=scorecard,
        name="Children aged 0-17",
        valid_from=date(2016, 6, 1),
        value=49_880,
        source="ONS",
    )
    Part.objects.create(indicator=made["CP2-NI"], role="numerator", other=made["CP2"])
    Part.objects.create(indicator=made["CP2-NI"], role="denominator", population="Children aged 0-17")
    return made


@pytest.fixture
def administrator(sign_in: SignIn, people: People, rows: dict[str, Indicator]) -> Client:
    return sign_in(people.administrator)


def text(page: object) -> str:
    return " ".join(page.content.decode().split())  # type: ignore[attr-defined]


def test_shows_what_it_is_made_of(administrator: Client, rows: dict[str, Indicator]) -> None:
    page = administrator.get(PAGE)
    assert "CP2-NI = CP2 ÷ Children aged 0-17 × 10,000" in text(page)
    assert "Its parts make what is on record." in text(page)
    form = fields_on(page)
    assert (form["numerator-0-term"], form["denominator-0-term"]) == (str(rows["CP2"].pk), CHILDREN)
    # A percentage is no part, nor is the rate itself.
    assert "EH4-QL:" not in text(page)
    assert f'href="{PAGE}"' in text(administrator.get(PAGE.removesuffix("parts/")))


def test_a_term_more_is_kept_with_its_reason(
    administrator: Client, scorecard: Scorecard, people: People, rows: dict[str, Indicator]
) -> None:
    form = fields_on(
        administrator.get(PAGE), reason="Transfers count", **{"numerator-1-term": str(rows["CP2b"].pk)}
    )
    assert administrator.post(PAGE, form).status_code == 302
    assert parts.texts_of(rows["CP2-NI"]) == {"numerator": "CP2 + CP2b", "denominator": CHILDREN}
    now = next(row for row in scorecards.build(scorecard, JUNE).rows if row.ref == "CP2-NI").now
    assert (now.numerator, now.denominator) == (Decimal(36), Decimal(49_880))
    assert ScorecardRevision.objects.get(scorecard=scorecard).number == 1
    told = {change.why: (change.what, change.by) for change in definition_changes(rows["CP2-NI"])}
    assert told["Transfers count"] == ("Numerator changed from CP2 to CP2 + CP2b", "Administrator")
    event = AuditEvent.objects.get()
    assert (event.verb, event.by) == ("changed how an indicator is worked out", people.administrator)


def test_the_multiplier_alone_keeps_the_parts(administrator: Client, rows: dict[str, Indicator]) -> None:
    kept = list(Part.objects.values_list("pk", flat=True))
    form = fields_on(administrator.get(PAGE), multiplier="1,000", reason="Per 1,000")
    assert administrator.post(PAGE, form).status_code == 302
    rows["CP2-NI"].refresh_from_db()
    assert rows["CP2-NI"].multiplier == 1000
    assert list(Part.objects.values_list("pk", flat=True)) == kept
    assert "its parts give 1: 35 ÷ 49,880" in text(administrator.get(PAGE))


def test_what_is_taken_away_may_stand_first(administrator: Client, rows: dict[str, Indicator]) -> None:
    pk = {ref: str(row.pk) for ref, row in rows.items()}
    form = fields_on(administrator.get(PAGE), reason="Other way round")
    form |= {"numerator-0-term": pk["CP2b"], "numerator-0-sign": "-1", "numerator-1-term": pk["CP2"]}
    assert administrator.post(PAGE, form).status_code == 302
    assert parts.texts_of(rows["CP2-NI"])["numerator"] == "CP2 - CP2b"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"multiplier": ""}, "Say what it is multiplied by."),
        ({"multiplier": "0"}, "Give a whole number from 1"),
        ({"multiplier": "ten"}, "is not a number"),
        ({"denominator-0-term": ""}, "Say what the numerator is divided by."),
        ({"numerator-0-term": "population:Nobody"}, "Choose one of the list."),
        ({"numerator-0-sign": "-1"}, "Nothing is left to take this away from"),
        ({"multiplier": "100", "reason": ""}, "Say why"),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(
    administrator: Client, rows: dict[str, Indicator], typed: dict[str, str], message: str
) -> None:
    form = fields_on(administrator.get(PAGE), reason="Tried") | typed
    page = administrator.post(PAGE, form)
    assert page.status_code == 422
    assert message in said(page)
    assert all(page.context["form"][name].value() == value for name, value in typed.items())
    assert parts.texts_of(rows["CP2-NI"]) == {"numerator": "CP2", "denominator": CHILDREN}


def test_one_more_row_without_saving(administrator: Client) -> None:
    form = fields_on(administrator.get(PAGE), reason="Kept")
    page = administrator.post(PAGE, form | {"more": "numerator"})
    again = fields_on(page)
    assert "numerator-2-term" in again
    assert again["reason"] == "Kept"
    assert not AuditEvent.objects.exists()


def test_somebody_elses_change_is_shown_and_not_overwritten(
    administrator: Client, rows: dict[str, Indicator]
) -> None:
    mine = fields_on(administrator.get(PAGE), multiplier="100", reason="Mine")
    administrator.post(PAGE, fields_on(administrator.get(PAGE), multiplier="1000", reason="Theirs"))
    mine = fields_on(administrator.post(PAGE, mine | {"more": "numerator"}))
    page = administrator.post(PAGE, mine)
    assert page.status_code == 409
    assert "× 1,000" in text(page)
    again = fields_on(page)
    assert (again["multiplier"], again["reason"]) == ("100", "Mine")
    assert administrator.post(PAGE, again).status_code == 302
    rows["CP2-NI"].refresh_from_db()
    assert rows["CP2-NI"].multiplier == 100


@pytest.mark.parametrize("who", VIEWERS)
def test_is_for_administrators(sign_in: SignIn, people: People, rows: dict[str, Indicator], who: str) -> None:
    client = sign_in(getattr(people, who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"reason": "Mine"}).status_code == 403


def test_a_count_is_not_worked_out(administrator: Client, people: People, rows: dict[str, Indicator]) -> None:
    assert administrator.get(PAGE.replace("cp2-ni", "cp2")).status_code == 403
    with pytest.raises(Invalid) as refused:
        parts.change(
            indicator=rows["CP2"],
            seen=parts.state_of(rows["CP2"]),
            numerator="CP2b",
            denominator="CP2b",
            multiplier=None,
            reason="Tried",
            by=people.administrator,
            at=NOW,
        )
    assert refused.value.field == "numerator"
