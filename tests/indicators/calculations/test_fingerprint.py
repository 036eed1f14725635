import hashlib
import json
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.calculations.fingerprint import canonical, fingerprint
from indicators.calculations.terms import Missing

figures = st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=3), st.dates())
payloads = st.dictionaries(st.text(max_size=8), figures, min_size=1, max_size=8)
nested = st.recursive(
    st.one_of(figures, st.integers(), st.booleans(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=12,
)


def test_the_canonical_text() -> None:
    payload = {
        "values": [Decimal("22.60"), None, 3],
        "month": date(2018, 6, 1),
        "missing": Missing.NO_DENOMINATOR,
        "by_month": {date(2018, 6, 1): Decimal("1E+2")},
    }
    text = (
        '{"by_month":{"2018-06-01":"100"},"missing":"no_denominator",'
        '"month":"2018-06-01","values":["22.6",null,3]}'
    )
    assert canonical(payload) == text
    assert fingerprint(payload) == hashlib.sha256(text.encode("ascii")).hexdigest()


@pytest.mark.parametrize(
    ("one", "other"),
    [("22.6", "22.600"), ("0", "-0.0"), ("100", "1E+2"), ("0.001", "1E-3"), ("-5", "-5.0")],
)
def test_equal_figures_have_equal_fingerprints(one: str, other: str) -> None:
    assert fingerprint([Decimal(one)]) == fingerprint([Decimal(other)])


def test_missing_zero_and_empty_are_not_the_same() -> None:
    values: list[object] = [None, Decimal(0), "", False, []]
    assert len({fingerprint({"v": value}) for value in values}) == 5


@given(payloads, st.randoms())
def test_the_order_of_keys_does_not_matter(payload: dict[str, object], random: Random) -> None:
    keys = list(payload)
    random.shuffle(keys)
    assert fingerprint({key: payload[key] for key in keys}) == fingerprint(payload)


@given(payloads, st.data())
def test_any_other_value_changes_it(payload: dict[str, object], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(payload)))
    other = data.draw(figures)
    assume(other != payload[key])
    assert fingerprint({**payload, key: other}) != fingerprint(payload)


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, places=1), min_size=2, max_size=13, unique=True
    )
)
def test_the_order_of_months_matters(values: list[Decimal]) -> None:
    assert fingerprint(values) != fingerprint(values[::-1])


@given(nested)
def test_text_that_was_stored_reads_back_to_itself(payload: object) -> None:
    text = canonical(payload)
    assert canonical(json.loads(text)) == text


@pytest.mark.parametrize("value", [22.6, b"22.6", {1, 2}, object()])
def test_what_has_no_one_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no canonical text"):
        canonical({"value": value})


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_figure_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is not a figure"):
        canonical(Decimal(value))


def test_keys_that_read_the_same_or_are_no_words_are_refused() -> None:
    with pytest.raises(ValueError, match="read the same"):
        canonical({"2018-06-01": 1, date(2018, 6, 1): 2})
    with pytest.raises(TypeError, match="cannot be a key"):
        canonical({1: "one"})
