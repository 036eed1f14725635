"""The words of a whole scorecard, kept as drafts where somebody asks for it on the plan's page."""

from typing import Any

import pytest
from django.test import Client

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent
from indicators.actions import imports
from indicators.models import ImportBatch, Indicator, MonthlyReturn, PendingFile, Scorecard
from indicators.people.errors import Refused
from indicators.people.models import AuditEvent
from scorecard_portal.transfers import returns
from scorecard_portal.transfers.texts import load_texts
from tests.factories import JUNE, NOW, People
from tests.indicators.imports import files
from tests.indicators.loads import decided as decide
from tests.indicators.loads import first_choices, kept

from .commands import load_file, tables
from .import_pages import batch_page, finding, plan_of, planned, shown_fields

# As the small scorecard has them in its last column.
WORDS = {
    "A1": "Requests fell back after a busy May.",
    "A2 %": "More requests were answered within a day.",
    "B1 %": "Two of three children were seen late.",
    "B2": "-Plans rose again.",
}
A1, A2 = files.A1, files.A2
LABEL = "Also keep the words on"


@pytest.fixture
def board(tmp_path, people: People, scorecard: Scorecard) -> Scorecard:
    """The small scorecard without any words, loaded by the command."""
    words = {*WORDS.values()}
    lines = [["" if cell in words else cell for cell in cells] for cells in files.lines_of(files.small())]
    path = tmp_path / "before.txt"
    path.write_bytes(files.joined(lines))
    load_file(path)
    assert not Commentary.objects.exists()
    return scorecard


@pytest.fixture
def signed_in(sign_in: Any, people: People, board: Scorecard) -> Client:
    client: Client = sign_in(people.administrator)
    return client


def sent(signed_in: Client, data: bytes | None = None) -> str:
    return planned(signed_in, files.small() if data is None else data, "june.txt")


def corrected(data: bytes | None = None) -> bytes:
    """June of A1 is 122 and not 121."""
    return files.with_cell(A1, 17, "122", data)


def post(signed_in: Client, address: str, **fields: str) -> Any:
    return signed_in.post(address, shown_fields(signed_in, address) | fields)


def load(signed_in: Client, address: str, **fields: str) -> Any:
    """The last button, on the page as it stands with the words ticked."""
    return post(signed_in, address, words="on", load="1", **fields)


def drafts() -> dict[str, str]:
    return dict(Commentary.objects.values_list("indicator__ref", "text"))


def test_is_offered_unticked(signed_in: Client) -> None:
    page = signed_in.get(sent(signed_in))
    text = page.content.decode()
    assert f"{LABEL} 4 rows as drafts" in text
    assert 'name="words"' in text
    assert not page.context["form"]["words"].value()
    assert "Nothing to do: every figure is already the same here." in text
    assert 'name="load"' not in text
    assert finding(page, "words_not_loaded").effect == "Kept as drafts if you ask for it below"


def test_is_not_offered_where_a_file_has_no_words(signed_in: Client) -> None:
    page = signed_in.get(planned(signed_in, "Ref.,Jun-18,Commentary\nA1,122,Fewer.\n"))
    assert LABEL not in page.content.decode()


def test_decision_is_kept_and_taken_back(signed_in: Client) -> None:
    address = sent(signed_in)
    post(signed_in, address, words="on")
    assert plan_of(address).decisions == {"words": "accept"}
    page = signed_in.get(address)
    assert page.context["form"]["words"].value()
    assert "Load the words on 4 rows" in page.content.decode()
    assert not Commentary.objects.exists()
    post(signed_in, address)
    assert plan_of(address).decisions == {}


def test_words_alone_are_loaded(signed_in: Client, people: People) -> None:
    address = sent(signed_in)
    post(signed_in, address, words="on")
    done = load(signed_in, address)
    batch = ImportBatch.objects.latest("pk")
    assert done["Location"] == batch_page(batch.pk)
    assert drafts() == WORDS
    event = CommentaryEvent.objects.get(commentary__indicator__ref="A1")
    assert (event.by, event.reason, event.to_status) == (people.administrator, "june.txt, line 11", "draft")
    assert batch.summary["drafts_kept"] == len(WORDS)
    assert AuditEvent.objects.filter(verb="loaded returns").count() == 1
    text = signed_in.get(done["Location"]).content.decode()
    assert f"“june.txt” is loaded: {len(WORDS)} drafts." in text
    assert f"the words on {len(WORDS)} indicators" in text
    assert "Its drafts stay." in text


def test_figures_and_words_are_loaded_together(signed_in: Client) -> None:
    address = sent(signed_in, corrected())
    post(signed_in, address, words="on", confirm="restatement", reason="Late requests.")
    text = signed_in.get(address).content.decode()
    assert "Load 1 changed figure and the words on 4 rows" in text
    assert "You can undo the figures while June 2018 is open." in text
    load(signed_in, address, reason="Late requests.")
    batch = ImportBatch.objects.latest("pk")
    assert (batch.summary["returns_restated"], batch.summary["drafts_kept"]) == (1, len(WORDS))
    assert drafts() == WORDS
    # Undoing takes the figure back and leaves the drafts, and says so before.
    undo = f"{batch_page(batch.pk)}undo/"
    assert f"{len(WORDS)} drafts stay" in signed_in.get(undo).content.decode()
    assert signed_in.post(undo, {"reason": "Wrong file."}).status_code == 302
    assert MonthlyReturn.objects.get(indicator__ref="A1", month=JUNE).value == 121
    assert drafts() == WORDS


