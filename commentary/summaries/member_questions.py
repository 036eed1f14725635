"""Members' questions as lists, pages and packs show them. One query each, frozen answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from commentary.models import MemberQuestion
from indicators.calculations import months
from indicators.models.scorecard import Reach


@dataclass(frozen=True, slots=True)
class MemberQuestionRow:
    """One question as it stands; without an answer `answered_by` is empty."""

    pk: int
    indicator_pk: int
    ref: str
    title: str
    slug: str
    ref_slug: str
    month: date
    text: str
    asked_by: str
    asked_on: date
    answer: str
    answered_by: str
    answered_on: date | None

    @property
    def is_answered(self) -> bool:
        return bool(self.answer)


def questions_of(indicators: Iterable[int]) -> tuple[MemberQuestionRow, ...]:
    """Of these indicators, the last asked first."""
    return as_question_rows(in_order(MemberQuestion.objects.filter(indicator__in=tuple(indicators))))


def questions_for_pack(scorecard_pk: int, month: date) -> tuple[MemberQuestionRow, ...]:
    """What the pack of `month` answers: questions on the pack before it, those with an answer first."""
    asked = MemberQuestion.objects.filter(indicator__scorecard=scorecard_pk, month=months.shift(month, -1))
    in_printed_order = ("indicator__section__order", "indicator__order", "pk")
    found = as_question_rows(_with_names(asked).order_by(*in_printed_order))
    return tuple(sorted(found, key=lambda each: not each.is_answered))


def for_them_to_answer(reader: Reach, user_pk: int) -> QuerySet[MemberQuestion]:
    """Of indicators that this person owns, reports or covers, answered or not."""
    people = {user_pk, *reader.covered}
    theirs = Q(indicator__owner__in=people) | Q(indicator__reporter__in=people)
    return MemberQuestion.objects.filter(theirs, indicator__scorecard__in=reader.scorecards)


def in_their_reach(reader: Reach, user_pk: int) -> QuerySet[MemberQuestion]:
    """Those, and all of the scorecards that this person administers."""
    administered = Q(indicator__scorecard__in=reader.as_administrator)
    return for_them_to_answer(reader, user_pk) | MemberQuestion.objects.filter(administered)


def not_answered(rows: QuerySet[MemberQuestion]) -> QuerySet[MemberQuestion]:
    """The longest waiting first."""
    return _with_names(rows.filter(answer="")).order_by("asked_on", "pk")


def in_order(rows: QuerySet[MemberQuestion]) -> QuerySet[MemberQuestion]:
    """The last asked first."""
    return _with_names(rows).order_by("-asked_on", "-pk")


def as_question_rows(rows: Iterable[MemberQuestion]) -> tuple[MemberQuestionRow, ...]:
    return tuple(_row(each) for each in rows)


def _with_names(rows: QuerySet[MemberQuestion]) -> QuerySet[MemberQuestion]:
    return rows.select_related("indicator__scorecard", "answered_by")


def _row(each: MemberQuestion) -> MemberQuestionRow:
    indicator = each.indicator
    return MemberQuestionRow(
        pk=each.pk,
        indicator_pk=indicator.pk,
        ref=indicator.ref,
        title=indicator.shown_title,
        slug=indicator.scorecard.slug,
        ref_slug=indicator.ref_slug,
        month=each.month,
        text=each.text,
        asked_by=each.asked_by,
        asked_on=each.asked_on,
        answer=each.answer,
        answered_by=each.answered_by.full_name if each.answered_by else "",
        answered_on=timezone.localdate(each.answered_at) if each.answered_at else None,
    )
