"""What a text must be, and how two texts differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.words import Piece, Span, WordsNotKept, cleaned, differences, marked, share_kept

TEXTS = st.text(st.sampled_from("ab c.,\n1%"), max_size=60)


def test_line_ends_become_newlines_before_anything_is_counted() -> None:
    assert cleaned(" One\r\nTwo\rThree\n") == "One\nTwo\nThree"
    assert len(cleaned("x\r\n" * 4_999 + "xx")) == 10_000


def test_ten_thousand_characters_are_kept_and_one_more_is_not() -> None:
    assert cleaned("é" * 10_000) == "é" * 10_000
    with pytest.raises(WordsNotKept, match=r"has 10,001 characters and may have 10,000. Take out 1;"):
        cleaned("é" * 10_001)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\x85"])
def test_control_characters_are_refused_with_their_place(character: str) -> None:
    with pytest.raises(
        WordsNotKept, match=rf"Character 3 is a control character \(U\+{ord(character):04X}\)"
    ):
        cleaned(f"ab{character}c")


def test_tab_and_html_are_text() -> None:
    assert cleaned("a\tb <script>alert(1)</script> & c") == "a\tb <script>alert(1)</script> & c"


def test_differences_word_by_word() -> None:
    before = "Two posts are vacant and agency staff cover the front door. It fell."
    after = "Two posts were vacant and agency staff cover the front door. It rose by 12.5%."
    assert differences(before, after) == (
        Piece("Two posts "),
        Piece("are ", "removed"),
        Piece("were ", "added"),
        Piece("vacant and agency staff cover the front door. It "),
        Piece("fell", "removed"),
        Piece("rose by 12.5%", "added"),
        Piece("."),
    )


@given(TEXTS, TEXTS)
def test_differences_hold_both_texts_whole(before: str, after: str) -> None:
    before, after = before.strip(), after.strip()
    pieces = differences(before, after)
    kept = "".join(piece.text for piece in pieces if piece.change != "removed")
    gone = "".join(piece.text for piece in pieces if piece.change != "added")
    assert kept.split() == after.split()
    assert "".join(gone.split()) == "".join(before.split())
    assert 0 <= share_kept(pieces) <= 1


@given(TEXTS)
def test_the_same_text_has_no_differences(text: str) -> None:
    assert all(not piece.change for piece in differences(text.strip(), text.strip()))


def test_marks_cut_pieces_and_tell_where_they_end() -> None:
    spans = [Span(4, 9, 1), Span(6, 11, 2), Span(0, 0, 3)]
    found = marked([Piece("one two three")], spans)
    assert [(each.text, each.is_marked, each.numbers) for each in found] == [
        ("one ", False, ()),
        ("tw", True, ()),
        ("o t", True, (1,)),
        ("hr", True, (2,)),
        ("ee", False, ()),
    ]


def test_marks_leave_out_what_was_taken_out() -> None:
    pieces = [Piece("same "), Piece("old ", "removed"), Piece("new", "added")]
    assert marked(pieces, [Span(5, 8, 1)]) == (
        Piece("same "),
        Piece("old ", "removed"),
        Piece("new", "added", True, (1,)),
    )


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40), st.data())
def test_marks_change_no_word(before: str, after: str, data: st.DataObject) -> None:
    before, after = before.strip(), after.strip()
    places = st.integers(0, len(after))
    drawn = [data.draw(st.tuples(places, places)) for _ in range(2)]
    spans = [Span(min(ends), max(ends), number) for number, ends in enumerate(drawn, start=1)]
    pieces = differences(before, after)
    found = marked(pieces, spans)
    for change in ("", "added", "removed"):
        assert "".join(each.text for each in found if each.change == change) == "".join(
            each.text for each in pieces if each.change == change
        )
    kept = [each for each in found if each.change != "removed"]
    wanted = {place for span in spans for place in range(span.start, span.end)}
    under, at = set(), 0
    for each in kept:
        under |= set(range(at, at + len(each.text))) if each.is_marked else set()
        at += len(each.text)
    assert under == wanted
    assert dict(_ends(kept)) == {span.number: span.end for span in spans if span.start < span.end}


def _ends(pieces: list[Piece]) -> list[tuple[int, int]]:
    at, found = 0, []
    for each in pieces:
        at += len(each.text)
        found += [(number, at) for number in each.numbers]
    return found
