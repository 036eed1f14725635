"""Beside My work: what was promised, and what members asked."""

from dataclasses import dataclass

from commentary import summaries
from commentary.summaries import ActionRow, MemberQuestionRow
from indicators.people.http import SignedInRequest
from indicators.permissions import reach

MOST = 5


@dataclass(frozen=True, slots=True)
class Promises:
    """The first few of each, and how many there are besides."""

    actions: tuple[ActionRow, ...]
    more_actions: int
    questions: tuple[MemberQuestionRow, ...]
    more_questions: int


def promises(request: SignedInRequest) -> Promises:
    """Late ones first, and the questions that wait longest. Two queries."""
    known, pk = reach(request), request.user.pk
    actions = summaries.to_do(known, pk, on=request.today)
    waiting = summaries.not_answered(summaries.for_them_to_answer(known, pk))
    questions = summaries.as_question_rows(waiting)
    return Promises(actions[:MOST], len(actions[MOST:]), questions[:MOST], len(questions[MOST:]))
