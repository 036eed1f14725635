"""A heading to the field that it is above.

A field is one word, or a word and what it is for: "ref", "value", "month:2018-06", "target:2018",
"comparator:England". "value:2018-06" is a template's column of figures, "ignored" one nobody wants read.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from indicators.calculations.months import label, parse_slug, slug
from indicators.imports.layouts import template
from indicators.imports.layouts.month_spellings import spelled_month

LENGTH = 120
# Characters of a heading that are looked at: one may become 18 in its normal form, and a cell holds 32,767.
LOOKED_AT = 4 * LENGTH
IGNORED = "ignored"
MONTH, VALUE, SHOWN, TARGET, COMPARATOR = "month:", "value:", "shown:", "target:", "comparator:"

# What a person may say of a column, and how it is called.
OFFERED = (
    ("ref", "Ref."),
    ("title", "Title"),
    ("owner", "Owner"),
    ("reporter", "Reporter"),
    ("month", "Month of each figure"),
    ("value", "Figure"),
    ("numerator", "Numerator"),
    ("denominator", "Denominator"),
    ("missing", "Why there is no figure"),
    (IGNORED, "Not read"),
)
SPELLINGS = {
    "ref": ("ref", "refs", "reference", "code", "indicator ref", "indicator reference", "indicator code"),
    "title": ("indicator", "title", "measure", "indicator title", "indicator name", "description"),
    "owner": ("owner", "owner name"),
    "reporter": ("reporter", "reporter name"),
    "section": ("section",),
    "unit": ("unit", "units"),
    "month": ("month", "period", "date", "reporting month"),
    "value": ("value", "values", "figure", "figures", "result", "actual"),
    "numerator": ("numerator", "num"),
    "denominator": ("denominator", "den", "denom", "out of"),
    "missing": ("if missing why", "missing", "why missing", "reason missing", "reason if missing"),
    "change_month": ("% change from previous month", "change from previous month"),
    "change_year": (
        "% change from same month prev yr",
        "change from same month prev yr",
        "% change from same month previous year",
    ),
    "dot": ("dot", "direction of travel"),
    "mean_12": ("12 month average", "12 mth average", "12 mnth average"),
    "max_12": ("12 mth max value", "12 mnth max value", "12 month max value", "12 month maximum"),
    "percentage": ("percentage",),
}
COMPARATORS = re.compile(
    r"stat(?:istical)? neighbours?.*|neighbours?|england|scotland|wales|national(?: average)?|"
    r"(?:north|south|east|west|yorkshire|london|se|sw|ne|nw)\b.*\bregion|region(?:al)?(?: average)?"
)

_FIELDS = {spelling: field for field, spellings in SPELLINGS.items() for spelling in spellings}
_VALUE_FOR = re.compile(r"\s*" + r"\s+".join(template.VALUE.split()) + r"\s+", re.IGNORECASE)
_TARGET = re.compile(r"(?:target )?(?:20)?([0-9]{2}) (?:20)?([0-9]{2})(?: target)?")


def normalised(heading: str) -> str:
    """In lower case, without punctuation and superfluous blanks: by this a heading is remembered."""
    text = unicodedata.normalize("NFKC", heading[:LOOKED_AT]).casefold()
    return " ".join(re.sub(r"[^\w%]|_", " ", text).split())[:LENGTH]


def field_of(heading: str) -> str:
    """The field of a heading wherever it stands, "" where nobody knows it."""
    words = normalised(heading)
    if not words:
        return ""
    if month := spelled_month(heading):
        return f"{MONTH}{slug(month)}"
    if match := _VALUE_FOR.match(heading):
        month = spelled_month(heading[match.end() :])
        return f"{VALUE}{slug(month)}" if month else ""
    if words.startswith("outcome"):
        return "outcome"
    if words.startswith("commentary"):
        return "commentary"
    if "target" in words and (match := _TARGET.fullmatch(words)):
        first, second = int(match[1]), int(match[2])
        return f"{TARGET}{2000 + first}" if (first + 1) % 100 == second else ""
    return _FIELDS.get(words) or (f"{COMPARATOR}{heading}" if COMPARATORS.fullmatch(words) else "")


def fields_offered(months: Iterable[date] = ()) -> tuple[tuple[str, str], ...]:
    """What a person may say of a column: (field, its name), with the figures of those months."""
    return (*OFFERED, *((f"{MONTH}{slug(month)}", f"Figures of {label(month)}") for month in months))


def is_offered(field: str) -> bool:
    """Whether a person may have said it of a column."""
    return field in dict(OFFERED) or month_of(field) is not None


def month_of(field: str, kind: str = MONTH) -> date | None:
    """The month of "month:2018-06"; None for a field of another kind."""
    if not field.startswith(kind):
        return None
    try:
        return parse_slug(field.removeprefix(kind))
    except ValueError:
        return None
