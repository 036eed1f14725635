"""Months in which so much is odd that the column may not be what its heading says."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from indicators.calculations import months

from . import cells
from .candidates import Candidate
from .month_questions import ask_about_month
from .remarks import Remarks

# What a column of something else, or of other rows, would look like.
_SIGNS = frozenset(
    (
        cells.TEXT,
        cells.NEGATIVE,
        cells.PERCENT_IN_COUNT,
        cells.TOO_LARGE,
        cells.OVER_100,
        "no_value",
        "first_gap",
        "outside_limits",
        "derived_mismatch",
        "row_out_of_line",
        "row_not_read_in_full",
    )
)
# Questions that are about the whole month already.
_ASKED = frozenset(("slipped_column", "repeated_month", "month_not_open"))
_ROWS, _SHARE = 3, 0.4


def doubt_troubled_months(candidates: Iterable[Candidate], remarks: Remarks) -> None:
    """Ask about new figures of a month where two rows in five have something wrong with them."""
    new: dict[date, list[Candidate]] = defaultdict(list)
    for each in candidates:
        if not each.figure.is_restatement:
            new[each.figure.month].append(each)
    if not new:
        return
    troubled = _troubled(remarks, max(new))
    asked = {finding.month for finding in remarks if finding.kind in _ASKED}
    for month, found in sorted(new.items()):
        refs = {each.figure.indicator.ref for each in found} | troubled[month]
        odd = len(troubled[month])
        if month not in asked and odd >= _ROWS and odd >= len(refs) * _SHARE:
            message = (
                f"{odd} of {len(refs)} rows have something odd in {months.label(month)} or beside it. "
                "The column may be something else, or not in line with its rows."
            )
            ask_about_month("month_differs", month, found, remarks, message=message)


def _troubled(remarks: Remarks, latest: date) -> defaultdict[date, set[str]]:
    """The refs with a sign of trouble, by month; what is said of a whole row counts for the latest."""
    found: defaultdict[date, set[str]] = defaultdict(set)
    for finding in remarks:
        if finding.kind in _SIGNS and finding.ref:
            found[finding.month or latest].add(finding.ref)
    return found
