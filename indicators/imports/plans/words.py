"""The commentary of a whole scorecard: whose it would be."""

from collections import defaultdict
from collections.abc import Iterable

from indicators.calculations import months
from indicators.imports.layouts.submission import Submission

from .plan import PlannedWords
from .rows import Claim, is_active


def words_of(submission: Submission, claims: Iterable[Claim]) -> tuple[PlannedWords, ...]:
    """One for each row with commentary, in the order of the file; none where its month is not known."""
    if submission.printed is None:
        return ()
    month = submission.printed.month
    claimed = {claim.row.where: claim.indicator for claim in claims}
    rows = [row for row in submission.rows if row.commentary]
    texts: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if indicator := claimed.get(row.where):
            texts[indicator.pk].add(row.commentary)
    planned, told = [], set[int]()
    for row in rows:
        indicator, why_not = claimed.get(row.where), ""
        if indicator is None:
            why_not = "The row is nobody's here, or was left out."
        elif len(texts[indicator.pk]) > 1:
            why_not = f"Another row has other words for {indicator.ref}."
        elif not is_active(indicator, month):
            why_not = f"{indicator.ref} is not reported for {months.label(month)}."
        elif indicator.pk in told:
            continue
        if indicator is not None:
            told.add(indicator.pk)
        planned.append(PlannedWords(row.where, row.ref, row.commentary, month, indicator, why_not))
    return tuple(planned)
