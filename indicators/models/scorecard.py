"""Scorecards, their sections and who belongs to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from indicators.people.models import Cover, User


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def visible_to(self, user: User, *, on: date) -> ScorecardQuerySet:
        """The scorecards that exist for `user` on that day.

        Members, owners and reporters of active indicators, their covers while the cover runs, and portal
        administrators. For everybody else a scorecard is not there at all.
        """
        return self.within_reach(user, Cover.objects.running(on).filter(deputy=user).values("user"), on=on)

    def within_reach(self, user: User, acting_for: Any, *, on: date) -> ScorecardQuerySet:
        """As `visible_to`, with the people whom `user` covers (their keys, or a query for them)."""
        if user.is_superuser:
            return self
        named = (
            Q(indicators__owner=user)
            | Q(indicators__reporter=user)
            | Q(indicators__owner__in=acting_for)
            | Q(indicators__reporter__in=acting_for)
        )
        # A row that has retired is still written and signed while one of its months is open.
        still_open = Q(
            indicators__scorecard__reporting_months__status="open",
            indicators__scorecard__reporting_months__month__lte=F("indicators__active_until"),
        )
        active = Q(indicators__active_until=None) | Q(indicators__active_until__gte=on.replace(day=1))
        by_name = Scorecard.objects.filter(named & (active | still_open)).order_by().values("pk")
        as_member = Membership.objects.filter(user=user).order_by().values("scorecard")
        return self.filter(Q(pk__in=as_member) | Q(pk__in=by_name))

    def administered_by(self, user: User) -> ScorecardQuerySet:
        return self.filter(memberships__user=user, memberships__role=Membership.ADMINISTRATOR)


class Scorecard(models.Model):
    """A set of indicators reported together for one service."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    history = HistoricalRecords()

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ScorecardRevision(models.Model):
    """A counter: every change to what the scorecard shows raises it, so a cached page knows its age."""

    scorecard = models.OneToOneField(Scorecard, on_delete=models.CASCADE, related_name="revision")
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scorecard_id}: {self.number}"


class Membership(models.Model):
    """Somebody reads a scorecard, or administers it."""

    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"
    ROLES = ((VIEWER, "Viewer"), (ADMINISTRATOR, "Administrator"))

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)

    history = HistoricalRecords()

    class Meta:
        ordering = ("user__full_name",)
        constraints = (
            models.UniqueConstraint("user", "scorecard", name="one_membership_for_each_person_and_scorecard"),
            models.CheckConstraint(
                condition=Q(role__in=("viewer", "administrator")), name="membership_role_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.role} of {self.scorecard}"


class Section(models.Model):
    """A heading inside a scorecard. `order` is its place, the lowest first."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=80)
    order = models.PositiveIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint("scorecard", "name", name="section_name_is_unique_in_its_scorecard"),
        )

    def __str__(self) -> str:
        return self.name
