"""The words of one commentary with their differences from earlier ones, as somebody asked to see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from commentary import words
from commentary.models import CommentaryEvent
from commentary.summaries import Baseline, Checks, Item, Summary, baselines
from indicators.calculations import dates

# With less of last month's words left, the differences hide the words that are signed.
_READABLE = 0.5
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Switch:
    """A link to see the words in another way."""

    key: str
    label: str


def words_context(
    item: Item,
    earlier: tuple[Summary, ...],
    events: Sequence[CommentaryEvent],
    checks: Checks,
    *,
    user_pk: int,
    asked: str,
) -> dict[str, Any]:
    """The words with the marks of the checks, beside the earlier ones that were asked for; unasked, beside
    those that were returned, or last month's where enough of them is left for that to be read."""
    known = baselines(item.summary, earlier, events, user_pk=user_pk)
    shown, pieces = _chosen(known, item.summary.text, asked)
    plain = [words.Piece(item.summary.text)]
    return {
        "compared": shown,
        "compared_words": _heading(shown) if shown else "",
        "is_unchanged": bool(pieces) and not any(piece.change for piece in pieces),
        "marked_pieces": words.marked(pieces or plain, checks.spans),
        "returned_before": next((each for each in known if each.key == "returned"), None),
        "switches": _switches(known, shown),
        "word_count": words.count(item.summary.text),
        "new_words": sum(words.count(piece.text) for piece in pieces if piece.change == "added"),
    }


def _chosen(
    known: Sequence[Baseline], text: str, asked: str
) -> tuple[Baseline | None, tuple[words.Piece, ...]]:
    if asked == NOTHING or not known:
        return None, ()
    for each in known:
        if asked == each.key:
            return each, words.differences(each.text, text)
    first = known[0]
    pieces = words.differences(first.text, text)
    if first.key == "seen" or (first.key == "last-month" and words.share_kept(pieces) < _READABLE):
        return None, ()
    return first, pieces


def _heading(shown: Baseline) -> str:
    """After "The words"."""
    if shown.at is None:
        return f"beside those of {shown.month_name}"
    when = dates.near(timezone.localdate(shown.at))
    return f"since they were returned, {when}" if shown.key == "returned" else f"since you saw them, {when}"


def _switches(known: Sequence[Baseline], shown: Baseline | None) -> list[Switch]:
    """Every other way to see them, and the plain words where something is beside them."""
    labels = {
        "returned": "Show changes from what was returned",
        "seen": "Show changes from what I last saw",
    }
    without = {"returned": "Show without what was returned", "seen": "Show without what I last saw"}
    found = []
    if shown is not None:
        found.append(Switch(NOTHING, without.get(shown.key, f"Show without {shown.month_name}’s words")))
    others = (each for each in known if each != shown)
    return found + [
        Switch(each.key, labels.get(each.key, f"Show beside {each.month_name}’s words")) for each in others
    ]
