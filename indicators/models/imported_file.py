"""Files of returns: as they came, what was decided about them, what loading them did."""

from django.db import models
from django.db.models import Q

from indicators.people.models import User

from .constraints import first_of_month
from .scorecard import Scorecard

FILE_NAME_LENGTH = 200


class ImportedFile(models.Model):
    """The bytes of a file, kept once however often it is loaded. `sha256` is in hex."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(help_text="In bytes.")
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class PendingFile(models.Model):
    """A file that was read and not yet loaded, with what somebody decided about it so far.

    `columns` says what a heading means that the portal did not know; `decisions` holds the choice made for
    each finding, by the finding's key. The plan itself is made anew from the file whenever it is looked at.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="pending_files")
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="When somebody last decided something about it.")
    columns = models.JSONField(default=dict, blank=True)
    decisions = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                "scorecard", "by", "file", name="a_person_decides_about_a_file_once_in_a_scorecard"
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class ImportBatch(models.Model):
    """One file that was loaded: what it was, who loaded it, what it changed.

    `month` is the reporting month that it was loaded for; `undoes` the batch that this one took back.
    `decisions` are those of `PendingFile`, as they stood.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="import_batches")
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    month = models.DateField(null=True, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="undone_by", null=True, blank=True
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    summary = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict, blank=True, help_text="What was chosen for each finding.")

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "import batches"
        constraints = (
            models.CheckConstraint(
                condition=Q(month=None) | first_of_month("month"), name="batch_is_for_the_first_of_a_month"
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class ColumnMeaning(models.Model):
    """What a heading of a scorecard's files means, as somebody said once: offered for the next file."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="column_meanings")
    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=30)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("heading",)
        constraints = (
            models.UniqueConstraint("scorecard", "heading", name="a_heading_means_one_thing_in_a_scorecard"),
        )

    def __str__(self) -> str:
        return f"{self.heading}: {self.field}"
