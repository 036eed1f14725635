"""What the page of a plan says beside its findings: columns nobody reads, signatures that would not fit."""

import pytest
from django.test import Client

from indicators.models import (
    Indicator,
    Scorecard,
)
from tests import factories
from tests.factories import People

from .import_pages import (
    decided,
    indicators,
    plan_of,
    planned,
    shown_fields,
)


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


def test_column_nobody_reads_is_named_and_remembered(signed_in: Client) -> None:
    text = "ref,Jun-18,Anything\nM1,1433,a\n"
    address = planned(signed_in, text)
    page = signed_in.get(address)
    (column,) = page.context["columns"]
    assert (column.heading, column.chosen, column.is_remembered) == ("Anything", "", False)
    signed_in.post(address, shown_fields(signed_in, address) | {column.name: "ignored"})
    (column,) = signed_in.get(address).context["columns"]
    assert column.chosen == "ignored"
    signed_in.post(address, shown_fields(signed_in, address) | {"load": "1"})

    (column,) = signed_in.get(planned(signed_in, text.replace("1433", "1434"))).context["columns"]
    assert (column.chosen, column.is_remembered) == ("ignored", True)


def test_columns_that_make_no_sense_are_refused(signed_in: Client) -> None:
    address = planned(signed_in, "ref,Jun-18,One,Two\nM1,1433,7,8\n")
    said = {column.name: "month:2018-04" for column in signed_in.get(address).context["columns"]}
    page = signed_in.post(address, shown_fields(signed_in, address) | said)
    assert page.status_code == 422
    assert "With these columns the file cannot be read." in page.content.decode()
    assert {column.chosen for column in page.context["columns"]} == {"month:2018-04"}
    assert plan_of(address).columns == {}


def test_effects_name_the_signatures_that_would_not_fit(signed_in: Client) -> None:
    """M1 and M2 are signed. May of M1 changes; M2 stays as it is until June comes in."""
    m1, m2 = (Indicator.objects.get(ref=ref) for ref in ("M1", "M2"))
    for each, june in ((m1, "1433"), (m2, "215")):
        factories.returns(each, [june])
        factories.commentary_at("approved", each)
    address = planned(signed_in, "ref,May-18,Jun-18\nM1,1554,1433\nM2,246,215\n")
    assert signed_in.get(address).context["effects"].signatures.stale == ()
    decided(signed_in, address, confirm="restatement")
    found = signed_in.get(address).context["effects"]
    assert found.signatures.stale == ("M1",)
    assert found.missing == ("P1",)


def test_effects_name_the_signatures_that_fit_again(signed_in: Client, people: People) -> None:
    m1 = Indicator.objects.get(ref="M1")
    factories.returns(m1, ["1433"])
    factories.commentary_at("approved", m1)
    factories.restate(m1, "1500", by=people.administrator)
    address = planned(signed_in, "ref,Jun-18\nM1,1433\n")
    decided(signed_in, address, confirm="restatement")
    assert signed_in.get(address).context["effects"].signatures.right_again == ("M1",)
