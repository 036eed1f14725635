"""The form of one return."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicators.actions import returns
from indicators.actions.figures import Figures
from indicators.models import Indicator, MonthlyReturn, Part, ReportingMonth, ReturnRevision, Scorecard
from tests import factories
from tests.factories import JUNE, NOW, People


@pytest.fixture
def percentage(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(
        scorecard,
        "M3",
        unit="percentage",
        decimals=1,
        multiplier=100,
        owner=people.owner,
        reporter=people.reporter,
    )


@pytest.fixture
def address(percentage: Indicator) -> str:
    return reverse("indicators:returns_record", args=(percentage.scorecard.slug, JUNE, percentage.ref_slug))


def given(**fields: str) -> dict[str, str]:
    return {"missing": "", "value": "", "numerator": "", "denominator": "", "seen_version": "0"} | fields


def test_figure_is_recorded(sign_in, people: People, address: str) -> None:
    client = sign_in(people.administrator)
    assert "Record M3, June 2018" in client.get(address).content.decode()
    answer = client.post(address, given(value=" 22.6% "), follow=True)
    assert answer.redirect_chain == [("/indicators/childrens-services/m3/?month=2018-06", 302)]
    assert "M3 for June 2018 is recorded." in answer.content.decode()
    assert MonthlyReturn.objects.get().value == Decimal("22.6")


def test_figure_is_worked_out_from_its_parts(sign_in, people: People, address: str) -> None:
    sign_in(people.administrator).post(address, given(numerator="77", denominator="1,590"))
    row = MonthlyReturn.objects.get()
    # 77 / 1590 is 0.048427.
    assert [row.value, row.numerator, row.denominator] == [Decimal("4.8"), Decimal(77), Decimal(1590)]


def test_reason_why_there_is_none(sign_in, people: People, address: str) -> None:
    sign_in(people.administrator).post(address, given(missing="no_denominator"))
    row = MonthlyReturn.objects.get()
    assert (row.value, row.missing) == (None, "no_denominator")


def test_restatement_shows_what_stands_and_asks_why(
    sign_in, people: People, address: str, percentage: Indicator
) -> None:
    factories.returns(percentage, ["66.0"])
    client = sign_in(people.administrator)
    page = client.get(address).content.decode()
    assert "Restate M3, June 2018" in page
    assert "It stands at <b>66.0%</b>" in page
    refused = client.post(address, given(value="64", seen_version="1"))
    assert refused.status_code == 422
    assert "Say why the figure changes" in refused.content.decode()
    client.post(address, given(value="64", seen_version="1", reason="Six were late"))
    assert ReturnRevision.objects.latest("pk").reason == "Six were late"
    assert MonthlyReturn.objects.get().value == 64


def test_restatement_names_the_figures_made_of_it(
    sign_in, people: People, scorecard: Scorecard, percentage: Indicator, address: str
) -> None:
    share = factories.indicator(scorecard, "M9", owner=people.owner, reporter=people.reporter)
    Part.objects.create(indicator=share, role=Part.NUMERATOR, other=percentage)
    factories.returns(percentage, ["66.0"])
    factories.returns(share, ["5"])
    restated = given(value="64", seen_version="1", reason="Six were late")
    page = sign_in(people.administrator).post(address, restated, follow=True).content.decode()
    assert "M3 for June 2018 is restated. Worked out with it, and not changed by this: M9." in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"value": "many"}, "“many” is not a number"),
        ({"value": "<b>1</b>"}, "“&lt;b&gt;1&lt;/b&gt;” is not a number"),
        ({"value": "NaN"}, "is not a number"),
        ({"value": "22,6"}, "“22,6” is not a number"),
        ({"value": "1e999999"}, "must be a number from 0 to"),
        ({"value": "1e-999999"}, "must be a number from 0 to"),
        ({"value": "1e999999999"}, "is not a number"),
        ({"value": "9" * 10_000}, "is not a number"),
        ({"value": "-5"}, "cannot be below zero"),
        ({"value": "101"}, "cannot be above 100"),
        ({"value": "22.65"}, "write 22.7 if that is what you mean"),
        ({}, "Give the figure, or choose why there is none"),
        ({"value": "5", "missing": "not_supplied"}, "You said that there is no figure"),
        ({"missing": "lost"}, "Select a valid choice"),
        ({"value": "48", "numerator": "77", "denominator": "159"}, "makes 48.4, not 48.0"),
        ({"numerator": "77", "denominator": "0"}, "Give the figure, or choose why"),
        ({"value": "5", "seen_version": ""}, "Open the page again"),
        ({"value": "5", "seen_version": "x"}, "whole number"),
    ],
)
def test_bad_input_is_said_and_kept_in_the_form(
    sign_in, people: People, address: str, typed: dict[str, str], message: str
) -> None:
    answer = sign_in(people.administrator).post(address, given(**typed))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert message in page
    assert "There is a problem" in page
    assert not MonthlyReturn.objects.exists()


def test_second_person_keeps_what_they_typed(
    sign_in, people: People, address: str, percentage: Indicator
) -> None:
    factories.returns(percentage, ["50.0"])
    client = sign_in(people.administrator)
    returns.record(
        indicator=percentage,
        month=JUNE,
        figures=Figures(Decimal("51.0")),
        seen_version=1,
        by=people.administrator,
        at=NOW,
        reason="First",
    )
    answer = client.post(address, given(value="52.5", seen_version="1", reason="Counted by hand"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed M3 for June 2018" in page
    assert "as it stands is <b>51.0%</b>" in page
    assert 'value="52.5"' in page
    assert "Counted by hand" in page
    assert 'name="seen_version" value="2"' in page
    assert MonthlyReturn.objects.get().value == 51
    again = client.post(address, given(value="52.5", seen_version="2", reason="Counted by hand"))
    assert again.status_code == 302
    assert MonthlyReturn.objects.get().value == Decimal("52.5")


def test_count_asks_for_one_number(sign_in, people: People, scorecard: Scorecard) -> None:
    factories.indicator(scorecard, "M1")
    page = (
        sign_in(people.administrator).get("/manage/returns/childrens-services/2018-06/m1/").content.decode()
    )
    assert 'name="numerator"' not in page
    assert "No cases to divide by" not in page


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 403),
        ("owner_cover", 403),
        ("reporter", 403),
        ("viewer", 403),
        ("portal_administrator", 403),
        ("stranger", 404),
    ],
)
def test_only_administrators(
    sign_in, people: People, address: str, who: str, status: int, method: str
) -> None:
    answer = getattr(sign_in(getattr(people, who)), method)(address, given(value="5"))
    assert answer.status_code == status
    assert not MonthlyReturn.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_month_that_is_not_open_is_refused_with_the_reason(
    sign_in, people: People, address: str, method: str
) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    answer = getattr(sign_in(people.administrator), method)(address, given(value="5"))
    assert answer.status_code == 403
    assert "June 2018 is not open, and no later month is" in answer.content.decode()


@pytest.mark.parametrize("month", ["2018-13", "0000-01", "0001-01", "9999-12", "june"])
def test_month_that_is_not_a_month_is_no_page(sign_in, people: People, address: str, month: str) -> None:
    answer = sign_in(people.administrator).get(address.replace("2018-06", month))
    assert answer.status_code == 404


def test_month_of_another_century_is_refused(sign_in, people: People, address: str) -> None:
    assert sign_in(people.administrator).get(address.replace("2018-06", "1989-12")).status_code == 403


def test_unknown_indicator_is_no_page(sign_in, people: People, address: str) -> None:
    assert sign_in(people.administrator).get(address.replace("/m3/", "/m4/")).status_code == 404


def test_session_that_ended_loses_no_words(
    sign_in, people: People, address: str, percentage: Indicator
) -> None:
    factories.returns(percentage, ["66.0"])
    typed_by = sign_in(people.administrator).get(address).context["typed_by"]
    client = Client()
    expired = client.post(address, given(value="64", reason="Six were late", typed_by=typed_by))
    assert expired.status_code == 302
    client.force_login(people.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address).content.decode()
    assert 'value="64"' in page
    assert "Six were late" in page
    assert 'name="seen_version" value="1"' in page
