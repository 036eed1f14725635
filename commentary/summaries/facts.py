"""The figures and words that a commentary is checked against."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from commentary.checks import (
    Comparator,
    EarlierWords,
    Facts,
    Figures,
    OtherWords,
    TargetFacts,
    Whom,
    explained_in,
)
from commentary.models import Commentary
from indicators import models
from indicators.calculations import months
from indicators.scorecards import Row

from .month import Item, MonthWork

# A sentence older than this is not remembered.
MONTHS_BACK = 12

_WHOM = {
    "statistical_neighbours": Whom.NEIGHBOURS,
    "national": Whom.NATIONAL,
    "region": Whom.REGION,
}


@dataclass(frozen=True, slots=True)
class _Known:
    """Rows and words of a month, and what ties rows to each other: by the key of the row."""

    figures: Mapping[int, Figures]
    related: Mapping[int, frozenset[int]]
    said: Mapping[int, OtherWords]
    earlier: Mapping[int, tuple[EarlierWords, ...]]
    glossary: frozenset[str]


def facts_of(work: MonthWork, item: Item) -> Facts:
    """What the words of one item are held against. Three queries."""
    return _facts(work, item, _known(work))


def facts_of_month(work: MonthWork) -> dict[int, Facts]:
    """The facts of every item, by the key of its leading row. Three queries, whatever the number of rows."""
    known = _known(work)
    return {item.row.pk: _facts(work, item, known) for item in work.items}


def _facts(work: MonthWork, item: Item, known: _Known) -> Facts:
    sharing = {row.pk for row in item.family}
    near = sharing | known.related.get(item.row.pk, frozenset()) | _stating(work, item)
    return Facts(
        row=known.figures[item.row.pk],
        family=tuple(known.figures[pk] for pk in known.figures if pk in near and pk != item.row.pk),
        others=tuple(figures for pk, figures in known.figures.items() if pk not in near),
        elsewhere=tuple(words for pk, words in known.said.items() if pk != item.row.pk),
        earlier=known.earlier.get(item.row.pk, ()),
        glossary=known.glossary,
    )


def _stating(work: MonthWork, item: Item) -> set[int]:
    """Rows whose own commentary says the same, word for word."""
    return {
        each.row.pk for each in work.items if item.summary.text and each.summary.text == item.summary.text
    }


def _known(work: MonthWork) -> _Known:
    rows = work.scorecard.rows
    kinds = dict(models.Comparator.objects.filter(scorecard=work.scorecard.pk).values_list("pk", "kind"))
    return _Known(
        figures={row.pk: _figures(row, kinds) for row in rows},
        related=_related(work.scorecard.pk),
        said={
            item.row.pk: OtherWords(item.row.ref, item.summary.text)
            for item in work.items
            if item.summary.text
        },
        earlier=_earlier(work),
        glossary=frozenset().union(
            *(explained_in(f"{row.title}. {row.outcome}. {row.definition}") for row in rows)
        ),
    )


def _related(scorecard_pk: int) -> dict[int, frozenset[int]]:
    """A count and what it is the numerator of: "the rate" in the words of one is the other."""
    parts = models.Part.objects.filter(
        indicator__scorecard=scorecard_pk, role=models.Part.NUMERATOR, other__isnull=False
    )
    numerators: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, other, sign in parts.values_list("indicator_id", "other_id", "sign"):
        numerators[pk].append((other, sign))
    found: dict[int, set[int]] = defaultdict(set)
    for pk, others in numerators.items():
        if all(sign > 0 for _, sign in others):
            for other, _ in others:
                found[pk].add(other)
                found[other].add(pk)
    return {pk: frozenset(others) for pk, others in found.items()}


def _earlier(work: MonthWork) -> dict[int, tuple[EarlierWords, ...]]:
    rows = Commentary.objects.filter(
        indicator__scorecard=work.scorecard.pk,
        month__lt=work.month,
        month__gte=months.shift(work.month, -MONTHS_BACK),
    ).exclude(text="")
    found: dict[int, list[EarlierWords]] = defaultdict(list)
    for pk, month, text in rows.order_by("-month").values_list("indicator_id", "month", "text"):
        found[pk].append(EarlierWords(month, text))
    return {pk: tuple(texts) for pk, texts in found.items()}


def _figures(row: Row, kinds: Mapping[int, str]) -> Figures:
    return Figures(
        ref=row.ref,
        title=row.title,
        short_title=row.short_title,
        unit=row.unit,
        polarity=row.polarity,
        decimals=row.decimals,
        month=row.now.month,
        values=tuple(cell.value for cell in row.cells),
        numerator=row.now.numerator,
        denominator=row.now.denominator,
        mean_12=row.mean_12,
        comparators=tuple(
            Comparator(
                _WHOM.get(kinds.get(each.comparator.pk, ""), Whom.OTHER),
                each.comparator.name,
                each.value,
                verdict.verdict,
            )
            for each, verdict in zip(row.benchmarks, row.verdicts, strict=True)
            if each.value is not None
        ),
        target=_target(row),
        signal=row.signal.kind,
    )


def _target(row: Row) -> TargetFacts | None:
    target, reading = row.target_now, row.target_reading
    if target.value is None or target.is_tbc or reading is None:
        return None
    return TargetFacts(target.value, reading.compared, reading.against, reading.status, target.direction)
