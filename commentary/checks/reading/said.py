"""The words of movement, and a statement made with them before its time is known."""

from dataclasses import dataclass
from enum import Enum, auto

from commentary.checks.facts import Figures


class Way(Enum):
    UP = auto()
    DOWN = auto()
    SAME = auto()
    BETTER = auto()
    WORSE = auto()


class Size(Enum):
    SMALL = auto()
    LARGE = auto()


_NOUNS = {
    Way.UP: "increase increases rise rises growth spike jump surge uplift upturn",
    Way.DOWN: "decrease decreases reduction reductions fall falls drop drops decline dip downturn",
    Way.BETTER: "improvement improvements",
    Way.WORSE: "deterioration worsening",
}
_VERBS = {
    Way.UP: "increased rose risen grew grown climbed jumped doubled rising increasing growing spiked soared",
    Way.DOWN: "decreased fell fallen dropped declined reduced dipped halved falling decreasing declining "
    "dropping reducing shrunk plummeted",
    Way.BETTER: "improved improving recovered",
    Way.WORSE: "worsened deteriorated slipped worsening deteriorating",
    Way.SAME: "unchanged static stable",
}
# With "up" or "down".
MOVES = {
    "gone", "went", "come", "came", "edged", "crept", "moved", "shot", "is", "are", "was", "were", "been",
    "remain",
}  # fmt: skip
_ADJECTIVES = {
    Way.UP: "higher larger greater",
    Way.DOWN: "lower smaller fewer",
    Way.BETTER: "better",
    Way.WORSE: "worse",
}
NOUNS = {word: way for way, words in _NOUNS.items() for word in words.split()}
VERBS = {word: way for way, words in _VERBS.items() for word in words.split()}
ADJECTIVES = {word: way for way, words in _ADJECTIVES.items() for word in words.split()}
BE = {"is", "are", "was", "were", "be", "been", "being", "remains", "remain", "remained", "s"}
HAVE = BE | {"has", "have", "had", "continued", "continues", "continue"}
_SIZES = {
    Size.SMALL: "slight slightly small minor marginal marginally minimal "
    "modest modestly fractionally tiny edged crept little",
    Size.LARGE: "significant significantly sharp sharply large substantial substantially considerable "
    "considerably dramatic dramatically marked markedly big steep steeply major huge massive soared "
    "plummeted shot",
}
SIZES = {word: size for size, words in _SIZES.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by the places of its tokens, before its time is known. `rows` None inherits."""

    way: Way
    first: int
    last: int
    anchor: int
    rows: tuple[Figures, ...] | None
    size: Size | None
    is_negated: bool
