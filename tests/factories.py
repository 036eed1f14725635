"""Small real things for tests. Commentaries reach their status through the real actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from commentary.actions import steps
from commentary.models import Commentary
from indicators import models
from indicators.actions import returns as returns_actions
from indicators.actions.figures import Figures
from indicators.calculations import months
from indicators.calculations.refs import ref_slug
from indicators.people.models import User
from indicators.scorecards import figures_seen, hash_of

JUNE = date(2018, 6, 1)
MAY = date(2018, 5, 1)
NOW = datetime(2018, 7, 12, 9, 30, tzinfo=ZoneInfo("Europe/London"))


@dataclass(frozen=True, slots=True)
class People:
    owner: User
    reporter: User
    owner_cover: User
    reporter_cover: User
    administrator: User
    viewer: User
    stranger: User
    portal_administrator: User


def user(name: str, **fields: Any) -> User:
    email = f"{name.lower().replace(' ', '.')}@example.gov.uk"
    return User.objects.create_user(email, full_name=name, **fields)


def people() -> People:
    return People(
        owner=user("Owner"),
        reporter=user("Reporter"),
        owner_cover=user("Owner Cover"),
        reporter_cover=user("Reporter Cover"),
        administrator=user("Administrator"),
        viewer=user("Viewer"),
        stranger=user("Stranger"),
        portal_administrator=user("Portal Administrator", is_superuser=True),
    )


def scorecard(name: str) -> models.Scorecard:
    made = models.Scorecard.objects.create(name=name, slug=name.lower().replace("'", "").replace(" ", "-"))
    models.Section.objects.create(scorecard=made, name="Front door", order=1)
    return made


def indicator(scorecard: models.Scorecard, ref: str = "M1", **fields: Any) -> models.Indicator:
    fields.setdefault("section", scorecard.sections.order_by("order").first())
    fields.setdefault("title", f"Number counted by {ref}")
    fields.setdefault("unit", "count")
    return models.Indicator.objects.create(scorecard=scorecard, ref=ref, ref_slug=ref_slug(ref), **fields)


def returns(indicator: models.Indicator, values: Sequence[str | None], *, last: date = JUNE) -> None:
    """Values of consecutive months, the last one for `last`; None is "no cases to divide by"."""
    for month, value in zip(months.months_to(last, len(values)), values, strict=True):
        row = models.MonthlyReturn.objects.create(
            indicator=indicator,
            month=month,
            value=None if value is None else Decimal(value),
            missing="no_denominator" if value is None else "",
        )
        models.ReturnRevision.objects.create(
            monthly_return=row, number=1, value=row.value, missing=row.missing, at=NOW
        )


def restate(
    indicator: models.Indicator, value: str, *, by: User, month: date = JUNE, reason: str = "Counted again"
) -> None:
    """Through the real action, over the value that stands."""
    returns_actions.record(
        indicator=indicator,
        month=month,
        figures=Figures(Decimal(value)),
        seen_version=indicator.returns.get(month=month).version,
        by=by,
        at=NOW,
        reason=reason,
    )


def commentary_at(
    status: str,
    indicator: models.Indicator,
    *,
    text: str = "Contacts rose.",
    month: date = JUNE,
    at: datetime = NOW,
) -> Commentary:
    """A commentary of the indicator's reporter and owner in the status asked for."""
    reporter, owner = indicator.reporter, indicator.owner
    assert reporter is not None
    assert owner is not None
    row = steps.save(indicator=indicator, month=month, text=text, seen_version=0, by=reporter, at=at)
    if status == "draft":
        return row
    row = steps.submit(
        indicator=indicator, month=month, text=text, seen_version=row.version, by=reporter, at=at
    )
    if status == "submitted":
        return row
    if status == "returned":
        return steps.return_to_reporter(
            indicator=indicator, month=month, reason="Say why.", seen_version=row.version, by=owner, at=at
        )
    assert status == "approved", status
    return steps.approve(
        indicator=indicator,
        month=month,
        seen_version=row.version,
        seen_figures=hash_of(figures_seen(indicator.scorecard, month, [indicator.pk])[indicator.pk]),
        by=owner,
        at=at,
    )
