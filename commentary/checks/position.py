"""A reference by position: "as above" says nothing to who reads one row."""

import re
from collections.abc import Iterator

from .findings import Finding, Severity
from .reading.reading import Reading

NAME = "position"
_SAID = (
    "stated|mentioned|noted|described|outlined|explained|detailed|discussed|said|per|set out|highlighted"
    "|reported"
)
_WORDS = "comments?|commentary|notes?|narrative|rows?|measures?|indicators?|explanations?|lines?|sections?"
_SEE = "(?:see|refer to|refer back to|referring to)(?: the)?"
_PLACES = re.compile(
    rf"\bas (?:(?:{_SAID}) )?(?:in the )?(?:above|below|previously)\b"
    rf"|\b(?:{_SAID}|given) (?:above|below|earlier)\b"
    rf"|\b{_SEE} (?:above|below|previous|next|preceding|following)\b"
    r"(?! (?:year|month|quarter)s?)"
    rf"|\b{_SEE} (?:{_WORDS}) (?:on|in|at|to|for|under) (?:the )?"
    r"(?:above|below|previous|next|preceding|row|measure|indicator)\b"
    rf"|\b(?:the )?above (?:{_WORDS})\b"
    rf"|(?<!\bin a )\b(?:{_WORDS}) (?:above|below)\b"
    rf"|\b(?:previous|preceding|next) (?:{_WORDS})\b"
    r"|\b(?:the )?(?:aforementioned|above-mentioned|abovementioned)\b"
    r"|\bditto\b|\bas before\b|\bsame as above\b"
    r"|\bthe above(?= (?:applies|also|is|are|reasons?|factors?|issues?)\b)",
    re.IGNORECASE,
)


def check(reading: Reading) -> Iterator[Finding]:
    for match in _PLACES.finditer(reading.text):
        yield Finding(
            NAME,
            Severity.WARNING,
            match.start(),
            match.end(),
            "Rows are read alone and in any order: say it here, or name the indicator by its ref.",
        )
