"""CPU time and queries of one page and its floors, taken in turn in one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import process_time

from django.core.cache import caches
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.actions.revisions import raise_revision
from indicators.calculations import months
from indicators.models import MonthlyReturn
from indicators.people.models import User
from tests.bench.sets import JUNE, Measured


@dataclass(frozen=True, slots=True)
class Cost:
    """Median CPU milliseconds of a request, and its queries."""

    milliseconds: float
    queries: int


def costs(measured: Measured, reader: User, view: str, rounds: int) -> dict[str, Cost]:
    """`floor`, `bare`, `first` (nothing kept), `cold` (a figure just changed), `warm` (nothing did)."""
    client = Client()
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    slug, month = measured.scorecard.slug, months.slug(JUNE)
    page = f"/scorecards/{slug}/{month}/" + ("?view=full" if view == "full" else "")
    columns = client.get(page).content.decode().count("<col class=")
    requests: dict[str, tuple[str, Callable[[], None]]] = {
        "floor": (f"/floor/{slug}/{month}/{columns}/", lambda: None),
        "bare": (f"/bare/{slug}/{month}/{columns}/", lambda: None),
        "first": (page, _forget),
        "cold": (page, lambda: _change(measured)),
        "warm": (page, lambda: None),
    }
    taken: dict[str, list[float]] = {name: [] for name in requests}
    for _ in range(rounds):
        for name, (address, prepare) in requests.items():
            prepare()
            taken[name].append(_time(client, address))
    return {name: Cost(median(taken[name]), queries) for name, queries in _queries(client, requests)}


def _time(client: Client, address: str) -> float:
    start = process_time()
    response = client.get(address)
    spent = process_time() - start
    assert response.status_code == 200, address
    return spent * 1000


def _queries(
    client: Client, requests: dict[str, tuple[str, Callable[[], None]]]
) -> Iterator[tuple[str, int]]:
    for name, (address, prepare) in requests.items():
        prepare()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        yield name, len(queries)


def _change(measured: Measured) -> None:
    """One figure becomes another, as a restatement makes it."""
    first = MonthlyReturn.objects.filter(indicator__scorecard=measured.scorecard, month=JUNE).earliest("pk")
    MonthlyReturn.objects.filter(pk=first.pk).update(value=F("value") + 1)
    raise_revision(measured.scorecard)


def _forget() -> None:
    """As after a start of the server."""
    from indicators.scorecards.build import forget as forget_rows
    from indicators.scorecards.seen import forget as forget_hashes
    from scorecard_portal.pages import scorecard_body

    caches["bodies"].clear()
    forget_hashes()
    forget_rows()
    scorecard_body.forget()
