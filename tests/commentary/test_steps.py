"""The workflow through its actions, on the database."""

from datetime import timedelta

import pytest

from commentary import summaries
from commentary.actions import loads, steps
from commentary.models import Commentary, CommentaryEvent
from indicators.models import Indicator, ReportingMonth, ScorecardRevision
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from indicators.scorecards import FiguresSeen, figures_seen, hash_of
from tests import factories
from tests.factories import JUNE, MAY, NOW, People


def now_seen(indicator: Indicator) -> str:
    return hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk])


def figures_of(row: Commentary) -> FiguresSeen:
    assert row.figures_seen
    found: FiguresSeen = row.figures_seen
    return found


def save(indicator: Indicator, text: str, by, *, version: int = 0) -> Commentary:
    return steps.save(indicator=indicator, month=JUNE, text=text, seen_version=version, by=by, at=NOW)


def test_a_whole_round_leaves_its_history(indicator, people: People) -> None:
    row = factories.commentary_at("returned", indicator)
    by, at = people.reporter, NOW + timedelta(hours=1)
    row = steps.submit(
        indicator=indicator, month=JUNE, text="Because.", seen_version=row.version, by=by, at=at
    )
    row = steps.withdraw(indicator=indicator, month=JUNE, seen_version=row.version, by=by, at=at)
    row = steps.submit(
        indicator=indicator, month=JUNE, text="Because.", seen_version=row.version, by=by, at=at
    )
    steps.open_for_reading(indicator=indicator, month=JUNE, by=people.owner, at=at)
    steps.open_for_reading(indicator=indicator, month=JUNE, by=people.owner_cover, at=at)
    row.refresh_from_db()
    steps.approve(
        indicator=indicator, month=JUNE, seen_version=row.version, seen_figures=now_seen(indicator),
        by=people.owner, at=at,
    )  # fmt: skip
    events = [(e.step, e.from_status, e.to_status) for e in row.events.all()]
    assert events == [
        ("save", "not_started", "draft"),
        ("submit", "draft", "submitted"),
        ("return", "submitted", "returned"),
        ("save", "returned", "returned"),
        ("submit", "returned", "submitted"),
        ("withdraw", "submitted", "draft"),
        ("submit", "draft", "submitted"),
        ("open", "submitted", "submitted"),
        ("approve", "submitted", "approved"),
    ]
    assert AuditEvent.objects.filter(on_model="commentary.Commentary").count() == len(events)


def test_approval_is_bound_to_words_and_figures(indicator) -> None:
    row = factories.commentary_at("approved", indicator)
    assert (row.status, row.text) == ("approved", "Contacts rose.")
    assert figures_of(row)["M1"]["values"]["2018-06-01"] == "112"
    assert [event.step for event in row.events.all()] == ["save", "submit", "approve"]


