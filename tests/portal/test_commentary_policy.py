"""Which rows of a scorecard need commentary: the page that changes it and tells what it would mean."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from indicators.models import Indicator, Scorecard, ScorecardRevision
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import People

SET_UP = "/manage/scorecards/childrens-services/"
PAGE = f"{SET_UP}commentary/"
DESK = "/commentary/childrens-services/2018-06/"


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> list[Indicator]:
    """A signal and two rows as usual."""
    made = []
    for ref, last in (("S1", "90"), ("Q1", "10"), ("Q2", "11")):
        made.append(factories.indicator(scorecard, ref, owner=people.owner, reporter=people.reporter))
        factories.returns(made[-1], [*["10", "11"] * 6, last])
    return made


@pytest.fixture
def administrator(rows: list[Indicator], people: People, sign_in: Callable[..., Client]) -> Client:
    return sign_in(people.administrator)


def policy() -> str:
    return Scorecard.objects.values_list("commentary_policy", flat=True).get()


def sent(**changes: str) -> dict[str, str]:
    return {"policy": "by_exception", "seen": "every_row", "reason": "Noise needs no words"} | changes


def test_it_says_what_by_exception_would_mean_for_the_open_month(administrator: Client) -> None:
    page = administrator.get(PAGE).text

    assert "June 2018, by exception: 1 of 3 required" in page
    assert "2 are optional." in page
    (reasons,) = re.findall(r"<dt>S1</dt><dd>(.*?)</dd>", page)
    assert reasons.startswith("Signal: 90 is above the upper limit of ")
    assert "<dt>Q1</dt>" not in page


def test_the_choice_changes_the_lists_the_history_and_the_age_of_kept_pages(
    administrator: Client, people: People, sign_in: Callable[..., Client]
) -> None:
    reporter = sign_in(people.reporter)
    assert "3 of 3 to write" in reporter.get(DESK).text
    assert "Every row: each month" in administrator.get(SET_UP).text
    viewer = sign_in(people.viewer)
    assert 'st-none">No commentary needed' not in viewer.get("/scorecards/childrens-services/2018-06/").text
    before = ScorecardRevision.objects.values_list("number", flat=True).first() or 0

    answer = administrator.post(PAGE, sent(), follow=True)

    assert answer.redirect_chain == [(SET_UP, 302)]
    assert "By exception: a commentary is required where" in answer.text
    assert "Rows that need commentary: by exception, before every row" in answer.text
    assert "“Noise needs no words”" in answer.text
    assert policy() == "by_exception"
    assert ScorecardRevision.objects.get().number == before + 1
    event = AuditEvent.objects.get(verb="changed which rows need commentary")
    assert event.before == {"commentary_policy": "every_row"}
    assert event.after == {"commentary_policy": "by_exception", "reason": "Noise needs no words"}
    assert "1 commentary to write" in reporter.get(DESK).text
    assert 'st-none">No commentary needed' in viewer.get("/scorecards/childrens-services/2018-06/").text

    administrator.post(PAGE, sent(policy="every_row", seen="by_exception", reason="The board asked"))
    assert "3 of 3 to write" in reporter.get(DESK).text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": ""}, "Say why"),
        ({"policy": ""}, "Choose which rows need commentary."),
        ({"policy": "sometimes"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_saved_says_why(administrator: Client, changes: dict[str, str], message: str) -> None:
    answer = administrator.post(PAGE, sent(**changes))

    assert answer.status_code == 422
    assert message in answer.text
    assert policy() == "every_row"


def test_two_administrators_do_not_overwrite_each_other(administrator: Client) -> None:
    Scorecard.objects.update(commentary_policy=Scorecard.BY_EXCEPTION)

    answer = administrator.post(PAGE, sent(policy="every_row", reason="My reason"))

    assert answer.status_code == 409
    assert "Nothing was overwritten." in answer.text
    assert "My reason" in answer.text
    assert policy() == "by_exception"


def test_choosing_what_stands_already_changes_nothing(administrator: Client) -> None:
    assert administrator.post(PAGE, sent(policy="every_row")).status_code == 302
    assert not AuditEvent.objects.filter(verb="changed which rows need commentary").exists()


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("owner", 403), ("stranger", 404)])
def test_others_do_not_choose(
    administrator: Client, people: People, sign_in: Callable[..., Client], who: str, status: int
) -> None:
    other = sign_in(getattr(people, who))
    assert other.get(PAGE).status_code == status
    assert other.post(PAGE, sent()).status_code == status
    assert policy() == "every_row"


def test_without_an_open_month_it_says_so(administrator: Client) -> None:
    Scorecard.objects.get().reporting_months.update(status="closed")
    assert "No month is open now." in administrator.get(PAGE).text
