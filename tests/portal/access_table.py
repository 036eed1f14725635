"""Who gets what at every address of ours.

The characters are in the order of the roles, one for each:
  anonymous, stranger, viewer, reporter, reporter's cover, owner, owner's cover, administrator,
  portal administrator
  L sign-in page   . page   > sent on   x refused   0 not there   - not this method
  ? something is wrong with the form   c conflict   b makes no sense
A new URL pattern needs a row here: its name, GET, POST, and what is not a World's default (`arguments`).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from commentary.models import Action, MemberQuestion, Question
from indicators.models import (
    Baseline,
    BenchmarkRelease,
    ImportBatch,
    ImportedFile,
    Indicator,
    PendingFile,
    Population,
    Relation,
)
from tests.factories import JUNE, NOW

from .access import Row, World

ADMINISTRATORS = "Lxxxxxx.."
NOT_POSTED = "L--------"
ONLY_POSTED = NOT_POSTED


def section(world: World) -> dict[str, Any]:
    return {"pk": world.section.pk}


def release(status: str) -> Callable[[World], dict[str, Any]]:
    """A benchmark release in that status."""

    def made(world: World) -> dict[str, Any]:
        row, _ = BenchmarkRelease.objects.get_or_create(
            scorecard=world.scorecard, label=status, defaults={"status": status, "in_force_from": JUNE}
        )
        return {"release_pk": row.pk}

    return made


def check(world: World) -> dict[str, Any]:
    row, _ = Relation.objects.get_or_create(
        scorecard=world.scorecard, kind=Relation.STOCK_FLOW, subject=world.indicator
    )
    return {"pk": row.pk}


def population(world: World) -> dict[str, Any]:
    row, _ = Population.objects.get_or_create(
        scorecard=world.scorecard, name="Children", valid_from=date(2016, 6, 1), value=1, source="ONS"
    )
    return {"pk": row.pk}


def baseline(world: World) -> dict[str, Any]:
    row, _ = Baseline.objects.get_or_create(
        indicator=world.indicator,
        starts=date(2018, 1, 1),
        defaults={"reason": "Counted anew", "by": world.people.administrator, "at": NOW},
    )
    return {"pk": row.pk}


def import_plan(world: World) -> dict[str, Any]:
    """A file that would change what is recorded for June."""
    data = b"ref,2018-06\nM1,113\n"
    file, _ = ImportedFile.objects.get_or_create(sha256="0" * 64, defaults={"data": data, "size": len(data)})
    row, _ = PendingFile.objects.get_or_create(
        scorecard=world.scorecard,
        file=file,
        file_name="june.csv",
        by=world.people.administrator,
        at=NOW,
        touched_at=NOW,
    )
    return {"pk": row.pk}


def import_batch(world: World) -> dict[str, Any]:
    """A load of June that gave M1's figure."""
    import_plan(world)
    row, _ = ImportBatch.objects.get_or_create(
        scorecard=world.scorecard,
        file=ImportedFile.objects.get(),
        file_name="june.csv",
        month=JUNE,
        at=NOW,
        summary={"returns_added": 1},
    )
    return {"pk": row.pk}


def percentage(world: World) -> dict[str, Any]:
    """An indicator that is worked out from others."""
    row, _ = Indicator.objects.get_or_create(
        scorecard=world.scorecard,
        ref="M3",
        ref_slug="m3",
        defaults={"section": world.section, "title": "Share", "unit": "percentage", "multiplier": 100},
    )
    return {"ref_slug": row.ref_slug}


def question(world: World) -> dict[str, Any]:
    """The owner asked about M1."""
    row, _ = Question.objects.get_or_create(
        indicator=world.indicator,
        month=JUNE,
        defaults={"text": "Why?", "by": world.people.owner, "acting_as": "owner", "at": NOW},
    )
    return {"pk": row.pk}


def action(world: World) -> dict[str, Any]:
    """Something that the reporter has to do."""
    row, _ = Action.objects.get_or_create(
        indicator=world.indicator, month=JUNE, text="Ring", who=world.people.reporter, due=JUNE
    )
    return {"pk": row.pk}


def member_question(world: World) -> dict[str, Any]:
    row, _ = MemberQuestion.objects.get_or_create(
        indicator=world.indicator,
        month=JUNE,
        text="Why?",
        asked_by="Chair",
        asked_on=JUNE,
        defaults={"logged_by": world.people.administrator, "logged_at": NOW},
    )
    return {"pk": row.pk}


