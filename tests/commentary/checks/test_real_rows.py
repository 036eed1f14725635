"""Sentences and whole texts about the 58 rows of June 2018, in the English of people who manage services."""

import pytest

from . import june
from .measures import DATA, rows_of

WITH_CARE = rows_of(DATA / "commentary_written_with_care.csv")


def test_labelled_sentences() -> None:
    """Nothing true is flagged. Three of 55 are beyond the rules: a misspelt verb and such."""
    found = june.scored()
    assert not found.wrong, str(found)
    assert (found.right, found.quiet) == (52, 52), str(found)


@pytest.mark.parametrize("written", WITH_CARE, ids=[each["ref"] for each in WITH_CARE])
def test_true_words_are_left_alone(written: dict[str, str]) -> None:
    """What is promised in them is offered as an action; nothing else is said."""
    said = june.said_of(written["ref"], written["text"])
    assert {each.check for each in said} <= {"promise"}, said
