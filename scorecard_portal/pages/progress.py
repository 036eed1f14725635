"""Where a month stands, for its administrators: on its own page and in short on My work."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commentary.summaries import Chase, Item, MonthWork, Progress, chase, month_strip, month_work, progress
from commentary.views.lists import review_url, write_url
from commentary.workflow import Status
from indicators.calculations import dates, months
from indicators.people.http import SignedInRequest
from indicators.scorecards import Row
from scorecard_portal.transfers import progress_export

from .months import get_month


@dataclass(frozen=True, slots=True)
class NotReady:
    """Things of one kind that are not ready to be published. `refs` are refs with the page of each."""

    title: str
    refs: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """`age` is how many days the month has been over, None before its end and once it is closed."""

    returns_in: int
    returns: int
    optional_written: int
    signed_note: str
    age: int | None
    month_end: date

    @property
    def returns_missing(self) -> int:
        return self.returns - self.returns_in


@dataclass(frozen=True, slots=True)
class Stands:
    """All that the page shows of a month. `form` is the id of the form that reminds people."""

    slug: str
    month: date
    label: str
    is_open: bool
    commentary_due: date | None
    sign_off_due: date | None
    tiles: Tiles
    chase: Chase
    progress: Progress
    not_ready: tuple[NotReady, ...]
    today: date

    @property
    def form(self) -> str:
        return f"remind-{self.slug}-{months.slug(self.month)}"

    @property
    def anchor(self) -> str:
        """The id of what is not ready."""
        return f"not-ready-{self.slug}-{months.slug(self.month)}"

    @property
    def can_remind(self) -> bool:
        return self.is_open and self.chase.can_remind

    @property
    def late_to_sign(self) -> int:
        return sum(owner.late for owner in self.chase.owners)

    @property
    def not_ready_count(self) -> int:
        return sum(len(each.refs) for each in self.not_ready)

    @property
    def sign_off(self) -> str:
        """Such as "Sign-off is due tomorrow, Friday 13 July."."""
        said = dates.deadline(self.sign_off_due, self.today)
        return f"Sign-off is {said}." if said and self.is_open else ""


@require_safe
def month_progress(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """Who is late, what is missing, what is not ready, and the button that reminds people."""
    scorecard, found = get_month(request, slug, month)
    work = month_work(found)
    context = {
        "scorecard": scorecard,
        "month": found,
        "strip": month_strip(work, request.today),
        "stands": stands(work, request.today),
    }
    return render(request, "pages/month_progress.html", context)


@require_safe
def progress_csv(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    return _download(request, slug, month, "csv", "text/csv; charset=utf-8")


@require_safe
def progress_xlsx(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(request, slug, month, "xlsx", kind)


def _download(request: SignedInRequest, slug: str, month: date, ending: str, kind: str) -> HttpResponse:
    _, found = get_month(request, slug, month)
    data = progress_export.FORMATS[ending](month=found, by=request.user, at=request.now)
    response = HttpResponse(data, content_type=kind)
    name = f"{slug}-{months.slug(month)}-progress.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def stands(work: MonthWork, today: date) -> Stands:
    """The three queries of `chase`, besides those of the month's work."""
    found = chase(work, today)
    return Stands(
        slug=work.scorecard.slug,
        month=work.month,
        label=months.label(work.month),
        is_open=work.is_open,
        commentary_due=work.commentary_due,
        sign_off_due=work.sign_off_due,
        tiles=_tiles(work, today),
        chase=found,
        progress=progress(work, today),
        not_ready=_not_ready(work, found),
        today=today,
    )


def _tiles(work: MonthWork, today: date) -> Tiles:
    counts = (
        ("waiting", sum(item.status is Status.SUBMITTED for item in work.items)),
        ("to sign again", sum(item.summary.is_stale for item in work.items)),
        ("returned", sum(item.status is Status.RETURNED for item in work.items)),
        ("not written", sum(_is_unwritten(item) for item in work.items)),
    )
    month_end = months.shift(work.month, 1) - timedelta(1)
    return Tiles(
        returns_in=len(work.scorecard.rows) - len(work.missing_returns),
        returns=len(work.scorecard.rows),
        optional_written=sum(not (item.is_required or item.is_with_reporter) for item in work.items),
        signed_note=", ".join(f"{number} {words}" for words, number in counts if number),
        age=(today - month_end).days if work.is_open and today > month_end else None,
        month_end=month_end,
    )


def _is_unwritten(item: Item) -> bool:
    return item.is_required and item.is_unsent


def _not_ready(work: MonthWork, found: Chase) -> tuple[NotReady, ...]:
    """What would keep the month from being published as it stands. Words are there once, by their state."""
    slug = work.scorecard.slug
    covered = {owner.user.pk for owner in found.owners if owner.user and owner.deputies}

    def of(items: Iterable[Item], *, to_sign: bool = False) -> tuple[tuple[str, str], ...]:
        url = review_url if to_sign else write_url
        return tuple((item.row.ref, url(work, item)) for item in items)

    def edit(item: Item) -> tuple[str, str]:
        return item.row.ref, reverse("indicators:indicator_edit", args=(slug, item.row.ref_slug))

    def record(row: Row) -> tuple[str, str]:
        return row.ref, reverse("indicators:returns_record", args=(slug, work.month, row.ref_slug))

    items = work.items
    kinds = (
        NotReady(
            "with no figure", tuple(map(record, work.missing_returns)), "Neither a number nor a reason."
        ),
        NotReady("not written", of(filter(_is_unwritten, items))),
        NotReady("returned", of(item for item in items if item.status is Status.RETURNED)),
        NotReady(
            "to be signed", of((item for item in items if item.status is Status.SUBMITTED), to_sign=True)
        ),
        NotReady(
            "to be signed again",
            of((item for item in items if item.summary.is_stale), to_sign=True),
            "A figure, target or benchmark changed after sign-off.",
        ),
        NotReady(
            "with nobody named",
            tuple(edit(item) for item in items if None in (item.row.owner_pk, item.row.reporter_pk)),
            "An owner or a reporter is missing.",
        ),
        NotReady(
            "with one person for both",
            tuple(edit(item) for item in items if _is_alone(item, covered)),
            "Owner and reporter are one, and nobody covers for them now to sign.",
        ),
    )
    return tuple(each for each in kinds if each.refs)


def _is_alone(item: Item, covered: Collection[int]) -> bool:
    owner = item.row.owner_pk
    return (
        owner is not None
        and owner == item.row.reporter_pk
        and owner not in covered
        and not (item.is_signed or item.is_skipped)
    )
