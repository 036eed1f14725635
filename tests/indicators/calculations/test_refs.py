import pytest

from indicators.calculations.refs import ref_slug
from tests.indicators.calculations.printed import rows_in_tests


@pytest.mark.parametrize(
    ("ref", "slug"),
    [
        ("CP2b", "cp2b"),
        ("CP2b %", "cp2b-pct"),
        ("LAC6 (val)", "lac6-val"),
        ("LAC6 (%)", "lac6-pct"),
        ("EH3a%", "eh3a-pct"),
        ("LAC11-QL (%)", "lac11-ql-pct"),
        ("M6-QL (val)", "m6-ql-val"),
        ("M2-NI", "m2-ni"),
        ("NI147", "ni147"),
        ("  A / b  ", "a-b"),
    ],
)
def test_slugs(ref: str, slug: str) -> None:
    assert ref_slug(ref) == slug


def test_every_row_of_the_real_scorecard_has_its_own_address() -> None:
    refs = [row.ref for row in rows_in_tests()]
    assert len({ref_slug(ref) for ref in refs}) == len(refs) == 58


@pytest.mark.parametrize("ref", ["", "  ", "(-)", "—"])
def test_a_ref_without_letters_or_digits_is_refused(ref: str) -> None:
    with pytest.raises(ValueError, match="has no letter or digit"):
        ref_slug(ref)
