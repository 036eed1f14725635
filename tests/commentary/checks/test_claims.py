"""Claims that people labelled: invented ones here, and those of the real scorecard where it is at hand."""

import pytest

from . import measures, real


@pytest.mark.parametrize(
    ("name", "true", "false", "missed"),
    [
        ("commentary_sentences", 41, 43, 0),
        ("commentary_sentences_held_out", 21, 21, 0),
        ("commentary_sentences_later", 32, 26, 2),
    ],
)
def test_invented_sentences(name: str, true: int, false: int, missed: int) -> None:
    """Of the last file two are beyond the rules, such as "compares well with England"."""
    found = measures.invented(name)
    assert (found.right, found.quiet, len(found.missed)) == (true, false, missed), str(found)


def test_the_real_scorecard() -> None:
    found = measures.score(real.claims(), real.findings())
    assert (found.right, found.quiet) == (9, 16), str(found)


def test_every_flagged_real_claim_is_found_by_a_check_of_its_kind() -> None:
    kinds = {
        "size of change": {"size"},
        "duration": {"duration"},
        "direction": {"direction"},
        "direction on another row": {"direction"},
        "level quoted as change": {"level_as_change"},
        "benchmark": {"comparison"},
        "per cent for percentage points": {"points"},
    }
    findings = real.findings()
    for claim in real.claims():
        if claim.flag:
            said = {each.check for each in claim.said_by(findings[f"{claim.ref}|{claim.text}"])}
            assert said & kinds[claim.check], (claim.ref, said)
