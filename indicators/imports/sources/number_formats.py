"""What a number format makes of a number: the text that a person sees."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Digits that a spreadsheet keeps; the ones after them are noise of binary fractions.
DIGITS = 15
# Places that are shown at most.
PLACES = 10
# Beyond these a number is shown as a power of ten.
LARGEST, SMALLEST = Decimal("1e15"), Decimal("1e-9")

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_PLAIN = re.compile(r"(?P<whole>[#0?,]*[#0?]|)(?:\.(?P<places>[#0?]*))?(?P<percent>%?)")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """`places` at most and `least` at least are shown; None as many as there are. `sign` stands after it."""

    places: int | None = None
    least: int = 0
    is_grouped: bool = False
    is_percent: bool = False
    sign: str = ""


GENERAL = NumberFormat()


@lru_cache(maxsize=1_000)
def number_format(code: str) -> NumberFormat:
    """The plain number or percentage of a format code; GENERAL for whatever is neither."""
    section = _sections(code)[0]
    sign = "%" if re.search(r'"\s*%\s*"|\\%', section) else ""
    bare = _BRACKETS.sub("", _LITERAL.sub("", section)).strip().replace(" ", "")
    match = _PLAIN.fullmatch(bare.strip("()-+£$€"))
    if not match or not bare:
        # Whatever else stands there, a per cent sign outside of quotes multiplies by a hundred.
        return NumberFormat(is_percent=True) if bare.count("%") == 1 else GENERAL
    places = (match["places"] or "")[:PLACES]
    return NumberFormat(
        places=len(places),
        least=len(places.rstrip("#")),
        is_grouped="," in match["whole"],
        is_percent=bool(match["percent"]),
        sign="" if match["percent"] else sign,
    )


def _sections(code: str) -> list[str]:
    """The parts between semicolons that are not within quotes."""
    return re.sub(r'("[^"]*"|\\.)|;', lambda match: match[1] or "\0", code).split("\0")


def exact(value: float) -> Decimal:
    """A workbook's number without its binary noise: 0.3 for 0.1 + 0.2."""
    return Decimal(f"{value:.{DIGITS}g}")


def shown(number: Decimal, shape: NumberFormat) -> str:
    """The number as the format shows it, percent points with their sign; rounded half up."""
    mark = "%" if shape.is_percent else shape.sign
    if number and not SMALLEST <= abs(number) < LARGEST:
        return f"{number.normalize():E}{mark}"
    if shape.places is None:
        return _plain(number) + mark
    rounded = number.quantize(Decimal(1).scaleb(-shape.places), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}" if shape.is_grouped else f"{abs(rounded):f}"
    for _ in range(shape.places - shape.least):
        text = text.removesuffix("0")
    return ("-" if rounded < 0 else "") + text.removesuffix(".") + mark


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"
