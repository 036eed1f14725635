"""The checks that a scorecard states, as plain values, and what happened to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from indicators import models
from indicators.calculations.relations import Relation, RelationKind, Term, in_words
from indicators.calculations.terms import Unit

from .changes import Change, change


def relations_of(scorecard_pk: int) -> tuple[Relation, ...]:
    """All checks of a scorecard, in their order. Two queries."""
    terms = _terms(scorecard_pk)
    rows = models.Relation.objects.filter(scorecard_id=scorecard_pk).select_related("subject")
    return tuple(stated_by(row, terms[row.pk]) for row in rows)


def stated_by(row: Any, terms: Iterable[Any]) -> Relation:
    """The check that a row and its terms state, or their history; indicators are at hand. No query."""
    found = list(terms)
    # A total is in the unit of what makes it.
    measured = [row.subject] if row.subject else [term.indicator for term in found]
    return Relation(
        pk=row.pk,
        kind=RelationKind(row.kind),
        subject=row.subject.ref if row.subject else "",
        total=row.total,
        terms=tuple(Term(term.indicator.ref, term.role, term.sign) for term in found),
        multiplier=row.multiplier,
        tolerance=row.tolerance,
        severity=row.severity,
        decimals=max((each.decimals for each in measured), default=0),
        unit=Unit(measured[0].unit) if measured else Unit.COUNT,
    )


def relation_changes(scorecard: models.Scorecard) -> list[Change]:
    """Newest first, each check in the words of its time with the refs of today. Two queries."""
    terms: dict[int, list[Any]] = defaultdict(list)
    rows = models.Relation.history.filter(scorecard_id=scorecard.pk).select_related("subject", "history_user")
    of_terms = models.RelationTerm.history.filter(
        relation_id__in=models.Relation.history.filter(scorecard_id=scorecard.pk).values("id")
    )
    for term in of_terms.select_related("indicator").order_by("history_id"):
        terms[term.relation_id].append(term)
    found: list[Change] = []
    for pk, history in groupby(rows.order_by("id", "history_id"), key=lambda row: row.id):
        found += _told(history, terms[pk])
    return sorted(found, key=lambda each: each.at, reverse=True)


def _terms(scorecard_pk: int) -> dict[int, list[models.RelationTerm]]:
    found: dict[int, list[models.RelationTerm]] = defaultdict(list)
    rows = models.RelationTerm.objects.filter(relation__scorecard_id=scorecard_pk)
    for row in rows.select_related("indicator"):
        found[row.relation_id].append(row)
    return found


def _told(history: Iterable[Any], terms: list[Any]) -> Iterator[Change]:
    words = severity = ""
    for row in history:
        if row.history_type == "-":
            yield change(row, f"Check removed: {words}")
            continue
        was, was_severity = words, severity
        words, severity = in_words(stated_by(row, _at(terms, row.history_date))), row.severity
        if row.history_type == "+":
            yield change(row, f"Check added: {words}")
        elif was != words:
            yield change(row, f"Check {was} changed to {words}")
        else:
            yield change(row, f"Check {words} changed from {was_severity} to {severity}")


def _at(terms: list[Any], moment: datetime) -> list[Any]:
    """Those that stood then; terms are replaced as a whole."""
    standing: dict[int, Any] = {}
    for term in terms:
        if term.history_date > moment:
            break
        if term.history_type == "-":
            standing.pop(term.id, None)
        else:
            standing[term.id] = term
    return list(standing.values())