def test_without_the_tick_no_words_are_loaded(signed_in: Client) -> None:
    address = sent(signed_in, corrected())
    post(signed_in, address, confirm="restatement", reason="Late requests.")
    post(signed_in, address, load="1", reason="Late requests.")
    assert "drafts_kept" not in ImportBatch.objects.latest("pk").summary
    assert not Commentary.objects.exists()


def test_ticked_with_the_last_button_is_shown_first(signed_in: Client) -> None:
    address = sent(signed_in)
    assert load(signed_in, address)["Location"] == address
    assert not Commentary.objects.exists()
    assert "check it, then load it" in signed_in.get(address).content.decode()


def test_touched_words_are_never_replaced(signed_in: Client, people: People) -> None:
    a1 = Indicator.objects.get(ref="A1")
    steps.save(indicator=a1, month=JUNE, text="Mine.", seen_version=0, by=people.administrator, at=NOW)
    address = sent(signed_in)
    post(signed_in, address, words="on")
    done = load(signed_in, address)
    assert drafts() == WORDS | {"A1": "Mine."}
    batch = ImportBatch.objects.latest("pk")
    assert batch.summary["drafts_kept"] == len(WORDS) - 1
    (said,) = batch.summary["drafts_not_kept"]
    assert said.startswith("The words of line 11 were not loaded for A1: ")
    text = signed_in.get(done["Location"]).content.decode()
    assert "Words not kept (1)" in text
    assert "The words of line 11 were not loaded for A1: " in text


def test_same_words_again_are_nothing_to_do(signed_in: Client) -> None:
    pages = []
    for _ in range(2):
        address = sent(signed_in)
        post(signed_in, address, words="on")
        pages.append(load(signed_in, address))
    page = pages[1]
    assert page.status_code == 422
    assert "every text is already the same here" in page.content.decode()
    assert PendingFile.objects.exists()
    assert drafts() == WORDS


def test_words_that_cannot_be_kept_load_nothing(signed_in: Client) -> None:
    """The figure that would change stays as well; nothing that was decided is lost."""
    data = files.with_cell(A2, 30, "x" * 10_001, corrected())
    address = sent(signed_in, data)
    assert f"{LABEL} 4 rows as drafts" in signed_in.get(address).content.decode()
    post(signed_in, address, words="on", confirm="restatement", reason="Late requests.")
    before = tables()
    before.pop("django_session")
    page = load(signed_in, address, reason="Late requests.")
    text = page.content.decode()
    assert page.status_code == 422
    assert (
        "june.txt: Line 13, A2 %, column &#x27;commentary&#x27;: The commentary has 10,001 characters" in text
    )
    assert "Nothing was loaded." in text
    assert page.context["form"].errors["words"]
    assert "Late requests." in text
    assert page.context["form"]["words"].value()
    after = tables()
    # What was typed is kept there for the person.
    after.pop("django_session")
    assert after == before


def test_interrupted_load_leaves_nothing(
    signed_in: Client, people: People, board: Scorecard, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending = kept(board, corrected(), by=people.administrator, file_name="june.txt")
    pending = decide(
        pending,
        first_choices(imports.read(pending)[1]) | {"words": "accept"},
        by=people.administrator,
        reason="Late requests.",
    )
    before = tables()

    def interrupted(*args: Any, **kwargs: Any) -> None:
        load_texts(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(returns, "load_texts", interrupted)
    with pytest.raises(KeyboardInterrupt):
        returns.load(
            pending=pending, seen_digest=imports.read(pending)[1].digest, by=people.administrator, at=NOW
        )
    assert tables() == before


def test_row_that_is_left_out_or_nobodys_keeps_its_words_out(signed_in: Client) -> None:
    """A1's row is of a ref that nobody has: read as A1 its words go there, left out they go nowhere."""
    data = corrected(files.with_cell(A1, 0, "A1x"))
    address = sent(signed_in, data)
    page = signed_in.get(address)
    assert f"{LABEL} 3 rows as drafts" in page.content.decode()
    assert "The words on 1 row cannot be kept" in page.content.decode()
    key = f"decide.{finding(page, 'unknown_ref').key}"
    post(signed_in, address, **{key: "read_as:A1"}, words="on")
    page = signed_in.get(address)
    assert {each.indicator.ref for each in page.context["words"]} >= {"A1", "A2 %"}
    post(signed_in, address, **{key: "leave_out"}, words="on")
    load(signed_in, address)
    assert "A1" not in drafts()
    (said,) = ImportBatch.objects.latest("pk").summary["drafts_not_kept"]
    assert said == "The words of line 11, A1x, were not kept: The row is nobody's here, or was left out."


def test_two_rows_with_other_words_keep_neither(signed_in: Client) -> None:
    lines = files.lines_of(files.small())
    lines.insert(A1, [*lines[A1 - 1][:30], "Other words."])
    page = signed_in.get(sent(signed_in, files.joined(lines)))
    words = {(each.where.line, each.why_not) for each in page.context["plan"].words if each.why_not}
    assert words == {(11, "Another row has other words for A1."), (12, "Another row has other words for A1.")}


def test_closed_month_keeps_no_words(signed_in: Client, people: People, board: Scorecard) -> None:
    pending = kept(board, files.small(), by=people.administrator, file_name="june.txt")
    pending = decide(pending, {"words": "accept"}, by=people.administrator)
    digest = imports.read(pending)[1].digest
    board.reporting_months.update(status="closed")
    with pytest.raises(Refused):
        returns.load(pending=pending, seen_digest=digest, by=people.administrator, at=NOW)
    assert not Commentary.objects.exists()
