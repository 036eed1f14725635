"""A month's progress as CSV or as a workbook, a row a commentary. How it stands, never the words."""

import csv
import io
from datetime import UTC, datetime

from django.db.models import Count
from django.utils import timezone
from xlsxwriter import Workbook

from commentary.models import CommentaryEvent, Reminder
from commentary.permissions import standing
from commentary.summaries import (
    Checks,
    Item,
    Left,
    Mark,
    MonthWork,
    Person,
    chase,
    checks_of_month,
    month_work,
)
from commentary.workflow import Step
from indicators.calculations import months
from indicators.models import ReportingMonth
from indicators.people.models import User

from .cells import cell_text

Value = str | int | datetime | None
# Of each column its width in a workbook.
COLUMNS = {
    "ref": 12,
    "title": 46,
    "section": 22,
    "owner": 30,
    "reporter": 30,
    "required": 10,
    "required_because": 40,
    "status": 13,
    "days_late": 10,
    "submitted_at": 19,
    "opened_at": 19,
    "times_returned": 15,
    "approved_at": 19,
    "words": 8,
    "open_checks": 12,
    "reporter_reminded_at": 21,
    "owner_reminded_at": 21,
}


def rows(*, month: ReportingMonth, by: User, at: datetime) -> list[list[Value]]:
    """In the order of `COLUMNS`. `days_late` are working days, empty where nobody is late; times are aware.

    `submitted_at`, `opened_at` and `approved_at` are of the present round. `times_returned` counts returning
    and reopening. The queries of a month's work, of `chase` and of the checks, and three more.
    """
    work = month_work(month)
    today = timezone.localdate(at)
    people = chase(work, today).people
    holds = {each.item.row.pk: (person, each) for person in people for each in person.left}
    by_duty = {(person.duty, item.row.pk): person for person in people for item in person.items}
    checks = checks_of_month(work, work.items, standing(by, month.scorecard, today))
    returned = _returned(work)
    return [
        _row(
            item,
            holds.get(item.row.pk),
            checks.get(item.row.pk, Checks()),
            returned.get(item.summary.pk or 0, 0),
            by_duty[Reminder.WRITE, item.row.pk],
            by_duty[Reminder.SIGN, item.row.pk],
        )
        for item in work.items
    ]


def as_csv(*, month: ReportingMonth, by: User, at: datetime) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(map(_plain, row) for row in rows(month=month, by=by, at=at))
    return text.getvalue().encode()


def as_xlsx(*, month: ReportingMonth, by: User, at: datetime) -> bytes:
    """One sheet with a filter on each column. Times are those of London."""
    data = io.BytesIO()
    no_guessing = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(data, {"in_memory": True, **no_guessing})
    title = f"{month.scorecard}: progress of {months.label(month.month)}"
    book.set_properties({"title": title, "created": at.astimezone(UTC).replace(tzinfo=None)})
    heading = book.add_format({"bold": True, "bg_color": "#EDF0F3", "bottom": 2, "text_wrap": True})
    moment = book.add_format({"num_format": "d mmm yyyy hh:mm", "align": "left"})
    sheet = book.add_worksheet("Progress")
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name.replace("_", " ").capitalize(), heading)
    found = rows(month=month, by=by, at=at)
    for line, row in enumerate(found, start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                local = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
                sheet.write_datetime(line, column, local, moment)
            elif isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value:
                sheet.write_string(line, column, value)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(found), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return data.getvalue()


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


def _row(
    item: Item,
    held: tuple[Person, Left] | None,
    checks: Checks,
    returned: int,
    reporter: Person,
    owner: Person,
) -> list[Value]:
    row, summary = item.row, item.summary
    reasons = "; ".join(each.sentence for each in item.requirement.reasons)
    return [
        cell_text(row.ref),
        cell_text(row.shown_title),
        cell_text(row.section),
        cell_text(row.owner),
        cell_text(row.reporter),
        "yes" if item.is_required else "no",
        cell_text(reasons),
        item.shown_status,
        held[0].days_late if held and held[1].is_late else None,
        _at(summary.submitted),
        _at(summary.opened),
        returned,
        _at(summary.approved),
        len(summary.text.split()),
        len(checks.open),
        _reminded(reporter),
        _reminded(owner),
    ]


def _at(mark: Mark | None) -> datetime | None:
    return mark.at if mark else None


def _reminded(person: Person) -> datetime | None:
    return person.last.at if person.last and person.last.status == Reminder.SENT else None


def _returned(work: MonthWork) -> dict[int, int]:
    """How often each was sent back to its reporter, by the key of the commentary. One query."""
    keys = [item.summary.pk for item in work.items if item.summary.pk]
    back = CommentaryEvent.objects.filter(commentary__in=keys, step__in=(Step.RETURN, Step.REOPEN))
    return dict(back.order_by().values_list("commentary_id").annotate(Count("pk")))


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return "" if value is None else str(value)