def viewer(world: World) -> dict[str, Any]:
    return {"pk": world.people.viewer.pk}


TABLE: dict[str, Row] = {
    # read without signing in
    "help": Row(".........", "---------"),
    "accessibility": Row(".........", "---------"),
    "privacy": Row(".........", "---------"),
    # everybody who is signed in
    "home": Row("L........", NOT_POSTED),
    "deputy": Row("L........", "L????????"),
    "commentary:messages": Row("L........", "L>>>>>>>>"),
    "own_addresses": Row("L00000000", "L00000000"),
    # scorecards: whether one exists depends on the person
    "scorecards": Row("L.>>>>>>>", NOT_POSTED),
    "scorecard_latest": Row("L0>>>>>>>", NOT_POSTED),
    "scorecard": Row("L0.......", NOT_POSTED),
    "scorecard_csv": Row("L0.......", NOT_POSTED),
    "headlines": Row("L0.......", NOT_POSTED),
    "restatements": Row("L0.......", NOT_POSTED),
    "indicator": Row("L0.......", NOT_POSTED),
    "indicator_csv": Row("L0.......", NOT_POSTED),
    "indicators:quality": Row("L0.......", NOT_POSTED),
    # words
    "commentary:index": Row("L..>>..>.", NOT_POSTED),
    "commentary:desk": Row("L0x..xx.x", NOT_POSTED),
    "commentary:write": Row("L0x..>>.x", "L0x??xx?x"),
    "commentary:checks": Row(ONLY_POSTED, "L0xccxxcx"),
    "commentary:draft": Row("L0x..xx.x", "L0x??xx?x"),
    "commentary:queue": Row("L........", "L????????"),
    "commentary:review": Row("L0x>>...x", "L0x?????x"),
    "commentary:ask": Row("L0xxx..xx", "L0xxx??xx"),
    "commentary:ask_choose": Row("L........", NOT_POSTED),
    "commentary:answer": Row("L0x.....x", "L0x?????x", question),
    "commentary:withdraw_question": Row(ONLY_POSTED, "L0xxx>>xx", question),
    # what was promised, and what members asked
    "commentary:actions": Row("L........", NOT_POSTED),
    "commentary:action": Row("L00.....0", "L00?????0", action),
    "commentary:action_new": Row("L0x.....x", "L0x?????x"),
    "commentary:member_questions": Row("L........", NOT_POSTED),
    "commentary:member_question": Row("L0.......", "L0x?????x", member_question),
    "commentary:member_question_correct": Row("L0xxxxx.x", "L0xxxxx?x", member_question),
    "commentary:member_question_new": Row("L0xxxxx.x", "L0xxxxx?x"),
    # months
    "months": Row("L0xxxxx.x", "L0xxxxx?x"),
    "month_edit": Row("L0xxxxx.x", "L0xxxxx?x"),
    "month_open": Row("L0xxxxx.x", "L0xxxxxcx"),
    "month_close": Row("L0xxxxx.x", "L0xxxxx>x"),
    "month_reopen": Row("L0xxxxx.x", "L0xxxxx?x"),
    "month_progress": Row("L0xxxxx.x", NOT_POSTED),
    "remind_people": Row(ONLY_POSTED, "L0xxxxx>x"),
    "remind_reporter": Row(ONLY_POSTED, "L0xxx>>>x"),
    "progress_csv": Row("L0xxxxx.x", NOT_POSTED),
    "progress_xlsx": Row("L0xxxxx.x", NOT_POSTED),
    # files of figures
    "imports": Row("Lxxxxxx.x", "Lxxxxxx?x"),
    "import_plan": Row("L0xxxxx.x", "Lcxxxxx?x", import_plan),
    "import_findings": Row("L0xxxxx.x", NOT_POSTED, import_plan),
    "import_discard": Row("L0xxxxx.x", "Lcxxxxx>x", import_plan),
    "import_batch": Row("L0xxxxx.x", NOT_POSTED, import_batch),
    "import_undo": Row("L0xxxxx.x", "L0xxxxx?x", import_batch),
    "import_file": Row("L0xxxxx.x", NOT_POSTED, import_batch),
    # figures
    "indicators:returns_index": Row("Lxxxxxx>x", NOT_POSTED),
    "indicators:returns": Row("L0xxxxx>x", NOT_POSTED),
    "indicators:returns_grid": Row("L0xxxxx.x", "L0xxxxx>x"),
    "indicators:returns_cell": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:returns_template": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:returns_record": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:targets": Row("L0xxxxx.x", "L0xxxxx>x"),
    "indicators:targets_save": Row(ONLY_POSTED, "L0xxxxx>x"),
    "indicators:targets_history": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:target_history": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:benchmarks": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:benchmark_start": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:benchmark_release": Row("L0xxxxx.x", "L0xxxxx?x", release("draft")),
    "indicators:benchmark_details": Row("L0xxxxx.x", "L0xxxxx?x", release("draft")),
    "indicators:benchmark_history": Row("L0xxxxx.x", NOT_POSTED, release("draft")),
    "indicators:benchmark_check": Row("L0xxxxx.x", "L0xxxxx?x", release("draft")),
    "indicators:benchmark_draft": Row("L0xxxxx.x", "L0xxxxx?x", release("checked")),
    "indicators:benchmark_in_force": Row("L0xxxxx.x", "L0xxxxx?x", release("checked")),
    # setting up: administrators, and portal administrators for the scorecard and who belongs to it
    "indicators:scorecards": Row(ADMINISTRATORS, NOT_POSTED),
    "indicators:scorecard_new": Row("Lxxxxxxx.", "Lxxxxxxx?"),
    "indicators:scorecard_set_up": Row("L0xxxxx..", NOT_POSTED),
    "indicators:scorecard_rename": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:scorecard_escalation": Row("L0xxxxx.x", "L0xxxxx?x"),
    "commentary_policy": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:comparator_add": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:member_add": Row("L0xxxxx..", "L0xxxxx??"),
    "indicators:member_edit": Row("L0xxxxx..", "L0xxxxx??", viewer),
    "indicators:section_add": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:section_edit": Row("L0xxxxx.x", "L0xxxxx?x", section),
    "indicators:section_move": Row(ONLY_POSTED, "L0xxxxx>x", section, {"direction": "up", "seen_place": "2"}),
    "indicators:section_remove": Row("L0xxxxx.x", "L0xxxxx?x", section),
    "indicators:relations": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:relation_add": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:relation_edit": Row("L0xxxxx.x", "L0xxxxx?x", check),
    "indicators:relation_remove": Row("L0xxxxx.x", "L0xxxxx?x", check),
    "indicators:populations": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:population_add": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:population_edit": Row("L0xxxxx.x", "L0xxxxx?x", population),
    "indicators:population_remove": Row("L0xxxxx.x", "L0xxxxx?x", population),
    "indicators:indicators": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:indicator_add": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:indicator_edit": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:parts": Row("L0xxxxx.x", "L0xxxxx?x", percentage),
    "indicators:baselines": Row("L0xxxxx.x", NOT_POSTED),
    "indicators:baseline_add": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:baseline_withdraw": Row("L0xxxxx.x", "L0xxxxx?x", baseline),
    "indicators:indicator_retire": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:indicator_bring_back": Row("L0xxxxxcx", "L0xxxxxcx"),
    "indicators:hand_over": Row("L0xxxxx.x", "L0xxxxx.x"),
    # people: somebody who is a viewer of the one scorecard
    "people": Row(ADMINISTRATORS, NOT_POSTED),
    "person": Row(ADMINISTRATORS, NOT_POSTED, viewer),
    "person_invite": Row(ADMINISTRATORS, "Lxxxxxx??"),
    "person_edit": Row(ADMINISTRATORS, "Lxxxxxx??", viewer),
    "person_invite_again": Row(ONLY_POSTED, "Lxxxxxx>>", viewer),
    "person_deactivate": Row(ADMINISTRATORS, "Lxxxxxx??", viewer),
    "person_reactivate": Row(ADMINISTRATORS, "Lxxxxxx??", viewer),
    "person_deputy": Row(ADMINISTRATORS, "Lxxxxxx??", viewer),
    "cover_end": Row(ONLY_POSTED, "L0000>0>>", lambda world: {"pk": world.cover.pk}),
    "activity": Row(ADMINISTRATORS, NOT_POSTED),
    "commentary:sent_messages": Row(ADMINISTRATORS, NOT_POSTED),
}
