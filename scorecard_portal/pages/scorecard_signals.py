"""What the scorecard says about a row's signal: more than noise, or not."""

from functools import cache
from typing import TypedDict

from django.template.loader import get_template

from indicators.calculations import formats, months, significance
from indicators.calculations.control_charts import Assurance, Kind
from indicators.calculations.intervals import Verdict
from indicators.calculations.significance import Significance
from indicators.scorecards import Row
from indicators.scorecards.signals import RowSignal

# The order of a sorted column: what needs a look first. Nothing where there is no reading.
KEYS = ("concern", "improvement", "high", "low", "common", "")
SIGNALS = frozenset({"concern", "improvement", "high", "low"})
# What is asked for, and the kinds that are it.
ASKED = {
    "any": ("Signals only", SIGNALS),
    "concern": ("Concern", {"concern"}),
    "improvement": ("Improvement", {"improvement"}),
    "neither": ("Neither is better", {"high", "low"}),
    "high": ("Signal: high", {"high"}),
    "low": ("Signal: low", {"low"}),
    "common": ("Usual range", {"common"}),
}
_ASSURANCE = {
    Assurance.PASS: "Usual range meets it",
    Assurance.FAIL: "Usual range misses it",
    Assurance.HIT_AND_MISS: "Met or missed by chance",
}
_VERDICTS = {
    Verdict.BETTER: ("improving", "more than chance"),
    Verdict.WORSE: ("worsening", "more than chance"),
    Verdict.SIMILAR: ("similar", "within chance"),
    Verdict.HIGHER: ("similar", "more than chance"),
    Verdict.LOWER: ("similar", "more than chance"),
}


class ShownVerdict(TypedDict):
    """`more` says how far chance goes, `sentence` with which interval."""

    word: str
    css: str
    more: str
    sentence: str


def signal_key(row: Row) -> str:
    """The kind of the last month's reading, `common` included; nothing where there is none."""
    return row.signal.reading.kind or ""


def signal_words(signal: RowSignal) -> str:
    """Mark, word and rule; "Usual range"; or why neither can be said."""
    reading = signal.reading
    if reading.kind is None:
        return _words(None, up=False, word="", rule="", limits=_why_none(signal), trial=False)
    return _words(
        signal.kind,
        up=signal.is_up,
        word=reading.word,
        rule=signal.short,
        limits="",
        trial=reading.trial,
        is_read=True,
    )


def _why_none(signal: RowSignal) -> str:
    # With limits it is the month's figure that is missing, and what the limits are is on the row's own page.
    return "No figure" if signal.lines[-1].mean is not None else signal.reading.limits


# Few of them are told apart, and a page has hundreds.
@cache
def _words(
    kind: Kind | None, *, up: bool, word: str, rule: str, limits: str, trial: bool, is_read: bool = False
) -> str:
    reading = {"kind": is_read, "word": word, "limits": limits, "trial": trial}
    signal = {"kind": kind, "is_up": up, "short": rule, "reading": reading}
    return get_template("_components/signal.html").render({"signal": signal})


@cache
def month_mark(kind: Kind | None) -> str:
    """The shape beside a month that was a signal."""
    return get_template("pages/scorecard_month_mark.html").render({"kind": kind}) if kind else ""


def trend_words(row: Row) -> str:
    """Such as "June 2017 to June 2018: between 10 and 13. Within its limits (8 to 15)"."""
    values = [cell.value for cell in row.cells if cell.value is not None]
    if not values:
        return ""
    low, high = (formats.figure(each(values), row.unit, row.decimals) for each in (min, max))
    span = f"{months.label(row.cells[0].month)} to {months.label(row.cells[-1].month)}"
    return f"{span}: between {low} and {high}. {row.signal.reading.limits}"


def assurance_word(row: Row) -> str:
    """Such as "Usual range misses it"; `row.signal.assurance` is the whole sentence."""
    return _ASSURANCE[row.signal.assured] if row.signal.assured else ""


def shown_verdict(found: Significance, row: Row, *, in_full: bool) -> ShownVerdict | None:
    """None where there is no verdict: the row's own page says why."""
    if found.verdict is None:
        return None
    css, more = _VERDICTS[found.verdict]
    return {
        "word": found.word,
        "css": css,
        "more": more,
        "sentence": significance.in_words(found, unit=row.unit, decimals=row.decimals) if in_full else "",
    }
