"""The pages that a daily email leads to, as paths."""

from collections.abc import Callable

from django.urls import reverse

from commentary.models import Action, MemberQuestion
from commentary.summaries import Item, MonthWork
from indicators.scorecards import Row

from .letter import Line, one_line

PathOf = Callable[[MonthWork, Item], str]


def line(work: MonthWork, item: Item, path: PathOf) -> Line:
    return Line(one_line(item.row.ref), one_line(item.row.shown_title), path(work, item))


def figure(work: MonthWork, row: Row) -> Line:
    path = reverse("indicators:returns_record", args=(work.scorecard.slug, work.month, row.ref_slug))
    return Line(one_line(row.ref), one_line(row.shown_title), path)


def action(row: Action) -> Line:
    """Never what it says: that may be words that are not approved."""
    path = reverse("commentary:action", args=(row.pk,))
    return Line(row.indicator.ref, row.indicator.shown_title, path)


def member_question(row: MemberQuestion) -> Line:
    path = reverse("commentary:member_question", args=(row.pk,))
    return Line(row.indicator.ref, row.indicator.shown_title, path)


def write(work: MonthWork, item: Item) -> str:
    return reverse("commentary:write", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def review(work: MonthWork, item: Item) -> str:
    return reverse("commentary:review", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def read(work: MonthWork, item: Item) -> str:
    return reverse("indicator", args=(work.scorecard.slug, item.row.ref_slug))


def all_of(work: MonthWork, kind: str, duty: str, *, is_administrator: bool) -> tuple[str, str]:
    """The page that has all of a kind, and what the link to it says."""
    month = (work.scorecard.slug, work.month)
    if kind == "escalated" and is_administrator:
        return reverse("month_progress", args=month), "Where the month stands"
    if kind in ("escalated", "approved"):
        return reverse("scorecard", args=month), "The scorecard"
    if duty == "do":
        return reverse("commentary:actions"), "Your actions"
    if duty == "answer":
        return reverse("commentary:member_questions"), "Members’ questions"
    if duty == "returns":
        return reverse("indicators:returns_grid", args=month), "Record returns"
    if duty == "sign":
        return reverse("commentary:queue"), "Start reviewing"
    return reverse("commentary:desk", args=month), "Open the desk"
