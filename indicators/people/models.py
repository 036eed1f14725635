"""Who people are, who acts for whom, and what was done."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from .immutable import ImmutableModel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who signs in by `email` (kept in lower case); without a password they cannot yet."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Deactivated when they leave, never deleted: history points at them.

    A superuser is a portal administrator: people, scorecards and Django's admin. What somebody may do in
    a scorecard follows from membership and from the indicators they own or report, not from here.
    """

    email = models.EmailField("email address", unique=True)
    full_name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField("portal administrator", default=False)

    # Every sign-in would write it and so a row of history; sessions know when somebody was here.
    last_login = None

    history = HistoricalRecords(excluded_fields=["password"], m2m_fields=[])

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ("full_name", "email")
        constraints = (
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_is_kept_in_lower_case"),
            models.CheckConstraint(condition=~Q(full_name=""), name="person_has_a_name"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_staff(self) -> bool:
        """Django's admin is for portal administrators only."""
        return self.is_superuser

    def get_full_name(self) -> str:
        return self.full_name


class CoverQuerySet(models.QuerySet["Cover"]):
    def running(self, on: date) -> CoverQuerySet:
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class Cover(models.Model):
    """`deputy` acts for `user` from `starts_on` to `ends_on`, both days included."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers_as_deputy")
    starts_on = models.DateField()
    ends_on = models.DateField()

    history = HistoricalRecords()

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="nobody_is_their_own_deputy"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="cover_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy} for {self.user}, {self.starts_on} to {self.ends_on}"


class AuditEvent(ImmutableModel):
    """One thing that somebody did. For the activity page; pages show history from the things' own rows."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    origin = models.CharField(max_length=64, help_text="The address it came from, or “command”.")
    verb = models.CharField(max_length=60)
    on_model = models.CharField(max_length=80)
    on_pk = models.CharField(max_length=40)
    on_label = models.CharField(max_length=200)
    scorecard_pk = models.BigIntegerField(null=True, blank=True, db_index=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta(ImmutableModel.Meta):
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.verb} {self.on_label}"
