"""The commentary of a file, kept as drafts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from commentary.actions import loads
from commentary.models import Commentary
from indicators.imports.findings import BrokenFile, Finding
from indicators.models import Indicator
from indicators.people.errors import Invalid
from indicators.people.models import User


class Text(NamedTuple):
    """A row's words and its indicator, which knows the one that it shares commentary with."""

    indicator: Indicator
    text: str
    line: int
    sheet: str = ""

    @property
    def place(self) -> str:
        return place(self.line, self.sheet)


def place(line: int, sheet: str) -> str:
    """Such as "line 12", of a workbook with its sheet."""
    return f"sheet '{sheet}', line {line}" if sheet else f"line {line}"


def load_texts(
    texts: Sequence[Text],
    *,
    month: date,
    month_is_open: bool,
    file_name: str,
    by: User | None,
    at: datetime,
) -> tuple[int, list[Finding]]:
    """How many commentaries were written, and why the others were not; inside the caller's transaction.

    Words of rows that share a commentary go to the leading one: the history of a new one keeps them all,
    its own words last. Raises BrokenFile for words that cannot be kept, and Conflict.
    """
    leaders = {_leader(each.indicator).pk for each in texts}
    started = set(
        Commentary.objects.filter(indicator__in=leaders, month=month).values_list("indicator_id", flat=True)
    )
    loaded: set[int] = set()
    kept = []
    for each in _followers_first(texts):
        leader = _leader(each.indicator)
        if each.indicator.pk != leader.pk and leader.pk in started:
            continue
        try:
            result = loads.load(
                indicator=leader,
                month=month,
                text=each.text,
                source=f"{file_name}, {each.place}",
                month_is_open=month_is_open,
                by=by,
                at=at,
            )
        except Invalid as problem:
            raise BrokenFile(
                problem.reason.rstrip("."),
                line=each.line,
                ref=each.indicator.ref,
                column="commentary",
                sheet=each.sheet,
            ) from None
        if result.changed:
            loaded.add(leader.pk)
        elif result.reason:
            kept.append(_not_loaded(each, leader, result.reason))
    return len(loaded), kept


def _leader(indicator: Indicator) -> Indicator:
    return indicator.shares_commentary_with or indicator


def _followers_first(texts: Iterable[Text]) -> Iterator[Text]:
    return iter(sorted(texts, key=lambda each: each.indicator.shares_commentary_with is None))


def _not_loaded(text: Text, leader: Indicator, reason: str) -> Finding:
    message = f"The words of {text.place} were not loaded for {leader.ref}: {reason}"
    return Finding(
        "info", "text_not_loaded", message, text.indicator.ref, text.line, "commentary", sheet=text.sheet
    )
