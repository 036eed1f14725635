"""A month's work: every leading row with its commentary, and who has to do what by when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from commentary.permissions import Roles, Standing
from commentary.workflow import REPORTERS, SIGNERS, UNSENT, WITH_REPORTER, Status, may_read
from indicators import scorecards
from indicators.models import ReportingMonth
from indicators.scorecards import Row, Scorecard

from .required import families, requirements
from .requirements import EVERY_ROW, Requirement
from .summary import Summary, for_month


@dataclass(frozen=True, slots=True)
class Item:
    """One commentary to be written and signed: its leading row, the rows that share it, where it stands.

    `has_own_draft` says that the person at hand has typed words that are not saved, `is_restated` that the
    month is closed and its figures have changed since the signature: nobody signs again there.
    """

    row: Row
    family: tuple[Row, ...]
    summary: Summary
    requirement: Requirement = EVERY_ROW
    has_own_draft: bool = False
    is_restated: bool = False

    @property
    def is_required(self) -> bool:
        return self.requirement.is_required

    @property
    def status(self) -> Status:
        return self.summary.status

    @property
    def shown_status(self) -> str:
        """The word for a tag: an approval whose figures changed is stale, what one types a draft."""
        if self.status is Status.NOT_STARTED and self.has_own_draft:
            return Status.DRAFT.value
        return "stale" if self.summary.is_stale else self.status.value

    @property
    def is_with_reporter(self) -> bool:
        return self.status in WITH_REPORTER

    @property
    def is_unsent(self) -> bool:
        """It was never handed in, or was withdrawn."""
        return self.status in UNSENT

    @property
    def is_returned(self) -> bool:
        return self.status is Status.RETURNED

    @property
    def is_skipped(self) -> bool:
        """It is optional and was not sent: nobody waits for it."""
        return not self.is_required and self.is_unsent

    @property
    def is_to_write(self) -> bool:
        """The reporter is waited for: it is required, or it came back."""
        return self.is_with_reporter and not self.is_skipped

    @property
    def is_to_sign(self) -> bool:
        """The owner is waited for: it was handed in, or what was signed has changed."""
        return self.status is Status.SUBMITTED or self.summary.is_stale

    @property
    def is_signed(self) -> bool:
        return self.status is Status.APPROVED and not self.summary.is_stale

    @property
    def lacks_signature(self) -> bool:
        """Wherever it is now, it has no signature that holds, and is to have one in the end."""
        return not self.is_signed and not self.is_skipped

    def with_text(self, text: str) -> "Item":
        """The same, as if `text` were kept."""
        return replace(self, summary=replace(self.summary, text=text))

    @property
    def with_refs(self) -> str:
        return ", ".join(row.ref for row in self.family if row.pk != self.row.pk)


@dataclass(frozen=True, slots=True)
class MonthWork:
    """All items of one reporting month of one scorecard, in printed order."""

    scorecard: Scorecard
    month: date
    is_open: bool
    returns_due: date | None
    commentary_due: date | None
    sign_off_due: date | None
    items: tuple[Item, ...]

    @property
    def is_by_exception(self) -> bool:
        return is_by_exception(self.items)

    def reported_by(self, standing: Standing) -> tuple[Item, ...]:
        """What this person writes, for themselves or for somebody they cover."""
        return self._with_role(standing, REPORTERS)

    def owned_by(self, standing: Standing) -> tuple[Item, ...]:
        """What this person signs, for themselves or for somebody they cover."""
        return self._with_role(standing, SIGNERS)

    def as_read_by(self, standing: Standing) -> "MonthWork":
        """The same month, with no words that this person may not read."""
        return replace(self, items=tuple(_as_read_by(standing, item) for item in self.items))

    def _with_role(self, standing: Standing, roles: Roles) -> tuple[Item, ...]:
        return tuple(
            item
            for item in self.items
            if standing.roles(owner=item.row.owner_pk, reporter=item.row.reporter_pk) & roles
        )

    @property
    def missing_returns(self) -> tuple[Row, ...]:
        """Rows with neither a figure nor a reason for the month."""
        return tuple(row for row in self.scorecard.rows if row.now.value is None and row.now.missing is None)


def _as_read_by(standing: Standing, item: Item) -> Item:
    roles = standing.roles(owner=item.row.owner_pk, reporter=item.row.reporter_pk)
    if not roles:
        item = replace(item, requirement=item.requirement.without_questions())
    return item if may_read(item.status, roles) else item.with_text("")


def _item(
    row: Row, family: tuple[Row, ...], summary: Summary, requirement: Requirement, is_open: bool
) -> Item:
    if is_open or not summary.is_stale:
        return Item(row, family, summary, requirement)
    return Item(row, family, replace(summary, is_stale=False), requirement, is_restated=True)


def month_work(reporting_month: ReportingMonth) -> MonthWork:
    """The month's items. The queries of `scorecards.build`, and two more; by exception four besides."""
    built = scorecards.build(reporting_month.scorecard, reporting_month.month)
    summaries = for_month(built.pk, built.month, built.rows)
    family = families(built.rows)
    required = requirements(reporting_month.scorecard.commentary_policy, built)
    return MonthWork(
        scorecard=built,
        month=built.month,
        is_open=reporting_month.is_open,
        returns_due=reporting_month.returns_due,
        commentary_due=reporting_month.commentary_due,
        sign_off_due=reporting_month.sign_off_due,
        items=tuple(
            _item(row, family[row.pk], summaries[row.pk], required[row.pk], reporting_month.is_open)
            for row in built.rows
            if row.shares_with_pk is None
        ),
    )


def is_by_exception(items: Iterable[Item]) -> bool:
    """Whether some of these may be skipped, or are required for a stated reason."""
    return any(item.requirement != EVERY_ROW for item in items)


def is_late(due: date | None, today: date) -> bool:
    """A deadline ends with its day in London."""
    return due is not None and today > due


def count(items: Iterable[Item], *statuses: Status) -> int:
    return sum(item.status in statuses for item in items)
