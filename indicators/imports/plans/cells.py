"""One cell to a figure of its indicator."""

import re
from decimal import Decimal
from typing import NamedTuple

from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Missing, Unit
from indicators.imports.numbers import LIMITS
from indicators.imports.sources.book import SourceCell

# What keeps a cell from being taken as it stands.
BLANK = "blank"
TEXT = "text_in_number"
NEGATIVE = "negative"
PERCENT_IN_COUNT = "percent_in_count"
TOO_LARGE = "too_large"
FRACTION = "fraction"
OVER_100 = "percentage_over_100"
DECIMALS = "decimals"

_NUMBER = re.compile(
    r"([-\N{MINUS SIGN}]?)([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,12}))?( ?%)?"
)
_DASHES = frozenset(("-", "--", "–", "—", "n/a", "na"))
_REASONS = {
    "not supplied": Missing.NOT_SUPPLIED,
    "not_supplied": Missing.NOT_SUPPLIED,
    "not supplied: nobody has given one": Missing.NOT_SUPPLIED,
    ":": Missing.NOT_SUPPLIED,
    "no cases": Missing.NO_DENOMINATOR,
    "no cases to divide by": Missing.NO_DENOMINATOR,
    "no denominator": Missing.NO_DENOMINATOR,
    "no_denominator": Missing.NO_DENOMINATOR,
    "z": Missing.NO_DENOMINATOR,
}
_BLANKS = re.compile(r"\s+")
_BEFORE = re.compile(r"^[£$€'’‘+] ?")
_AFTER = re.compile(
    r" ?(?:[*†‡§#^⁰¹²³⁴-⁹]|\((?:p|r|e|prov|provisional|revised|est|estimated|draft)\.?\)|\[[a-z0-9]\]"
    r"|(?<=[0-9% ])[pr]|(?<=[0-9])[.,;])$",
    re.IGNORECASE,
)
_GROUPS_OF_THREE = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?(?: ?%)?")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},([0-9]{1,2})(?: ?%)?")
_OF_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_MARKS = 4


class Reading(NamedTuple):
    """What a cell says. `kind` is empty where it can be taken as it stands.

    `value` is at the indicator's decimals; with a kind, the number that the cell may mean (None: no number).
    `exact` is the number that stands there. `is_dash` where the cell says only that there is none.
    """

    value: Decimal | None = None
    missing: Missing | None = None
    kind: str = ""
    exact: Decimal | None = None
    has_sign: bool = False
    is_dash: bool = False
    is_rounded: bool = False


_IS_BLANK = Reading(kind=BLANK)
_IS_TEXT = Reading(kind=TEXT)


def read_cell(cell: SourceCell, unit: Unit, decimals: int) -> Reading:
    """The figure of a cell; never raises."""
    text, number = cell.text, cell.number
    if number is not None:
        return _held(text, number, unit, decimals)
    match = _NUMBER.fullmatch(text)
    if match is None:
        return _without_a_number(text, unit, decimals)
    if decimals == 0 and unit is not Unit.PERCENTAGE and _OF_THOUSANDS.fullmatch(text):
        # "1.433" is 1,433 elsewhere in Europe.
        return _IS_TEXT
    return _printed(match, unit, decimals)


def reason(words: str, unit: Unit) -> Missing | None:
    """The reason that words give for there being no number; None where they give none."""
    found = _REASONS.get(words.casefold())
    if found is Missing.NO_DENOMINATOR and unit is Unit.COUNT:
        return None
    return found


def plain_number(cell: SourceCell) -> Decimal | None:
    """A number of 0 or more without sign or mark, such as a numerator; None for anything else."""
    if cell.number is not None:
        return cell.number if cell.number.is_finite() and not cell.text.endswith("%") else None
    match = _NUMBER.fullmatch(cell.text)
    return _decimal(match) if match and not match[1] and not match[4] else None


def _held(text: str, number: Decimal, unit: Unit, decimals: int) -> Reading:
    """A workbook's number: exact, whatever its text shows of it."""
    if not number.is_finite():
        return _IS_TEXT
    reading = _checked(number, text.endswith("%"), unit, decimals)
    if reading.kind in (DECIMALS, FRACTION) and reading.value != number:
        shown = _NUMBER.fullmatch(text)
        if shown and len(shown[3] or "") == decimals and _decimal(shown) == reading.value:
            kind = "" if reading.kind == DECIMALS else FRACTION
            return reading._replace(kind=kind, is_rounded=True)
    return reading


def _printed(match: re.Match[str], unit: Unit, decimals: int) -> Reading:
    return _checked(_decimal(match), match[4] is not None, unit, decimals)


def _decimal(match: re.Match[str]) -> Decimal:
    sign, whole, places, _ = match.groups()
    value = Decimal(f"{whole.replace(',', '')}.{places}" if places else whole.replace(",", ""))
    return -value if sign else value


def _checked(exact: Decimal, has_sign: bool, unit: Unit, decimals: int) -> Reading:
    if exact < 0:
        return Reading(kind=NEGATIVE, exact=exact)
    if unit is Unit.PERCENTAGE:
        if exact > 100:
            return Reading(kind=OVER_100, exact=exact, has_sign=has_sign)
        if 0 < exact <= 1:
            return Reading(round_half_up(exact, decimals), None, FRACTION, exact, has_sign)
    elif has_sign:
        return Reading(kind=PERCENT_IN_COUNT, exact=exact)
    elif exact > LIMITS[unit]:
        return Reading(kind=TOO_LARGE, exact=exact)
    value = round_half_up(exact, decimals)
    return Reading(value, None, "" if value == exact else DECIMALS, exact)


def _without_a_number(text: str, unit: Unit, decimals: int) -> Reading:
    if not text:
        return _IS_BLANK
    words = text.casefold()
    if words in _DASHES:
        is_percentage = unit is Unit.PERCENTAGE
        return Reading(
            missing=Missing.NO_DENOMINATOR if is_percentage else Missing.NOT_SUPPLIED, is_dash=True
        )
    if said := reason(text, unit):
        return Reading(missing=said)
    return _mended(text, unit, decimals)


def _mended(text: str, unit: Unit, decimals: int) -> Reading:
    """The one clear number in "41*", "1 433", "41 (p)" or "22,6"; no value where there is none."""
    mended = _BEFORE.sub("", _BLANKS.sub(" ", text).strip())
    for _ in range(_MARKS):
        mended = _AFTER.sub("", mended)
    comma = _DECIMAL_COMMA.fullmatch(mended)
    if _GROUPS_OF_THREE.fullmatch(mended):
        mended = mended.replace(" ", "")
    elif comma and len(comma[1]) <= decimals:
        mended = mended.replace(",", ".")
    match = _NUMBER.fullmatch(mended)
    if match is None or _OF_THOUSANDS.fullmatch(mended):
        return _IS_TEXT
    reading = _printed(match, unit, decimals)
    # One doubt at a time: what is a mark and a wrong scale too is put right in the file.
    return reading._replace(kind=TEXT) if reading.kind == "" else _IS_TEXT
