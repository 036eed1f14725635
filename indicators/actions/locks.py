"""One change of a scorecard's set-up at a time."""

from datetime import date

from indicators.models import Indicator, ReportingMonth, Scorecard


def one_at_a_time(scorecard: Scorecard | int) -> Scorecard:
    """The scorecard as it stands now. Called first in an action's transaction: PostgreSQL waits here for
    whoever changes it already, SQLite has waited where the transaction began."""
    pk = scorecard if isinstance(scorecard, int) else scorecard.pk
    return Scorecard.objects.select_for_update(no_key=True).get(pk=pk)


def as_it_stands(indicator: Indicator) -> Indicator:
    """The row now, once nobody else is at its scorecard, with all that it points at."""
    one_at_a_time(indicator.scorecard_id)
    return Indicator.objects.select_related(
        "scorecard", "section", "owner", "reporter", "shares_commentary_with"
    ).get(pk=indicator.pk)


def held_open(scorecard_pk: int) -> frozenset[date]:
    """The open months. Whoever closes one waits for the end of the transaction that asked."""
    held = ReportingMonth.objects.open().filter(scorecard=scorecard_pk).order_by("pk")
    return frozenset(row.month for row in held.select_for_update(no_key=True))
