"""A name for exactly these changes."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256

from .plan import PlannedFigure


def digest_of(figures: Iterable[PlannedFigure]) -> str:
    """The same for the same figures in the same order over the same returns, in hex."""
    lines = "\n".join(map(_line, figures))
    return sha256(lines.encode()).hexdigest()


def _line(figure: PlannedFigure) -> str:
    before = figure.before
    was = "" if before is None else "|".join(map(_text, before))
    now = (figure.value, figure.missing, figure.numerator, figure.denominator)
    return f"{figure.indicator.pk}|{figure.month}|{was}|{'|'.join(map(_text, now))}"


def _text(value: object) -> str:
    if value is None:
        return ""
    # 22.6 and 22.6000 are one number.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
