"""What somebody is to an indicator on a day, and which working pages they may open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.models import Indicator, Scorecard
from indicators.people.errors import Refused
from indicators.people.http import SignedInRequest
from indicators.people.models import Cover, User
from indicators.permissions import administers, reach

from .workflow import REPORTERS, SIGNERS, STEPS, WRITERS, Role, Step

Roles = frozenset[Role]
NONE: Roles = frozenset()

_IN_ORDER = (Role.OWNER, Role.REPORTER, Role.OWNER_COVER, Role.REPORTER_COVER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is to the indicators of a scorecard today. Two queries to make, none to ask."""

    user_pk: int
    is_administrator: bool
    covered: Mapping[int, str] = field(default_factory=dict)

    def roles(self, *, owner: int | None, reporter: int | None) -> Roles:
        """The roles on an indicator with this owner and reporter (keys of people)."""
        found: set[Role] = set()
        if self.is_administrator:
            found.add(Role.ADMINISTRATOR)
        if owner == self.user_pk:
            found.add(Role.OWNER)
        elif owner in self.covered:
            found.add(Role.OWNER_COVER)
        if reporter == self.user_pk:
            found.add(Role.REPORTER)
        elif reporter in self.covered:
            found.add(Role.REPORTER_COVER)
        return frozenset(found)

    def roles_on(self, indicator: Indicator) -> Roles:
        return self.roles(owner=indicator.owner_id, reporter=indicator.reporter_id)

    def writes_on(self, scorecard: Scorecard) -> bool:
        """Whether anything of this scorecard is theirs to write. One query, or none."""
        reporters = [self.user_pk, *self.covered]
        return self.is_administrator or scorecard.indicators.filter(reporter__in=reporters).exists()


def standing(user: User, scorecard: Scorecard, on: date) -> Standing:
    covers = Cover.objects.running(on).filter(deputy=user)
    covered = dict(covers.values_list("user_id", "user__full_name"))
    return Standing(user.pk, administers(user, scorecard), covered)


def standing_of(request: SignedInRequest, scorecard: Scorecard) -> Standing:
    """The same for the person of a request, from what the request knows already."""
    known = reach(request)
    return Standing(request.user.pk, scorecard.pk in known.as_administrator, known.covered)


def roles_on(user: User, indicator: Indicator, on: date) -> Roles:
    return standing(user, indicator.scorecard, on).roles_on(indicator)


def check_works_on(roles: Roles) -> None:
    """The write page and the review page are for those with a role on the indicator."""
    if not roles:
        raise Refused(
            "Only the reporter, the owner, their deputies and the administrators work on this commentary."
        )


def check_has_desk(person: Standing, scorecard: Scorecard) -> None:
    if not person.writes_on(scorecard):
        raise Refused(
            f"You write no commentary on “{scorecard}”: reporters, their deputies and administrators do. "
            "What waits for an owner is under Review."
        )


def check_writes(roles: Roles) -> None:
    """The desk is for those who write."""
    if not roles & WRITERS:
        raise Refused(
            "Only the reporter, the reporter's deputy and the administrators write this commentary. "
            "What waits for an owner is under Review."
        )


def check_reminds(roles: Roles) -> None:
    """Whoever waits for the words may remind their reporter: the owner, their cover, administrators."""
    if not roles & (SIGNERS | {Role.ADMINISTRATOR}):
        raise Refused("Only the owner, their deputy and the administrators remind the reporter of this.")


def check_asks(roles: Roles) -> None:
    """Questions about a commentary are the owner's."""
    if not roles & SIGNERS:
        raise Refused("Only the owner and the owner's deputy ask questions about this commentary.")


def asks_as(roles: Roles) -> Role:
    """In which of their roles somebody asks, or takes a question back."""
    check_asks(roles)
    return _first(roles & SIGNERS)


def answers_as(roles: Roles, *, is_asker: bool) -> Role:
    """In which role somebody goes on with a thread. Who asked goes on as the owner, others answer if they
    write; somebody who is both answers, unless it is their own question."""
    check_works_on(roles)
    if is_asker and roles & SIGNERS:
        return _first(roles & SIGNERS)
    named = roles & REPORTERS or roles & SIGNERS
    return _first(named or roles)


def _first(roles: Roles) -> Role:
    return next(role for role in _IN_ORDER if role in roles)


def check_looks_after_actions(roles: Roles) -> None:
    """Opening an action, changing it and taking it up again."""
    if not roles:
        raise Refused(
            "Only the reporter, the owner, their deputies and the administrators open and change its actions."
        )


def check_closes_action(roles: Roles, *, is_for: bool) -> None:
    """Also whoever has it to do, or covers them, says that it is done."""
    if not roles and not is_for:
        raise Refused("Only the person it is for, and those who work on the indicator, close this action.")


def check_answers_members(roles: Roles) -> None:
    if not roles:
        raise Refused(
            "Only the reporter, the owner, their deputies and the administrators answer for this indicator."
        )


def acting_as(step: Step, roles: Roles) -> Role:
    """In which of their roles somebody takes a step that they may take."""
    return next(role for role in _IN_ORDER if role in STEPS[step].roles & roles)


def on_behalf_of(role: Role, indicator: Indicator) -> User | None:
    """Whom a deputy acts for in that role."""
    match role:
        case Role.OWNER_COVER:
            return indicator.owner
        case Role.REPORTER_COVER:
            return indicator.reporter
        case _:
            return None
