"""Scorecards, their sections and who belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Min, Q
from simple_history.models import HistoricalRecords

from indicators.people.models import Cover, User


@dataclass(frozen=True, slots=True)
class Reach:
    """What exists for one person on one day: keys of scorecards, by what the person is in them.

    `covered` are the keys and names of the people they act for. A portal administrator sees all scorecards.
    """

    sees_all: bool
    covered: Mapping[int, str]
    as_member: frozenset[int]
    as_administrator: frozenset[int]
    as_owner: frozenset[int]
    as_reporter: frozenset[int]

    @property
    def scorecards(self) -> frozenset[int]:
        return self.as_member | self.as_owner | self.as_reporter


def reach_of(user: User, on: date) -> Reach:
    """Members, owners and reporters of active indicators, and their covers while the cover runs.

    A row that has retired counts while one of its months is open. Three plain queries, and one more where a
    row has retired: a tenth of what one query with everything in it costs to put together.
    """
    covers = Cover.objects.running(on).filter(deputy=user).order_by()
    covered = dict(covers.values_list("user_id", "user__full_name"))
    people = {user.pk, *covered}
    roles = dict(Membership.objects.filter(user=user).order_by().values_list("scorecard_id", "role"))
    named = Q(indicators__owner__in=people) | Q(indicators__reporter__in=people)
    rows = (
        Scorecard.objects.filter(named)
        .order_by()
        .values_list("pk", "indicators__owner_id", "indicators__reporter_id", "indicators__active_until")
        .distinct()
    )
    active = _active(list(rows), on)
    return Reach(
        sees_all=user.is_superuser,
        covered=covered,
        as_member=frozenset(roles),
        as_administrator=frozenset(pk for pk, role in roles.items() if role == Membership.ADMINISTRATOR),
        as_owner=frozenset(pk for pk, owner, _, _ in active if owner in people),
        as_reporter=frozenset(pk for pk, _, reporter, _ in active if reporter in people),
    )


Named = tuple[int, int | None, int | None, date | None]


def _active(rows: list[Named], on: date) -> list[Named]:
    month = on.replace(day=1)
    retired = {pk for pk, _, _, until in rows if until is not None and until < month}
    first_open: dict[int, date] = {}
    if retired:
        opened = Scorecard.objects.filter(pk__in=retired, reporting_months__status="open").order_by()
        first_open = dict(opened.values_list("pk").annotate(Min("reporting_months__month")))
    return [row for row in rows if row[3] is None or row[3] >= min(month, first_open.get(row[0], month))]


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def visible_to(self, user: User, *, on: date) -> ScorecardQuerySet:
        """The scorecards that exist for `user` on that day: for everybody else they are not there at all."""
        return self if user.is_superuser else self.filter(pk__in=reach_of(user, on).scorecards)

    def administered_by(self, user: User) -> ScorecardQuerySet:
        return self.filter(memberships__user=user, memberships__role=Membership.ADMINISTRATOR)

    def managed_by(self, user: User) -> ScorecardQuerySet:
        """Those whose members `user` names: all for a portal administrator."""
        return self if user.is_superuser else self.administered_by(user)


class Scorecard(models.Model):
    """A set of indicators reported together for one service.

    Late work is told to the deputy, then to the administrators, so many working days after its deadline;
    None never tells them. By exception a commentary is required only where a stated reason holds.
    """

    EVERY_ROW = "every_row"
    BY_EXCEPTION = "by_exception"
    COMMENTARY_POLICIES = ((EVERY_ROW, "Every row"), (BY_EXCEPTION, "By exception"))

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    deputy_told_after = models.PositiveSmallIntegerField(null=True, blank=True, default=2)
    administrators_told_after = models.PositiveSmallIntegerField(null=True, blank=True, default=4)
    commentary_policy = models.CharField(max_length=12, choices=COMMENTARY_POLICIES, default=EVERY_ROW)

    history = HistoricalRecords()

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(commentary_policy__in=("every_row", "by_exception")),
                name="commentary_policy_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_by_exception(self) -> bool:
        return self.commentary_policy == self.BY_EXCEPTION


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
