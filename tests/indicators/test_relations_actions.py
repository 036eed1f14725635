"""Stating, changing and removing checks."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from indicators.actions import relations
from indicators.actions.relations import Stated, state_of
from indicators.calculations.relations import in_words
from indicators.models import Indicator, Relation, RelationTerm, Scorecard, ScorecardRevision
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from indicators.scorecards.relations import relation_changes, relations_of
from tests import factories
from tests.factories import NOW, People

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def rows(scorecard: Scorecard) -> dict[str, Indicator]:
    """LAC1 to LAC4, and LAC9, a percentage."""
    made = {ref: factories.indicator(scorecard, ref) for ref in ("LAC1", "LAC2", "LAC3", "LAC4")}
    made["LAC9"] = factories.indicator(scorecard, "LAC9", unit="percentage", decimals=1, multiplier=100)
    return made


@pytest.fixture
def stock(rows: dict[str, Indicator]) -> Stated:
    return Stated(
        kind="stock_flow",
        subject=rows["LAC1"],
        terms=((1, rows["LAC2"]), (-1, rows["LAC3"])),
        tolerance=Decimal(3),
    )


@pytest.fixture
def ratio(rows: dict[str, Indicator]) -> Stated:
    return Stated(
        kind="ratio",
        subject=rows["LAC9"],
        terms=((1, rows["LAC2"]),),
        divisors=((1, rows["LAC1"]),),
        multiplier=100,
        tolerance=Decimal("0.05"),
        severity="error",
    )


@pytest.fixture
def stated(scorecard: Scorecard, people: People, stock: Stated) -> Relation:
    return relations.add(scorecard=scorecard, stated=stock, by=people.administrator, at=NOW)


def words(scorecard: Scorecard) -> list[str]:
    return [in_words(each) for each in relations_of(scorecard.pk)]


class TestAdd:
    def test_is_kept_with_who_and_when(
        self, scorecard: Scorecard, people: People, stock: Stated, ratio: Stated
    ) -> None:
        for each in (stock, ratio):
            relations.add(scorecard=scorecard, stated=each, by=people.administrator, at=NOW)
        assert words(scorecard) == [
            "LAC1 = LAC1 last month + LAC2 − LAC3 ± 3",
            "LAC9 = LAC2 ÷ LAC1 × 100 ± 0.05",
        ]
        assert ScorecardRevision.objects.get(scorecard=scorecard).number == 2
        event = AuditEvent.objects.first()
        assert event is not None
        assert (event.verb, event.by, event.on_label) == (
            "added a check",
            people.administrator,
            "LAC9 = LAC2 ÷ LAC1 × 100 ± 0.05",
        )
        history = RelationTerm.history.latest("history_id")
        assert (history.history_user, history.history_date) == (people.administrator, NOW)

    def test_plain_values_have_the_subjects_unit_and_decimals(
        self, scorecard: Scorecard, people: People, ratio: Stated
    ) -> None:
        relations.add(scorecard=scorecard, stated=ratio, by=people.administrator, at=NOW)
        (check,) = relations_of(scorecard.pk)
        assert (check.unit, check.decimals, check.severity) == ("percentage", 1, "error")
        assert [(term.ref, term.role) for term in check.terms] == [
            ("LAC2", "numerator"),
            ("LAC1", "denominator"),
        ]

    @pytest.mark.parametrize("who", ["viewer", "owner", "reporter", "portal_administrator"])
    def test_is_for_administrators(
        self, scorecard: Scorecard, people: People, stock: Stated, who: str
    ) -> None:
        with pytest.raises(Refused):
            relations.add(scorecard=scorecard, stated=stock, by=getattr(people, who), at=NOW)
        assert not Relation.objects.exists()

    def test_the_same_check_is_stated_once(
        self, scorecard: Scorecard, people: People, stated: Relation, stock: Stated
    ) -> None:
        again = replace(stock, tolerance=Decimal(6))
        with pytest.raises(Invalid, match="already"):
            relations.add(scorecard=scorecard, stated=again, by=people.administrator, at=NOW)


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("stock", {"kind": "guess"}, "kind"),
    ("stock", {"subject": None}, "subject"),
    ("stock", {"terms": ()}, "terms"),
    ("stock", {"terms": "LAC1"}, "terms"),  # a stock among its own flows
    ("stock", {"terms": "LAC2 LAC2"}, "terms"),
    ("stock", {"terms": "LAC9"}, "terms"),  # a percentage among counts
    ("stock", {"divisors": "LAC3"}, "divisors"),
    ("stock", {"multiplier": 100}, "multiplier"),
    ("stock", {"total": Decimal(100)}, "total"),
    ("stock", {"tolerance": Decimal(-1)}, "tolerance"),
    ("stock", {"tolerance": Decimal("0.00001")}, "tolerance"),
    ("stock", {"tolerance": Decimal("NaN")}, "tolerance"),
    ("stock", {"tolerance": Decimal("Infinity")}, "tolerance"),
    ("stock", {"tolerance": Decimal("1e30")}, "tolerance"),
    ("stock", {"severity": "grave"}, "severity"),
    ("ratio", {"divisors": ()}, "divisors"),
    ("ratio", {"subject": None}, "subject"),
    ("ratio", {"multiplier": 0}, "multiplier"),
    ("ratio", {"multiplier": 10**7}, "multiplier"),
    ("ratio", {"divisors": "LAC9"}, "divisors"),
    ("stock", {"kind": "sum", "subject": None}, "subject"),  # neither a subject nor a total
    ("stock", {"kind": "sum", "terms": "LAC2"}, "terms"),
]


@pytest.mark.parametrize(("of", "wrong", "field"), BAD)
def test_what_cannot_be_a_check(
    scorecard: Scorecard,
    people: People,
    rows: dict[str, Indicator],
    stock: Stated,
    ratio: Stated,
    of: str,
    wrong: dict[str, Any],
    field: str,
) -> None:
    for side in ("terms", "divisors"):
        if isinstance(wrong.get(side), str):
            wrong = wrong | {side: tuple((1, rows[ref]) for ref in wrong[side].split())}
    with pytest.raises(Invalid) as refused:
        relations.add(
            scorecard=scorecard,
            stated=replace(ratio if of == "ratio" else stock, **wrong),
            by=people.administrator,
            at=NOW,
        )
    assert refused.value.field == field
    assert not Relation.objects.exists()


def test_rows_of_another_scorecard_are_no_terms(scorecard: Scorecard, people: People, stock: Stated) -> None:
    other = factories.indicator(factories.scorecard("Adults"), "A1")
    with pytest.raises(Invalid, match="A1 belongs to another scorecard"):
        relations.add(
            scorecard=scorecard,
            stated=replace(stock, terms=((1, other),)),
            by=people.administrator,
            at=NOW,
        )


class TestChange:
    def change(self, relation: Relation, stated: Stated, people: People, **given: Any) -> Relation:
        given = {"seen": state_of(relation), "reason": "Agreed with the service", "at": LATER, **given}
        return relations.change(relation=relation, stated=stated, by=people.administrator, **given)

    def test_of_the_tolerance_keeps_the_terms(
        self, scorecard: Scorecard, people: People, stated: Relation, stock: Stated
    ) -> None:
        terms = list(stated.terms.values_list("pk", flat=True))
        self.change(stated, replace(stock, tolerance=Decimal(6)), people)
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 6"]
        assert list(stated.terms.values_list("pk", flat=True)) == terms

    def test_of_terms_and_kind(
        self,
        scorecard: Scorecard,
        people: People,
        rows: dict[str, Indicator],
        stated: Relation,
        stock: Stated,
    ) -> None:
        terms = ((1, rows["LAC2"]), (1, rows["LAC4"]))
        self.change(stated, Stated("sum", None, terms, total=Decimal(100), severity="error"), people)
        assert words(scorecard) == ["LAC2 + LAC4 = 100"]
        told = [(change.what, change.why) for change in relation_changes(scorecard)]
        assert told == [
            (
                "Check LAC1 = LAC1 last month + LAC2 − LAC3 ± 3 changed to LAC2 + LAC4 = 100",
                "Agreed with the service",
            ),
            ("Check added: LAC1 = LAC1 last month + LAC2 − LAC3 ± 3", "Added"),
        ]

    def test_of_the_severity_alone_is_told(
        self, scorecard: Scorecard, people: People, stated: Relation, stock: Stated
    ) -> None:
        self.change(stated, replace(stock, severity="error"), people)
        assert relation_changes(scorecard)[0].what.endswith("changed from warning to error")

    def test_needs_a_reason(self, people: People, stated: Relation, stock: Stated) -> None:
        with pytest.raises(Invalid) as refused:
            self.change(stated, replace(stock, tolerance=Decimal(6)), people, reason=" ")
        assert refused.value.field == "reason"

    def test_nothing_changed_writes_nothing(self, people: People, stated: Relation, stock: Stated) -> None:
        before = Relation.history.count(), AuditEvent.objects.count()
        self.change(stated, replace(stock, tolerance=Decimal("3.0")), people, reason="")
        assert (Relation.history.count(), AuditEvent.objects.count()) == before

    def test_over_somebody_elses_change_is_a_conflict(
        self, scorecard: Scorecard, people: People, stated: Relation, stock: Stated
    ) -> None:
        seen = state_of(stated)
        self.change(stated, replace(stock, tolerance=Decimal(6)), people)
        with pytest.raises(Conflict):
            self.change(stated, replace(stock, tolerance=Decimal(9)), people, seen=seen)
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 6"]

    def test_a_wrong_change_changes_nothing(
        self, scorecard: Scorecard, people: People, stated: Relation, stock: Stated
    ) -> None:
        with pytest.raises(Invalid):
            self.change(stated, replace(stock, tolerance=Decimal(6), terms=()), people)
        assert words(scorecard) == ["LAC1 = LAC1 last month + LAC2 − LAC3 ± 3"]


class TestRemove:
    def test_history_keeps_it_in_words(self, scorecard: Scorecard, people: People, stated: Relation) -> None:
        relations.remove(relation=stated, reason="No longer useful", by=people.administrator, at=LATER)
        assert not Relation.objects.exists()
        assert not RelationTerm.objects.exists()
        newest = relation_changes(scorecard)[0]
        assert (newest.what, newest.why, newest.by) == (
            "Check removed: LAC1 = LAC1 last month + LAC2 − LAC3 ± 3",
            "No longer useful",
            "Administrator",
        )
        assert set(RelationTerm.history.filter(history_type="-").values_list("history_user__email")) == {
            (people.administrator.email,)
        }

    def test_twice_is_a_conflict(self, people: People, stated: Relation) -> None:
        relations.remove(relation=stated, reason="Not useful", by=people.administrator, at=LATER)
        stated.pk = RelationTerm.history.first().relation_id
        with pytest.raises(Conflict):
            relations.remove(relation=stated, reason="Not useful", by=people.administrator, at=LATER)

    def test_needs_a_reason_and_an_administrator(self, people: People, stated: Relation) -> None:
        with pytest.raises(Invalid):
            relations.remove(relation=stated, reason="", by=people.administrator, at=LATER)
        with pytest.raises(Refused):
            relations.remove(relation=stated, reason="Mine", by=people.owner, at=LATER)
        assert Relation.objects.exists()


def test_reading_the_checks_takes_two_queries_however_many(
    scorecard: Scorecard,
    people: People,
    stated: Relation,
    ratio: Stated,
    django_assert_num_queries: Any,
) -> None:
    relations.add(scorecard=scorecard, stated=ratio, by=people.administrator, at=NOW)
    with django_assert_num_queries(2):
        assert len(relations_of(scorecard.pk)) == 2
