"""The scorecards that are measured."""

from dataclasses import dataclass
from datetime import date

from indicators import models
from indicators.people.models import User
from scorecard_portal.transfers import demonstration
from tests import factories
from tests.portal.scorecards import many

JUNE = date(2018, 6, 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One month of one scorecard, and who reads it: one without a role, one who works on most rows."""

    name: str
    scorecard: models.Scorecard
    viewer: User
    owner: User


def real() -> Measured:
    """The real figures of June 2018 with commentary in every state."""
    demonstration.load_once()
    scorecard = models.Scorecard.objects.get()
    owners = User.objects.filter(owned__scorecard=scorecard)
    return Measured(
        "58 indicators, the real scorecard",
        scorecard,
        viewer=User.objects.filter(memberships__role="viewer").earliest("pk"),
        owner=max(owners.distinct(), key=lambda owner: owner.owned.count()),
    )


def large() -> Measured:
    """500 indicators with 60 months each."""
    scorecard = factories.scorecard("Large")
    owner, reporter, viewer = (factories.user(f"Large {role}") for role in ("owner", "reporter", "viewer"))
    models.Membership.objects.create(user=viewer, scorecard=scorecard, role="viewer")
    models.ReportingMonth.objects.create(scorecard=scorecard, month=JUNE, status="open")
    many(scorecard, 500, owner=owner, reporter=reporter, span=60)
    return Measured("500 indicators with 60 months", scorecard, viewer, owner)
