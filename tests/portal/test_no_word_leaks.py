"""Words that are not approved, and all that is said about them, on every address and in every mail."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from commentary.actions import actions, digests, drafts, overrides, questions, reminders, steps
from commentary.models import Action, Commentary, Question
from commentary.permissions import standing
from commentary.summaries import checks_of, month_work
from indicators.models import ReportingMonth, Scorecard, Section
from indicators.people.models import AuditEvent, Cover, User
from tests import factories
from tests.factories import JUNE, NOW, People

from .access import World, addresses
from .access_table import TABLE

PROMISE = "Heron teams will ring every family by 6 August."
FALLEN = "The number has fallen this month."
ADDRESS = "https://portal.example.gov.uk"
# Every unapproved word is of a bird.
BIRDS = ("heron", "magpie", "puffin", "osprey", "linnet", "dunlin", "curlew", "plover")
OWN_DRAFT = "magpie"


@pytest.fixture
def world(scorecard: Scorecard, people: People) -> World:
    """M1 was returned; every kind of word about it has a bird in it."""
    Scorecard.objects.update(commentary_policy=Scorecard.BY_EXCEPTION)
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(number) for number in range(100, 113)])
    on: dict[str, Any] = {"indicator": made, "month": JUNE, "at": NOW}
    asked = questions.ask(**on, text="Why osprey?", asks_for_commentary=True, by=people.owner)
    questions.answer(question=asked, text="The linnet.", seen_answers=0, by=people.reporter, at=NOW)
    taken_back = questions.ask(**on, text="And dunlin?", asks_for_commentary=False, by=people.owner)
    questions.withdraw(question=taken_back, by=people.owner, at=NOW)
    row = steps.save(**on, text=f"{FALLEN} {PROMISE}", seen_version=0, by=people.reporter)
    kept: dict[str, Any] = {"text": row.text, "seen_version": row.version, "key": _key(scorecard, people)}
    overrides.keep(**on, **kept, reason="Counted a puffin", by=people.reporter)
    given: dict[str, Any] = {"who": people.reporter, "due": date(2018, 8, 6), "by": people.reporter}
    actions.open_one(**on, text="Ring the herons", promise=PROMISE, **given)
    by_hand = actions.open_one(**on, text="Count the curlews", **given)
    actions.close(action=by_hand, outcome="Saw a plover", seen_version=1, by=people.reporter, at=NOW)
    row = steps.submit(**on, text=row.text, seen_version=row.version, by=people.reporter)
    steps.return_to_reporter(**on, reason="More on puffins.", seen_version=row.version, by=people.owner)
    version = Commentary.objects.get().version
    drafts.keep(**on, text="A magpie, half writ", based_on=version, seen=0, by=people.reporter)
    empty = Section.objects.create(scorecard=scorecard, name="Nothing in it yet", order=2)
    return World(people, scorecard, made, empty, Cover.objects.get(user=people.owner))


def _key(scorecard: Scorecard, people: People) -> str:
    work = month_work(ReportingMonth.objects.select_related("scorecard").get())
    by = standing(people.reporter, scorecard, NOW.date())
    return next(each.key for each in checks_of(work, work.items[0], by).open if each.promise is None)


@pytest.fixture
def other(world: World) -> User:
    """Owner and reporter of another row."""
    user = factories.user("Other")
    made = factories.indicator(world.scorecard, "M2", owner=user, reporter=user)
    factories.returns(made, ["5"] * 13)
    return user


def test_nobody_else_reads_them(world: World, other: User, sign_in) -> None:
    """Those who may read them open every page first, so that what is kept for others is kept of theirs."""
    paths = [*_paths(world)]
    known = [_seen(sign_in(user), paths) for user in (world.people.owner, world.people.reporter)]
    assert {bird for each in known for birds in each.values() for bird in birds} == set(BIRDS)
    portal = [*paths, *_admin_paths()]
    readers = ((world.people.viewer, paths), (world.people.stranger, paths), (other, paths))
    for user, everywhere in (*readers, (world.people.portal_administrator, portal)):
        assert _seen(sign_in(user), everywhere) == {}, user


def test_an_owner_reads_no_draft_that_is_not_saved(world: World, sign_in) -> None:
    for user in (world.people.owner, world.people.owner_cover):
        found = _seen(sign_in(user), _paths(world))
        assert "heron" in found["/review/childrens-services/2018-06/m1/"]
        assert [path for path, birds in found.items() if OWN_DRAFT in birds] == []


def test_no_mail_and_no_log_has_them(world: World, other: User) -> None:
    month = ReportingMonth.objects.select_related("scorecard").get()
    keys = [f"write-{world.people.reporter.pk}"]
    reminders.remind(month=month, keys=keys, by=world.people.administrator, at=NOW, address=ADDRESS)
    digests.send(address=ADDRESS, at=NOW)
    assert len(mail.outbox) > 2
    for message in mail.outbox:
        assert _birds(message.message().as_string()) == set()
    for event in AuditEvent.objects.all():
        assert _birds(f"{event.verb} {event.on_label} {event.before} {event.after}") == set()


OF_QUESTIONS = ("commentary:answer", "commentary:withdraw_question")


def _paths(world: World) -> Iterator[str]:
    for name, each in addresses().items():
        if name not in OF_QUESTIONS:
            yield each.path(world, TABLE[name])
    for pk in Question.objects.values_list("pk", flat=True):
        yield f"/commentary/childrens-services/2018-06/m1/questions/{pk}/"
    for pk in Action.objects.values_list("pk", flat=True):
        yield f"/actions/{pk}/"
    yield from (
        "/actions/?show=all",
        "/actions/?show=closed",
        "/indicators/childrens-services/m1/?month=2018-06",
    )
    for view in ("compact", "full"):
        yield f"/scorecards/childrens-services/2018-06/?view={view}"


def _admin_paths() -> Iterator[str]:
    """Every row of ours in Django's admin."""
    models: list[type[Model]] = [*apps.get_app_config("commentary").get_models(), AuditEvent]
    for model in models:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        for pk in model._default_manager.values_list("pk", flat=True)[:3]:
            yield reverse(f"{name}_change", args=(pk,))
            yield reverse(f"{name}_history", args=(pk,))


def _seen(client: Client, paths) -> dict[str, set[str]]:
    """The birds on each page, headers included, by path."""
    found = {}
    for path in paths:
        page = client.get(path)
        if birds := _birds(f"{page.content.decode(errors='replace')} {dict(page.headers)}"):
            found[path] = birds
    return found


def _birds(text: str) -> set[str]:
    return {bird for bird in BIRDS if bird in text.lower()}
