"""Which commentaries of a month its scorecard's policy requires: the facts, from rows and tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.text import Truncator

from commentary.models import Question
from indicators.calculations import formats, months
from indicators.calculations.control_charts import Rule
from indicators.calculations.target_words import against_words
from indicators.calculations.terms import Basis, TargetStatus
from indicators.models import ReportingMonth
from indicators.models import Scorecard as ScorecardModel
from indicators.scorecards import Row, Scorecard
from indicators.scorecards.neighbours import worse_than
from indicators.scorecards.restatements import Before, restated_since_opened

from .requirements import EVERY_ROW, Asked, Requirement, Restated, RowFacts, Signal, by_exception
from .spoken import approved_months, silent_months

# This month, and two before it.
NEW_MONTHS = 3
# A question is told in a list by its beginning.
QUESTION_SHOWN = 160


def requirements(policy: str, built: Scorecard) -> dict[int, Requirement]:
    """By leading row. No query where every row is written; by exception three, however many rows, and one
    more where an earlier month was restated."""
    family = families(built.rows)
    if policy != ScorecardModel.BY_EXCEPTION:
        return dict.fromkeys(family, EVERY_ROW)
    changed = any(month < built.month for row in built.rows for month in row.restated)
    restated = restated_since_opened(built.pk, built.month, while_latest=True) if changed else {}
    asked = _asked(built.pk, built.month)
    silent = _silent(built, family)
    return {
        pk: by_exception(
            (row_facts(row, restated.get(row.pk, {})) for row in _leading_first(pk, rows)),
            asked=asked.get(pk, ()),
            silent_months=silent[pk],
        )
        for pk, rows in family.items()
    }


def families(rows: Iterable[Row]) -> dict[int, tuple[Row, ...]]:
    """The rows that share their words, in printed order, by the leading one that is shown."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.shares_with_pk or row.pk].append(row)
    return {pk: tuple(each) for pk, each in found.items()}


def row_facts(row: Row, restated: Mapping[date, Before]) -> RowFacts:
    """`restated` has the earlier months that were changed lately, with the figure before."""
    beside = worse_than(row)
    return RowFacts(
        ref=row.ref,
        figure=_figure(row, row.now.value),
        signal=_signal(row),
        off_target=_off_target(row),
        neighbours=_figure(row, beside.value) if beside else "",
        restated=tuple(_restated(row, restated)),
        first_month=_first_month(row),
    )


def _leading_first(pk: int, rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.pk != pk)


def _signal(row: Row) -> Signal | None:
    signal = row.signal
    if signal.kind is None:
        return None
    first = signal.reading.explanations[0]
    # Outside its limits the figure is named; the months of a run would make the reason long.
    said = first.sentence if first.rule is Rule.OUTSIDE else first.clause
    return Signal(signal.kind, signal.is_up, signal.reading.word, said)


def _off_target(row: Row) -> str:
    reading, position = row.target_reading, row.target_position
    if reading is None or position is None or reading.status is not TargetStatus.OFF_TARGET:
        return ""
    clause = against_words(position, unit=row.unit, decimals=row.decimals)
    if position.basis is Basis.ANNUAL_TOTAL:
        return clause if reading.months_elapsed > 1 else f"{_figure(row, reading.compared)} {clause}"
    return f"{_figure(row, reading.compared)}, {clause}"


def _restated(row: Row, before: Mapping[date, Before]) -> Iterable[Restated]:
    """A month is named by itself where its name can be no other's among the 13."""
    for cell in row.cells[:-1]:
        if cell.month in before and cell.month in row.restated:
            old = before[cell.month]
            same_year = cell.month.year == row.now.month.year
            yield Restated(
                months.NAMES[cell.month.month - 1] if same_year else months.label(cell.month),
                _figure(row, old.value) or "no figure",
                _figure(row, cell.value) or "no figure",
            )


def _first_month(row: Row) -> str:
    """`since` is None without any figure."""
    since = row.signal.since
    is_new = since is not None and since >= months.shift(row.now.month, 1 - NEW_MONTHS)
    return months.label(since) if since is not None and is_new else ""


def _figure(row: Row, value: Decimal | None) -> str:
    return formats.figure(value, row.unit, row.decimals)


def _asked(scorecard_pk: int, month: date) -> dict[int, list[Asked]]:
    """What owners asked a commentary for. One query."""
    questions = Question.objects.standing().for_month(scorecard_pk, month).filter(asks_for_commentary=True)
    found: dict[int, list[Asked]] = defaultdict(list)
    for pk, by, text in questions.values_list("indicator_id", "by__full_name", "text"):
        found[pk].append(Asked(by, Truncator(" ".join(text.split())).chars(QUESTION_SHOWN)))
    return found


def _silent(built: Scorecard, family: Mapping[int, Sequence[Row]]) -> dict[int, int]:
    """How many months in a row before this one nothing was said, although it could be. Two queries."""
    before = built.months[:-1]
    begun = ReportingMonth.objects.filter(scorecard_id=built.pk, month__in=before)
    asked = set(begun.exclude(status=ReportingMonth.PLANNED).values_list("month", flat=True))
    spoken = approved_months(built.pk, before)
    return {
        pk: silent_months(
            before,
            asked=asked,
            spoken=spoken.get(pk, ()),
            since=_leading_first(pk, rows)[0].active_from,
        )
        for pk, rows in family.items()
    }
