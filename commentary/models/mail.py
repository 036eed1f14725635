"""Mail to people: the daily digest, what they turned down, reminders by hand."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from indicators.models import Scorecard
from indicators.models.constraints import first_of_month
from indicators.people.models import User

DIGEST_KINDS = (
    ("overdue", "Late work of mine"),
    ("due_soon", "Work of mine that is due within two working days"),
    ("returned", "Commentary returned to me"),
    ("asked", "Questions to me about a commentary, and answers to mine"),
    ("approved", "Commentary of mine that was approved"),
    ("waiting", "Commentary that waits for my signature"),
    ("stale", "Commentary to sign again, because a figure changed"),
    ("escalated", "Late work of people whose deputy I am, or whose scorecard I administer"),
)


class Digest(models.Model):
    """One person's daily email. Making the row claims the day, so that of two senders only one sends.

    `at` is when it was last tried. A row that stays `sending` is of a sender that died: nobody knows whether
    the mail went, and it is not sent twice.
    """

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    STATUSES = ((SENDING, "Sending"), (SENT, "Sent"), (FAILED, "Failed"))

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    status = models.CharField(max_length=10, choices=STATUSES, default=SENDING)
    attempts = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-day", "-pk")
        constraints = (
            models.UniqueConstraint("user", "day", name="one_digest_for_each_person_and_day"),
            models.CheckConstraint(
                condition=Q(status__in=("sending", "sent", "failed")), name="digest_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(problem=""), name="failed_digest_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class TurnedDown(models.Model):
    """A kind of news that somebody does not want to be mailed about; "all" is the whole daily email."""

    ALL = "all"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=(*DIGEST_KINDS, (ALL, "No daily email at all")))

    class Meta:
        verbose_name_plural = "turned down"
        constraints = (
            models.UniqueConstraint("user", "kind", name="a_kind_of_mail_is_turned_down_once"),
            models.CheckConstraint(
                condition=Q(kind__in=("all", *(kind for kind, _ in DIGEST_KINDS))),
                name="kind_of_mail_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


class Reminder(models.Model):
    """Somebody was reminded by hand of what they have to write or to sign in a month.

    Making the row claims the day, so that a second press on the same day mails nobody twice.
    """

    WRITE = "write"
    SIGN = "sign"
    DUTIES = ((WRITE, "To write"), (SIGN, "To sign"))
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    STATUSES = ((SENDING, "Sending"), (SENT, "Sent"), (FAILED, "Failed"))

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=5, choices=DUTIES)
    day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=STATUSES, default=SENDING)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "scorecard", "month", "user", "duty", "day", name="one_reminder_of_a_duty_for_each_day"
            ),
            models.CheckConstraint(condition=first_of_month("month"), name="reminder_month_is_the_first"),
            models.CheckConstraint(condition=Q(duty__in=("write", "sign")), name="reminder_duty_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=("sending", "sent", "failed")), name="reminder_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(problem=""), name="failed_reminder_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.day}"
