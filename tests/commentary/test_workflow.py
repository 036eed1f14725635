"""Every step × status × role × need, against a table written by hand from the description of the workflow."""

from collections.abc import Iterator
from itertools import product

import pytest

from commentary.workflow import (
    Role,
    Situation,
    Status,
    Step,
    StepNotAllowed,
    available,
    may_read,
    refusal,
    take,
)

N, D, S, R, A = Status.NOT_STARTED, Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.APPROVED
WRITE = {"reporter", "reporter_cover", "administrator"}
SIGN = {"owner", "owner_cover"}

# step: (from → to, who, the conditions that must hold, those that must not)
TABLE = {
    "load": ({N: D, D: D}, {"importer"}, {"has_text"}, {"is_touched"}),
    "save": ({N: D, D: D, R: R}, WRITE, set(), set()),
    "submit": ({D: S, R: S}, WRITE, {"has_text"}, set()),
    "withdraw": ({S: D}, WRITE, {"is_submitter"}, {"is_opened"}),
    "open": ({S: S}, SIGN, set(), set()),
    "return": ({S: R}, SIGN, {"has_reason"}, set()),
    "approve": ({S: A}, SIGN, set(), {"is_author"}),
    "confirm": ({A: A}, SIGN, {"is_stale"}, {"is_author"}),
    "reopen": ({A: R}, SIGN | {"administrator"}, {"has_reason"}, set()),
}
CONDITIONS = (
    "has_text",
    "has_reason",
    "is_author",
    "is_submitter",
    "is_opened",
    "is_stale",
    "is_touched",
)


def expected(step: str, status: Status, roles: set[str], held: set[str], is_open: bool) -> Status | None:
    moves, who, needed, barred = TABLE[step]
    if not is_open or status not in moves or not who & roles:
        return None
    if not needed <= held or barred & held:
        return None
    if step in ("approve", "confirm") and {"owner", "reporter"} <= roles:
        return None
    return moves[status]


def taken(step: str, situation: Situation) -> Status | None:
    try:
        return take(Step(step), situation)
    except StepNotAllowed:
        return None


def situations(roles: set[str]) -> Iterator[tuple[set[str], Situation]]:
    """Every situation of somebody with these roles, with the conditions that hold in it."""
    for status, is_open in product(Status, (True, False)):
        for flags in product((True, False), repeat=len(CONDITIONS)):
            conditions = dict(zip(CONDITIONS, flags, strict=True))
            situation = Situation(status, frozenset(map(Role, roles)), is_open, **conditions)
            yield {name for name, holds in conditions.items() if holds}, situation


def test_the_table_names_every_step() -> None:
    assert set(TABLE) == {step.value for step in Step}


@pytest.mark.parametrize("step", TABLE)
@pytest.mark.parametrize(
    "roles",
    [set(), *({role.value} for role in Role), {"owner", "reporter"}, {"owner_cover", "reporter"},
     {"owner", "reporter_cover"}, {"administrator", "owner", "reporter"}],
    ids=lambda roles: "+".join(sorted(roles)) or "nobody",
)  # fmt: skip
def test_step_is_taken_exactly_where_the_table_says(step: str, roles: set[str]) -> None:
    for held, situation in situations(roles):
        wanted = expected(step, situation.status, roles, held, situation.month_is_open)
        assert taken(step, situation) == wanted, situation


@pytest.mark.parametrize("role", Role)
def test_available_steps_are_those_that_words_and_a_reason_would_allow(role: Role) -> None:
    for held, situation in situations({role.value}):
        now = (situation.status, {role.value}, held | {"has_text", "has_reason"}, situation.month_is_open)
        assert {step.value for step in available(situation)} == {
            step for step in TABLE if expected(step, *now)
        }


@pytest.mark.parametrize(
    ("step", "situation", "sentence", "forbidden"),
    [
        ("save", Situation(D, frozenset({Role.OWNER})), "Only the reporter, the reporter's deputy", True),
        ("save", Situation(S, frozenset({Role.REPORTER})), "is with the owner", False),
        ("approve", Situation(D, frozenset({Role.OWNER})), "still a draft", False),
        (
            "approve",
            Situation(S, frozenset({Role.OWNER}), is_author=True),
            "You wrote some of these words",
            True,
        ),
        ("approve", Situation(S, frozenset({Role.OWNER, Role.REPORTER})), "both owner and reporter", True),
        ("withdraw", Situation(S, frozenset({Role.REPORTER})), "Only the person who submitted it", True),
        (
            "withdraw",
            Situation(S, frozenset({Role.REPORTER}), is_submitter=True, is_opened=True),
            "The owner has opened it",
            False,
        ),
        ("confirm", Situation(A, frozenset({Role.OWNER})), "Nothing has changed", False),
        (
            "save",
            Situation(D, frozenset({Role.REPORTER}), month_is_open=False),
            "The month is not open",
            False,
        ),
    ],
)
def test_refusal_says_why_and_whether_it_is_the_person(
    step: str, situation: Situation, sentence: str, forbidden: bool
) -> None:
    refused = refusal(Step(step), situation)
    assert refused is not None
    assert sentence in refused.reason
    assert refused.forbidden is forbidden


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", [None, *Role])
def test_unapproved_words_are_for_those_who_work_on_them(status: Status, role: Role | None) -> None:
    works_on_it = role is not None and role.value in WRITE | SIGN
    roles = frozenset() if role is None else frozenset({role})
    assert may_read(status, roles) is (works_on_it or status is A)
