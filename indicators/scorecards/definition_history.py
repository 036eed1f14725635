"""How an indicator's definition, people, months, numerator and denominator have changed, in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from indicators.calculations import months
from indicators.models import Indicator, Part

from .changes import Change, change
from .formulas import side_in_words

FIELDS = {
    "ref": "Ref",
    "title": "Title",
    "short_title": "Short title",
    "outcome": "Outcome",
    "definition": "Definition",
    "unit": "Unit",
    "decimals": "Decimal places",
    "polarity": "Polarity",
    "multiplier": "Multiplier",
    "local": "Local measure",
    "section": "Section",
    "owner": "Owner",
    "reporter": "Reporter",
    "shares_commentary_with": "Commentary shared with",
    "active_from": "First month",
    "active_until": "Last month",
}
# What is measured, and not who looks after it or how it is called.
MEASURED = ("title", "definition", "unit", "multiplier")


def definition_changes(indicator: Indicator, *, with_first: bool = False) -> list[Change]:
    """Newest first; `with_first` tells how it came to the scorecard too. Two queries."""
    rows = list(
        Indicator.history.filter(id=indicator.pk)
        .select_related("section", "owner", "reporter", "shares_commentary_with", "history_user")
        .order_by("history_id")
    )
    found = [
        change(
            after, what, is_definition=any(_shown(before, each) != _shown(after, each) for each in MEASURED)
        )
        for before, after in pairwise(rows)
        if (what := "; ".join(differences(before, after)))
    ]
    if with_first and rows and rows[0].history_type == "+":
        found.insert(0, change(rows[0], "Came to the scorecard"))
    found += _part_changes(indicator, since=rows[0].history_date if rows else None)
    return sorted(found, key=lambda each: each.at, reverse=True)


def differences(before: Any, after: Any) -> Iterator[str]:
    """Two history rows of an indicator, field by field, such as "Owner changed from A to B"."""
    for field, label in FIELDS.items():
        was, now = _shown(before, field), _shown(after, field)
        if was != now:
            yield f"{label} changed from {was or 'nothing'} to {now or 'nothing'}"


def _shown(row: Any, field: str) -> str:
    value = getattr(row, field)
    if field == "section" and value is None:
        return "a section that was removed since"
    if value is None or value == "":
        return str(getattr(row, f"{field}_name", ""))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return months.label(value)
    if field in ("unit", "polarity"):
        return f"“{getattr(row, f'get_{field}_display')()}”"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _part_changes(indicator: Indicator, *, since: Any) -> Iterator[Change]:
    """The parts that it came with, at `since`, are no change."""
    rows = (
        Part.history.filter(indicator_id=indicator.pk)
        .select_related("other", "history_user")
        .order_by("history_id")
    )
    parts: dict[int, Any] = {}
    for _, each in groupby(rows, key=lambda row: (row.history_date, row.history_user_id)):
        group = list(each)
        # One that is taken away and was never seen to come had come before histories were kept.
        before = {row.id: row for row in group if row.history_type == "-"} | parts
        parts = {**before, **{row.id: row for row in group}}
        parts = {pk: row for pk, row in parts.items() if row.history_type != "-"}
        what = "; ".join(_sides(before.values(), parts.values()))
        if what and group[0].history_date != since:
            yield change(group[-1], what, is_definition=True)


def _sides(before: Iterable[Any], after: Iterable[Any]) -> Iterator[str]:
    before, after = list(before), list(after)
    for role, label in Part.ROLES:
        was, now = (side_in_words(row for row in rows if row.role == role) for rows in (before, after))
        if was != now:
            yield f"{label} changed from {was or 'nothing'} to {now or 'nothing'}"
