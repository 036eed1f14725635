"""A file whose column of refs has a heading nobody knows: said once, and remembered."""

import pytest

from indicators.actions import imports
from indicators.imports.findings import BrokenFile
from indicators.imports.plans.plan import Plan
from indicators.models import ColumnMeaning, ImportBatch, Indicator, MonthlyReturn, PendingFile, Scorecard
from indicators.people.errors import Invalid
from tests import factories
from tests.factories import JUNE, MAY, NOW, People
from tests.indicators.loads import confirmed, decided, kept

FILE = b"Area,Ident,May-18,Jun-18\nNorth,M1,110,120\nNorth,M2,30,31\n"


@pytest.fixture(autouse=True)
def both(scorecard: Scorecard) -> tuple[Indicator, Indicator]:
    """M1 with 110 for May, M2 without a figure."""
    first, second = factories.indicator(scorecard, "M1"), factories.indicator(scorecard, "M2")
    factories.returns(first, ["110"], last=MAY)
    return first, second


def plan_now(pending: PendingFile) -> Plan:
    return imports.read(pending)[1]


def test_it_is_kept_and_asks_which_column_it_is(scorecard: Scorecard, people: People) -> None:
    plan = plan_now(kept(scorecard, FILE, by=people.administrator))
    (finding,) = plan.to_decide
    assert (finding.severity, finding.kind, finding.choices) == ("error", "ref_column_not_known", ())
    assert finding.where == ("", 1, "")
    assert finding.message == (
        "No column is headed “Ref.” or a like word. Say below which column holds the refs. "
        "Column B, “Ident”, holds 2 refs of this scorecard."
    )
    assert not plan.changes_something


def test_nothing_is_loaded_before(scorecard: Scorecard, people: People) -> None:
    pending = kept(scorecard, FILE, by=people.administrator)
    # No decision settles it: only the column does.
    key = plan_now(pending).to_decide[0].key
    pending = decided(pending, {key: "leave_out"}, by=people.administrator)
    with pytest.raises(Invalid, match="One finding is still to be decided"):
        confirmed(pending, by=people.administrator)
    assert not ImportBatch.objects.exists()


def test_said_once_it_is_read_loaded_and_remembered(scorecard: Scorecard, people: People) -> None:
    pending = decided(
        kept(scorecard, FILE, by=people.administrator), by=people.administrator, columns={"Ident": "ref"}
    )
    now = plan_now(pending)
    assert (len(now.new), now.unchanged, now.to_decide) == (3, 1, ())
    confirmed(pending, by=people.administrator)
    june = MonthlyReturn.objects.filter(month=JUNE).values_list("indicator__ref", "value")
    assert dict(june) == {"M1": 120, "M2": 31}
    assert dict(ColumnMeaning.objects.values_list("heading", "field")) == {"ident": "ref"}
    later = kept(scorecard, b"Ident,Jun-18\nM1,121\n", by=people.administrator)
    assert later.columns == {"ident": "ref"}
    assert len(plan_now(later).to_decide) == 1
    # And can be taken back.
    later = decided(later, by=people.administrator, columns={"Ident": ""})
    assert plan_now(later).to_decide[0].kind == "ref_column_not_known"


def test_column_without_heading_is_to_be_given_one(scorecard: Scorecard, people: People) -> None:
    plan = plan_now(kept(scorecard, b",May-18,Jun-18\nM1,110,120\n", by=people.administrator))
    assert plan.to_decide[0].message.endswith(
        "Column A holds 1 ref of this scorecard and has no heading: write “Ref.” above it and send the file "
        "again."
    )


def test_titles_that_held_refs_once_do_not_hide_refs(scorecard: Scorecard, people: People) -> None:
    """ "Indicator" was said to hold refs in a file without any; this one has "Ref." beside it."""
    ColumnMeaning.objects.create(
        scorecard=scorecard, heading="indicator", field="ref", by=people.administrator, at=NOW
    )
    pending = kept(scorecard, b"Indicator,Ref.,Jun-18\nMeasure M1,M1,120\n", by=people.administrator)
    assert pending.columns == {}
    assert [figure.indicator.ref for figure in plan_now(pending).new] == ["M1"]
    alone = kept(scorecard, b"Indicator,Jun-18\nM1,120\n", by=people.administrator)
    assert [figure.indicator.ref for figure in plan_now(alone).new] == ["M1"]


def test_file_without_any_header_is_refused(scorecard: Scorecard, people: People) -> None:
    with pytest.raises(BrokenFile, match="No header row"):
        kept(scorecard, b"M1,110,120\nM2,30,31\n", by=people.administrator)
    assert not PendingFile.objects.exists()