def test_figures_that_changed_while_reading_are_not_signed(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    seen = now_seen(indicator)
    factories.restate(indicator, "113", by=people.administrator)
    with pytest.raises(Conflict, match="changed while you were reading, so nothing was signed"):
        steps.approve(
            indicator=indicator,
            month=JUNE,
            seen_version=row.version,
            seen_figures=seen,
            by=people.owner,
            at=NOW,
        )
    assert Commentary.objects.get().status == "submitted"


def test_author_cannot_approve(indicator, people: People) -> None:
    indicator.owner = people.reporter
    indicator.save()
    row = factories.commentary_at("submitted", indicator)
    with pytest.raises(Refused, match="somebody else must sign"):
        steps.approve(
            indicator=indicator,
            month=JUNE,
            seen_version=row.version,
            seen_figures="",
            by=people.reporter,
            at=NOW,
        )
    assert Commentary.objects.get().status == "submitted"


def test_stale_signature_is_confirmed_with_the_new_figures(indicator, people: People) -> None:
    row = factories.commentary_at("approved", indicator)
    sign = {"indicator": indicator, "month": JUNE, "seen_version": row.version, "by": people.owner, "at": NOW}
    with pytest.raises(Conflict, match="nothing to sign again"):
        steps.confirm(**sign, seen_figures=now_seen(indicator))
    factories.restate(indicator, "113", by=people.administrator)
    row = steps.confirm(**sign, seen_figures=now_seen(indicator))
    assert figures_of(row)["M1"]["values"]["2018-06-01"] == "113"
    assert row.figures_hash == now_seen(indicator)


def test_reopened_words_are_hidden_and_no_longer_bound(indicator, people: People) -> None:
    row = factories.commentary_at("approved", indicator)
    before = ScorecardRevision.objects.get(scorecard=indicator.scorecard).number
    row = steps.reopen(
        indicator=indicator, month=JUNE, reason="The cause is wrong.", seen_version=row.version,
        by=people.administrator, at=NOW,
    )  # fmt: skip
    assert (row.status, row.figures_hash, row.figures_seen) == ("returned", "", None)
    assert ScorecardRevision.objects.get(scorecard=indicator.scorecard).number == before + 1
    summary = summaries.stored(row)
    assert summary.approved is None
    assert summary.returned is not None
    assert summary.returned.reason == "The cause is wrong."


@pytest.mark.parametrize("step", [steps.return_to_reporter, steps.reopen])
def test_a_reason_is_needed_and_missed_at_its_field(indicator, people: People, step) -> None:
    row = factories.commentary_at("approved" if step is steps.reopen else "submitted", indicator)
    with pytest.raises(Invalid, match="Give a reason") as missing:
        step(indicator=indicator, month=JUNE, reason=" \n", seen_version=row.version, by=people.owner, at=NOW)
    assert missing.value.field == "reason"


def test_words_are_needed(indicator, people: People) -> None:
    with pytest.raises(Invalid) as nothing:
        save(indicator, "  ", people.reporter)
    assert nothing.value.field == "text"
    assert not Commentary.objects.exists()
    row = save(indicator, "Words", people.reporter)
    with pytest.raises(Invalid, match="Write the commentary before you submit it"):
        steps.submit(
            indicator=indicator, month=JUNE, text="", seen_version=row.version, by=people.reporter, at=NOW
        )
    assert Commentary.objects.get().text == "Words"


def test_the_same_words_again_change_nothing(indicator, people: People) -> None:
    row = save(indicator, "Words\r\n", people.reporter)
    again = save(indicator, "Words\n", people.reporter, version=row.version)
    assert again.version == row.version
    assert CommentaryEvent.objects.count() == 1
    with pytest.raises(Refused):
        save(indicator, "Words", people.viewer, version=row.version)


def test_second_save_conflicts_and_overwrites_nothing(indicator, people: People) -> None:
    factories.commentary_at("draft", indicator, text="First")
    with pytest.raises(Conflict, match="Reporter saved this commentary at 9:30am"):
        save(indicator, "Second", people.reporter_cover)
    assert Commentary.objects.get().text == "First"
    assert CommentaryEvent.objects.count() == 1


def test_who_was_first_is_named_before_what_they_left(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    steps.withdraw(indicator=indicator, month=JUNE, seen_version=row.version, by=people.reporter, at=NOW)
    with pytest.raises(Conflict, match="Reporter withdrew this commentary at 9:30am"):
        steps.return_to_reporter(
            indicator=indicator, month=JUNE, reason="Why?", seen_version=row.version, by=people.owner, at=NOW
        )


def test_what_the_owner_has_opened_is_not_withdrawn(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    steps.open_for_reading(indicator=indicator, month=JUNE, by=people.owner, at=NOW)
    with pytest.raises(Conflict, match="The owner has opened it"):
        steps.withdraw(indicator=indicator, month=JUNE, seen_version=row.version, by=people.reporter, at=NOW)


def test_only_the_one_who_submitted_withdraws(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    with pytest.raises(Refused, match="Only the person who submitted it"):
        steps.withdraw(
            indicator=indicator, month=JUNE, seen_version=row.version, by=people.reporter_cover, at=NOW
        )


@pytest.mark.parametrize("who", ["viewer", "reporter", "administrator", "portal_administrator"])
def test_opening_by_anybody_else_is_not_recorded(indicator, people: People, who: str) -> None:
    factories.commentary_at("submitted", indicator)
    steps.open_for_reading(indicator=indicator, month=JUNE, by=getattr(people, who), at=NOW)
    assert not CommentaryEvent.objects.filter(step="open").exists()


def test_deputy_acts_on_behalf_of_the_person_covered(indicator, people: People) -> None:
    row = save(indicator, "Words", people.reporter_cover)
    row = steps.submit(
        indicator=indicator, month=JUNE, text="Words", seen_version=row.version, by=people.reporter, at=NOW
    )
    steps.approve(
        indicator=indicator, month=JUNE, seen_version=row.version, seen_figures=now_seen(indicator),
        by=people.owner_cover, at=NOW,
    )  # fmt: skip
    acted = CommentaryEvent.objects.values_list("acting_as", "on_behalf_of__full_name")
    assert list(acted) == [("reporter_cover", "Reporter"), ("reporter", None), ("owner_cover", "Owner")]


def test_a_deputy_of_another_week_is_nobody(indicator, people: People) -> None:
    later = NOW + timedelta(days=9)
    with pytest.raises(Refused):
        steps.save(
            indicator=indicator, month=JUNE, text="Words", seen_version=0, by=people.reporter_cover, at=later
        )


@pytest.mark.parametrize("status", [ReportingMonth.CLOSED, ReportingMonth.PLANNED])
def test_every_step_needs_the_month_open(indicator, people: People, status: str) -> None:
    row = factories.commentary_at("submitted", indicator)
    ReportingMonth.objects.update(status=status)
    owner = {
        "indicator": indicator,
        "month": JUNE,
        "seen_version": row.version,
        "by": people.owner,
        "at": NOW,
    }
    attempts = [
        lambda: steps.approve(**owner, seen_figures=now_seen(indicator)),
        lambda: steps.return_to_reporter(**owner, reason="Why?"),
        lambda: steps.withdraw(**{**owner, "by": people.reporter}),
        lambda: save(indicator, "Other", people.reporter, version=row.version),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict, match="The month is not open"):
            attempt()
    steps.open_for_reading(indicator=indicator, month=JUNE, by=people.owner, at=NOW)
    assert CommentaryEvent.objects.count() == 2


def test_nothing_is_taken_on_a_row_that_is_not_reported(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    indicator.active_until = MAY
    indicator.save()
    with pytest.raises(Refused, match="M1 is not reported for June 2018"):
        steps.return_to_reporter(
            indicator=indicator, month=JUNE, reason="Why?", seen_version=row.version, by=people.owner, at=NOW
        )
    assert Commentary.objects.get().status == "submitted"


def test_shared_commentary_is_written_on_the_leader(indicator, people: People) -> None:
    follower = factories.indicator(
        indicator.scorecard, "M1-NI", owner=people.owner, reporter=people.reporter,
        shares_commentary_with=indicator,
    )  # fmt: skip
    factories.returns(follower, ["1.5"] * 13)
    with pytest.raises(Invalid, match="M1-NI shows the words of M1: write there"):
        save(follower, "Words", people.reporter)
    row = factories.commentary_at("approved", indicator)
    assert set(figures_of(row)) == {"M1", "M1-NI"}
    factories.restate(follower, "2", by=people.administrator)
    assert now_seen(indicator) != row.figures_hash


def test_the_length_is_counted_after_line_ends(indicator, people: People) -> None:
    row = save(indicator, "x\r\n" * 4_999 + "xx", people.reporter)
    assert len(row.text) == 10_000
    for text in ("x" * 10_001, "Contacts\x0brose"):
        with pytest.raises(Invalid) as refused:
            save(indicator, text, people.reporter, version=row.version)
        assert refused.value.field == "text"
    assert Commentary.objects.get().version == 1


def test_html_is_kept_as_text(indicator, people: People) -> None:
    text = "<b>Contacts</b> & <script>alert(1)</script> \u202e"
    assert save(indicator, text, people.reporter).text == text


def test_a_file_never_replaces_words_of_a_person(indicator, people: People) -> None:
    load = {
        "indicator": indicator,
        "month": JUNE,
        "source": "file.txt, line 3",
        "month_is_open": True,
        "at": NOW,
    }
    assert loads.load(**load, text="From the file.", by=None).changed
    assert loads.load(**load, text="From a newer file.", by=people.administrator).changed
    row = Commentary.objects.get()
    assert (row.text, row.status) == ("From a newer file.", "draft")
    save(indicator, "Mine.", people.reporter, version=row.version)
    refused = loads.load(**load, text="From the newest file.", by=people.administrator)
    assert not refused.changed
    assert refused.reason == "A person has written here, so a file does not replace the words."
    assert Commentary.objects.get().text == "Mine."
