"""Targets that somebody's own rows, or the scorecards they administer, still lack."""

from dataclasses import dataclass

from commentary.permissions import Standing
from commentary.summaries import MonthWork
from commentary.workflow import SIGNERS
from indicators.models import Membership
from indicators.scorecards.targets_due import TargetDue, targets_due


@dataclass(frozen=True, slots=True)
class TargetTasks:
    """`due` are one's own, and all of them for who may set them. `tell` are name and address of who may."""

    due: tuple[TargetDue, ...]
    may_set: bool
    tell: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        """Such as "2 targets to be confirmed."; empty where none is."""
        if not self.due:
            return ""
        return f"{len(self.due)} target{'' if len(self.due) == 1 else 's'} still to be confirmed."


def target_tasks(work: MonthWork, person: Standing) -> TargetTasks:
    """One query where somebody else has to be told, none otherwise."""
    every = targets_due(work.scorecard)
    if person.is_administrator:
        return TargetTasks(every, may_set=True, tell=())
    own = tuple(
        each
        for each in every
        if person.roles(owner=each.row.owner_pk, reporter=each.row.reporter_pk) & SIGNERS
    )
    return TargetTasks(own, may_set=False, tell=_administrators(work.scorecard.pk) if own else ())


def _administrators(scorecard_pk: int) -> tuple[tuple[str, str], ...]:
    found = Membership.objects.filter(
        scorecard=scorecard_pk, role=Membership.ADMINISTRATOR, user__is_active=True
    )
    return tuple(found.order_by("user__full_name").values_list("user__full_name", "user__email"))
