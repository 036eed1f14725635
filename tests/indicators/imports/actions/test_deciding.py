"""What is decided about a file before it is loaded."""

import pytest

from indicators.actions import imports
from indicators.models import (
    PendingFile,
)
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import AuditEvent
from tests.factories import NOW, People
from tests.indicators.loads import decided


def test_decisions_are_kept_and_taken_back(keep, people: People) -> None:
    pending = decided(keep(), {"a": "accept", "b": "leave_out"}, by=people.administrator, reason=" Late ")
    assert (pending.decisions, pending.reason, pending.version) == (
        {"a": "accept", "b": "leave_out"},
        "Late",
        2,
    )
    pending = decided(pending, {"b": ""}, by=people.administrator)
    assert (pending.decisions, pending.reason, pending.version) == ({"a": "accept"}, "", 3)
    assert PendingFile.objects.get().decisions == {"a": "accept"}
    assert AuditEvent.objects.count() == 1


def test_same_decisions_again_change_nothing(keep, people: People) -> None:
    pending = decided(keep(), {"a": "accept"}, by=people.administrator)
    assert decided(pending, {"a": "accept"}, by=people.administrator).version == 2


def test_second_to_decide_is_told(keep, people: People) -> None:
    pending = keep()
    decided(pending, {"a": "accept"}, by=people.administrator)
    with pytest.raises(Conflict, match="Somebody else decided"):
        decided(pending, {"a": "leave_out"}, by=people.administrator)
    assert PendingFile.objects.get().decisions == {"a": "accept"}


def test_plan_that_is_gone_takes_no_decisions(keep, people: People) -> None:
    pending = keep()
    imports.discard(pending=pending, by=people.administrator, at=NOW)
    with pytest.raises(Conflict, match="loaded or discarded"):
        decided(pending, {"a": "accept"}, by=people.administrator)


@pytest.mark.parametrize(("reason", "said"), [("x" * 501, "500 characters"), ("a\x07b", "control character")])
def test_reason_that_cannot_be_kept(keep, people: People, reason: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refusal:
        decided(keep(), by=people.administrator, reason=reason)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("columns", [{"Other": "nonsense"}, {"Other": "value", "value": "value"}])
def test_columns_that_the_file_cannot_be_read_with(keep, people: People, columns: dict[str, str]) -> None:
    pending = keep(b"ref,month,value,Other\nM1,2018-06,120,7\n")
    with pytest.raises(Invalid) as refusal:
        decided(pending, by=people.administrator, columns=columns)
    assert refusal.value.field == "columns"
    assert PendingFile.objects.get().columns == {}
