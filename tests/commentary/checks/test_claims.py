"""Claims that people labelled: invented ones here, and those of the real scorecard where it is at hand."""

import pytest

from . import measures, real


@pytest.mark.parametrize(
    ("name", "true", "false"), [("commentary_sentences", 41, 43), ("commentary_sentences_held_out", 21, 21)]
)
def test_invented_sentences(name: str, true: int, false: int) -> None:
    found = measures.invented(name)
    assert (found.right, found.quiet) == (true, false), str(found)


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
