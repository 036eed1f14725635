"""Words that the checks know. Lower case; `stem` makes forms of one word equal."""

from functools import lru_cache

MEASURES = {
    "number", "numbers", "count", "figure", "figures", "total", "totals", "volume", "volumes", "level",
    "levels", "percentage", "percentages", "proportion", "proportions", "rate", "rates", "share",
    "performance", "activity", "measure", "indicator", "result", "results", "it", "this", "these", "we",
    "they",
}  # fmt: skip
COUNT_WORDS = {"number", "numbers", "count", "counts"}
PERCENTAGE_WORDS = {"percentage", "percentages", "proportion", "proportions", "share"}
RATE_WORDS = {"rate", "rates"}
QUALITY_WORDS = {"performance", "timeliness"}

# Say nothing of what is measured.
EMPTY = MEASURES | {
    "a", "an", "the", "of", "in", "on", "at", "by", "to", "for", "from", "with", "within", "during", "per",
    "and", "or", "as", "our", "their", "its", "his", "her", "that", "those", "there", "which", "who",
    "where", "when", "also", "all", "each", "both", "has", "have", "had", "is", "are", "was", "were", "be",
    "been", "being", "again", "still", "then", "therefore", "so", "overall", "total", "current",
    "currently", "monthly", "month", "months", "period", "timeframe", "timescale", "timescales", "end",
    "reported", "recorded", "seen", "made", "now", "slightly", "generally", "already", "just", "across",
    "over", "under", "council's", "city's", "local", "own", "average", "though", "however",
    "this", "june", "year", "not", "january", "february", "march", "april", "may", "july", "august",
    "september", "october", "november", "december", "these", "such", "only", "previous", "last", "same",
    "cent", "remain", "remains", "remained", "continue", "continues", "continued", "show", "shows",
    "showed", "further", "actually", "unfortunately", "pleasingly", "once", "notably", "more", "fewer",
    "less", "than", "compared", "comparison", "while", "whilst", "although", "but", "because", "since",
    "second", "third", "fourth", "fifth", "sixth", "consecutive", "successive", "running", "row",
    "measured", "resulting", "do", "does", "did", "consequently", "encouragingly", "disappointingly",
    "thankfully", "band", "bracket", "compliance", "went", "go",
}  # fmt: skip

# What a word stands for when it is not a title's own: the title has one of these stems.
_MEANINGS = {
    "timeliness": ("within", "time", "timescale", "day", "hour"),
    "timely": ("within", "time", "timescale", "day", "hour"),
    "conversion": ("becom", "result", "convert", "step"), "closure": ("ceas", "clos"),
    "closed": ("ceas", "clos"), "ended": ("ceas", "clos"), "ceased": ("ceas", "clos", "end"),
    "taking": ("within", "over", "tak"), "longer": ("over",), "more": ("over",),
    "started": ("start", "new", "open"), "opened": ("start", "new", "open"),
    "new": ("start", "new", "open"), "received": ("receiv", "new"), "repeat": ("re", "previous", "repeat"),
    "carers": ("carer",), "young": ("young", "child"), "people": ("peopl", "child"),
    "held": ("held", "in", "number"), "done": ("complet", "mad", "within"), "finished": ("complet",),
    "cases": ("cas", "child", "referral"), "visit": ("visit", "seen"), "visited": ("visit", "seen"),
    "visiting": ("visit", "seen"),
}  # fmt: skip

_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "en",
    "ions",
    "ments",
    "ing",
    "ion",
    "ment",
    "ies",
    "als",
    "ed",
    "es",
    "al",
    "ly",
    "e",
    "s",
    "y",
)
_IRREGULAR = {
    "children": "child",
    "children's": "child",
    "families": "famil",
    "held": "held",
    "people": "peopl",
    "made": "mad",
}


@lru_cache(maxsize=4_000)
def stem(word: str) -> str:
    """Crude, and the same for "completed", "completion" and "completing"."""
    word = word.removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if ending in ("ment", "ments") and len(word) > 3:
                word = word.removesuffix("e")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiosl":
        word = word[:-1]
    return word


@lru_cache(maxsize=4_000)
def meanings(word: str) -> frozenset[str]:
    """Stems that a title may have for the word."""
    return frozenset((stem(word), *_MEANINGS.get(word, _MEANINGS.get(word.removesuffix("s"), ()))))


# Somebody thinks of something that has not happened.
NOT_YET = {
    "will", "would", "could", "should", "may", "might", "expect", "expects", "expected", "anticipate",
    "anticipates", "anticipated", "hope", "hopes", "hoped", "aim", "aims", "aiming", "want", "wants",
    "plan", "plans", "intend", "intends", "if", "unless", "until", "need", "needs", "must", "to", "likely",
    "unlikely", "forecast", "whether", "predict", "predicted", "intended", "planned", "shall", "target",
    "hoping", "expecting",
}  # fmt: skip
# Another clause begins. "and" and commas are judged by what surrounds them.
TURNS = {
    "but", "while", "whilst", "although", "though", "however", "because", "which", "as", "so", "and",
    "where", "when", "that", "if", "unless", "until", "due", "following", "despite", "thanks", "after",
    "before", "then", "therefore", "owing", "meaning",
}  # fmt: skip
NOT = {
    "not", "no", "never", "neither", "nor", "n't", "isn't", "wasn't", "hasn't", "haven't", "aren't",
    "weren't", "didn't", "without", "none", "doesn't", "don't", "cannot", "can't", "hardly",
}  # fmt: skip
APPROXIMATELY = {
    "around", "about", "approximately", "roughly", "nearly", "almost", "under", "over", "below", "above",
    "least", "most", "than", "typically", "usually", "circa", "c", "exceeding", "between", "up",
}  # fmt: skip
