"""History rows are written once: our code refuses to change them, and so does PostgreSQL."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from commentary.actions import actions, questions, steps
from commentary.models import ActionEvent, Answer, Opening
from indicators.models import Indicator
from indicators.people.immutable import ImmutableModel, RowIsImmutable
from tests import factories
from tests.factories import JUNE, NOW, People

MODELS = [each for each in apps.get_models() if issubclass(each, ImmutableModel)]
# Bits of pg_trigger.tgtype: for each row, before, delete, update.
ROW_BEFORE_DELETE_UPDATE = 1 + 2 + 8 + 16

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such triggers")


@pytest.fixture
def rows(scorecard, people: People) -> tuple[ActionEvent, Answer, Opening]:
    indicator: Indicator = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    at: dict[str, Any] = {"indicator": indicator, "month": JUNE, "at": NOW}
    steps.submit(**at, text="Up by two.", seen_version=0, by=people.reporter)
    steps.open_for_reading(**at, by=people.owner)
    question = questions.ask(**at, text="Why?", asks_for_commentary=False, by=people.owner)
    questions.answer(question=question, text="A new team.", seen_answers=0, by=people.reporter, at=NOW)
    actions.open_one(**at, text="Move cases", who=people.reporter, due=NOW.date(), by=people.owner)
    return ActionEvent.objects.get(), Answer.objects.get(), Opening.objects.get()


def test_code_refuses(rows) -> None:
    for row in rows:
        for change in (row.save, row.delete, type(row).objects.all().delete):
            with pytest.raises(RowIsImmutable):
                change()


@on_postgresql
def test_postgresql_refuses(rows) -> None:
    for row in rows:
        # A queryset that does not refuse, as somebody in a console would have it.
        unguarded: QuerySet[Any] = QuerySet(type(row))
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            unguarded.update(at=NOW)
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            unguarded._raw_delete(unguarded.db)


@on_postgresql
def test_every_model_of_history_has_its_trigger(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgtype = %s AND tgenabled = 'O' AND NOT tgisinternal",
            [ROW_BEFORE_DELETE_UPDATE],
        )
        guarded = {table for (table,) in cursor.fetchall()}
    assert len(MODELS) > 5
    assert {model._meta.db_table for model in MODELS} <= guarded
