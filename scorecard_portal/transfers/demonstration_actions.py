"""What was promised and what members asked in the demonstration."""

from collections.abc import Mapping
from datetime import date

from commentary.actions import actions, member_questions
from indicators.calculations import months
from indicators.models import Indicator
from indicators.people.models import User

from . import demonstration_files as files
from .demonstration_steps import at, person


def promise(indicators: Mapping[str, Indicator]) -> None:
    """Owners make actions of what reporters promised; some are closed."""
    for row in files.actions():
        indicator = indicators[row["ref"]]
        reporter = person(indicator.reporter)
        made = actions.open_one(
            indicator=indicator,
            month=months.parse_slug(row["month"]),
            text=row["text"],
            promise=row["promise"],
            who=reporter,
            due=date.fromisoformat(row["due"]),
            by=person(indicator.owner),
            at=at(date.fromisoformat(row["opened_on"]), "14:20"),
        )
        if row["closed_on"]:
            actions.close(
                action=made,
                outcome=row["outcome"],
                seen_version=made.version,
                by=reporter,
                at=at(date.fromisoformat(row["closed_on"]), "09:40"),
            )


def ask(indicators: Mapping[str, Indicator], *, by: User) -> None:
    """What members asked is logged, and mostly answered by the owner."""
    for row in files.member_questions():
        indicator = indicators[row["ref"]]
        logged = member_questions.log(
            indicator=indicator,
            month=months.parse_slug(row["month"]),
            text=row["text"],
            asked_by=row["asked_by"],
            asked_on=date.fromisoformat(row["asked_on"]),
            by=by,
            at=at(date.fromisoformat(row["logged_on"]), "10:30"),
        )
        if row["answer"]:
            member_questions.answer(
                question=logged,
                answer=row["answer"],
                seen_version=logged.version,
                by=person(indicator.owner),
                at=at(date.fromisoformat(row["answered_on"]), "16:45"),
            )
