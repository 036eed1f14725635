"""In which months something was said that everybody may read, and in which nothing was."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from commentary.models import Commentary
from commentary.workflow import Status


def approved_months(scorecard_pk: int, months: Iterable[date]) -> dict[int, frozenset[date]]:
    """By leading indicator those of `months` whose words are approved now. One query."""
    found: dict[int, set[date]] = defaultdict(set)
    rows = Commentary.objects.filter(
        indicator__scorecard_id=scorecard_pk, month__in=tuple(months), status=Status.APPROVED
    )
    for pk, month in rows.order_by().values_list("indicator_id", "month"):
        found[pk].add(month)
    return {pk: frozenset(each) for pk, each in found.items()}


def silent_months(
    shown: Iterable[date], *, asked: Iterable[date], spoken: Iterable[date], since: date | None
) -> int:
    """How many of the months `shown`, from the last backwards, were `asked` about and not `spoken` of.

    Nobody is asked about a month before `since`, when the indicator began.
    """
    count, wanted, said = 0, set(asked), set(spoken)
    for month in reversed(tuple(shown)):
        if month not in wanted or month in said or (since is not None and month < since):
            break
        count += 1
    return count
