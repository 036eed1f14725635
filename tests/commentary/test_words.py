"""What a text must be, and how two texts differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.words import Piece, WordsNotKept, cleaned, differences, share_kept

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
