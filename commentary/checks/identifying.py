"""Words by which somebody could be recognised, in a text that states no figures: an answer, an action."""

from datetime import date

from indicators.calculations.terms import Polarity, Unit

from . import disclosure, names
from .facts import Facts, Figures
from .findings import Finding
from .reading.reading import Reading


def check_identifies(text: str, month: date) -> list[Finding]:
    """What the checks on children, families and names say of it. They advise."""
    nothing = Figures(
        ref="", title="", unit=Unit.COUNT, polarity=Polarity.NONE, decimals=0, month=month, values=()
    )
    reading = Reading(text, Facts(row=nothing))
    found = [*disclosure.check(reading), *names.check(reading)]
    return sorted(found, key=lambda each: (each.start, each.end))
