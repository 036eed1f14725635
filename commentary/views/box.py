"""What stands in the writing box: the saved words, one's own draft, or what was just typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.utils import timezone

from commentary import words
from commentary.forms import DraftForm
from commentary.models import Commentary
from commentary.summaries import Drafts, Item, Summary, Typed, beginning, who_was_first
from indicators.calculations import dates, months
from indicators.people import kept_words
from indicators.people.http import SignedInRequest

WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Box:
    """The form, and the version that its words were begun on.

    `own` is the draft that the box holds. After a conflict `other` are the words that are not in it, and
    `is_window` says that the same person typed them elsewhere. `asked` is what a filled box would be filled
    with.
    """

    form: DraftForm
    based_on: str
    own: Typed | None = None
    conflict: str = ""
    other: str = ""
    is_window: bool = False
    asked: str = ""

    @property
    def text(self) -> str:
        return str(self.form["text"].value() or "")


def opened(request: SignedInRequest, item: Item, drafts: Drafts, typed: Mapping[str, str] | None) -> Box:
    """The box of a page that is opened. `typed` was kept over a sign-in."""
    summary, own = item.summary, drafts.own
    if typed:
        form = form_of(request, typed["text"], typed["version"], typed.get("number", ""))
        return Box(form, typed["version"])
    if own is None:
        return Box(form_of(request, summary.text, summary.version), str(summary.version))
    form = form_of(request, own.text, summary.version, own.number)
    if own.based_on == summary.version:
        return Box(form, str(summary.version), own)
    row = Commentary.objects.filter(indicator=item.row.pk, month=summary.month).first()
    return Box(form, str(own.based_on), conflict=who_was_first(row), other=summary.text)


def posted(form: DraftForm) -> Box:
    """The box as it was sent, for a page that says what to do about it."""
    return Box(form, str(form["version"].value() or 0))


def after_conflict(request: SignedInRequest, box: Box, item: Item, reason: str, draft: Typed | None) -> Box:
    """Whoever reads the page has both texts before them, so what they save next is based on both.

    `draft` are words of the same person from another window.
    """
    version = box.based_on if draft else item.summary.version
    number = draft.number if draft else box.form["number"].value()
    form = form_of(request, box.text, version, number or "")
    other = draft.text if draft else item.summary.text
    return replace(box, form=form, conflict=reason, other=other, is_window=draft is not None)


def filled(
    request: SignedInRequest, box: Box, item: Item, drafts: Drafts, earlier: tuple[Summary, ...]
) -> Box | None:
    """The box after a step that only changes what stands in it; None for any other step."""
    step, _, key = request.POST.get("step", "").partition(":")
    version: int | str = box.based_on
    number = box.form["number"].value() or ""
    match step:
        case "check":
            return box
        case "both" if key == WINDOW:
            text = _together(drafts.own.text if drafts.own else "", box.text)
            number = drafts.own.number if drafts.own else ""
        case "both":
            text, version = _together(item.summary.text, box.text), item.summary.version
        case "take":
            taken = next((each for each in drafts.others if str(each.pk) == key), None)
            text = _together(box.text, taken.text if taken else "")
        case "start" if box.text.strip():
            return replace(box, asked=key)
        case "start" | "replace":
            text = _beginning(key, item, earlier)
        case "before":
            text = _together(_beginning(key, item, earlier), box.text)
        case _:
            return None
    return Box(form_of(request, text, version, number), str(version))


def form_of(
    request: SignedInRequest, text: str, version: int | str, number: int | str | None = None
) -> DraftForm:
    typed_by = kept_words.mark_of(request.user)
    return DraftForm(initial={"text": text, "version": version, "number": number or 0, "typed_by": typed_by})


def shown(box: Box, item: Item, drafts: Drafts, earlier: tuple[Summary, ...], today: date) -> dict[str, Any]:
    """What the template shows of the box."""
    kept = drafts.own.text if drafts.own else item.summary.text
    is_unsaved = "".join(box.text.splitlines()) != "".join(kept.splitlines())
    came_from = origin(box.text, item, earlier)
    begins = beginning(item)
    own = drafts.own if box.own or not (is_unsaved or box.conflict) else None
    return {
        "box": box,
        "form": box.form,
        "conflict": box.conflict,
        "theirs": marked(box.text, box.other),
        "yours": marked(box.other, box.text),
        "is_unsaved": is_unsaved,
        "own_at": when(own.at, today) if own else "",
        "others": [(each, when(each.at, today)) for each in drafts.others],
        "origin": came_from,
        "begins": "" if came_from.startswith("Carried") else begins,
        "beginning": begins,
        "last_words": _last_words(item, earlier),
        "word_count": words.count(box.text),
    }


def origin(text: str, item: Item, earlier: tuple[Summary, ...]) -> str:
    """Where words that nobody has changed come from; empty for a person's own."""
    last = _last_words(item, earlier)
    if text and last and text.split() == last.text.split():
        return f"Carried over from {months.label(last.month)}, not changed"
    begins = beginning(item)
    if begins and " ".join(text.split()).startswith(begins):
        return "Opening sentence made from the figures"
    return ""


def when(at: datetime, today: date) -> str:
    """Such as "9:12am", or with its day where that is not today."""
    local = timezone.localtime(at)
    return dates.time_of_day(local) if local.date() == today else dates.moment(local)


def marked(other: str, text: str) -> tuple[words.Piece, ...]:
    """`text` with what it has more than the other one marked as added."""
    return tuple(piece for piece in words.differences(other, text) if piece.change != "removed")


def _beginning(key: str, item: Item, earlier: tuple[Summary, ...]) -> str:
    last = _last_words(item, earlier)
    match key:
        case "figures":
            return beginning(item)
        case "last" if last:
            return last.text
        case _:
            raise Http404("Nothing to start from")


def _last_words(item: Item, earlier: tuple[Summary, ...]) -> Summary | None:
    month = months.shift(item.summary.month, -1)
    return next((each for each in earlier if each.month == month), None)


def _together(*texts: str) -> str:
    return "\n\n".join(each for each in texts if each)
