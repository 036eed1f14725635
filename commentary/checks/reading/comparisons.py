"""What a text says of the row beside neighbours, England, the region, the target and its own average."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commentary.checks.facts import Facts, Figures, Whom

from .clauses import clause_start, is_dash
from .heads import CARRIERS, names_something, until_verb
from .periods import month_at
from .subjects import Subjects
from .tokens import Sentence, Token
from .vocabulary import MEASURES, NOT, NOT_YET, QUALITY_WORDS
from .wishes import goes_on

_FARTHEST = 14
# "The national shortage" is no figure.
_NO_AUTHORITIES = {"guidance", "programme", "shortage", "campaign", "policy", "standards"}
_SEGMENTS = 3


class Relation(StrEnum):
    ABOVE = "above"
    BELOW = "below"
    LEVEL = "level with"
    BETTER = "better than"
    WORSE = "worse than"
    MET = "met"


class Against(StrEnum):
    """Not another authority's figure."""

    TARGET = "target"
    AVERAGE = "average"


Other = Whom | Against

_NAMES: dict[str, Other] = {
    "neighbour": Whom.NEIGHBOURS, "neighbours": Whom.NEIGHBOURS, "sn": Whom.NEIGHBOURS,
    "sns": Whom.NEIGHBOURS, "neighbour's": Whom.NEIGHBOURS, "neighbours'": Whom.NEIGHBOURS,
    "comparators": Whom.NEIGHBOURS, "england": Whom.NATIONAL, "england's": Whom.NATIONAL,
    "national": Whom.NATIONAL, "nationally": Whom.NATIONAL, "regional": Whom.REGION, "region": Whom.REGION,
    "region's": Whom.REGION, "regionally": Whom.REGION, "target": Against.TARGET, "targets": Against.TARGET,
}  # fmt: skip

_RELATIONS = {
    "higher": Relation.ABOVE, "above": Relation.ABOVE, "exceeds": Relation.ABOVE, "exceed": Relation.ABOVE,
    "exceeded": Relation.ABOVE, "exceeding": Relation.ABOVE, "greater": Relation.ABOVE,
    "ahead": Relation.ABOVE, "over": Relation.ABOVE, "lower": Relation.BELOW, "below": Relation.BELOW,
    "under": Relation.BELOW, "behind": Relation.BELOW, "short": Relation.BELOW, "fewer": Relation.BELOW,
    "less": Relation.BELOW, "more": Relation.ABOVE, "line": Relation.LEVEL, "similar": Relation.LEVEL,
    "comparable": Relation.LEVEL, "equal": Relation.LEVEL, "level": Relation.LEVEL, "close": Relation.LEVEL,
    "matches": Relation.LEVEL, "same": Relation.LEVEL, "better": Relation.BETTER,
    "favourably": Relation.BETTER, "unfavourably": Relation.WORSE, "well": Relation.BETTER,
    "poorly": Relation.WORSE, "worse": Relation.WORSE, "outperform": Relation.BETTER,
    "outperforming": Relation.BETTER, "met": Relation.MET, "achieved": Relation.MET, "hit": Relation.MET,
    "meets": Relation.MET, "meet": Relation.MET, "meeting": Relation.MET, "achieving": Relation.MET,
    "missed": Relation.MET,
    "on": Relation.MET,
}  # fmt: skip
_WITH = {
    "line": {"with"}, "level": {"with"}, "same": {"as"}, "close": {"to"}, "equal": {"to"},
    "similar": {"to"}, "comparable": {"to", "with"},
}  # fmt: skip
_NEEDS_THAN = {"higher", "lower", "fewer", "less", "more", "better", "worse", "greater"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One relation to one other figure; `rows` is empty where it is not known what is compared."""

    relation: Relation
    other: Other
    rows: tuple[Figures, ...]
    is_negated: bool
    start: int
    end: int


def comparisons(sentence: Sentence, subjects: Subjects, facts: Facts) -> tuple[Compared, ...]:
    return tuple(_found(sentence.tokens, subjects, facts))


def others_named(tokens: Sequence[Token], facts: Facts) -> tuple[Other, ...]:
    """Every comparator that is spoken of, once each."""
    names = _names(facts)
    found = (_name_at(tokens, at, names) for at in range(len(tokens)))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _name_at(tokens: Sequence[Token], place: int, names: Mapping[str, Other]) -> Other | None:
    """Whom the word at a place names, by itself or with the word before it."""
    word = tokens[place].lower
    before = tokens[place - 1].lower if place else ""
    return names.get(word) or names.get(f"{before} {word}")


def _names(facts: Facts) -> dict[str, Other]:
    names = dict(_NAMES)
    for row in (facts.row, *facts.family):
        for comparator in row.comparators:
            if comparator.whom is Whom.REGION:
                # "South East region" is named by its last words that are not "region".
                words = [each for each in comparator.name.lower().split() if each != "region"]
                names.setdefault(" ".join(words[-2:]), Whom.REGION)
    return names


def _found(tokens: Sequence[Token], subjects: Subjects, facts: Facts) -> Iterator[Compared]:
    names = _names(facts)
    for place, token in enumerate(tokens):
        relation = _RELATIONS.get(token.lower)
        if relation is None or not _is_relation(tokens, place):
            continue
        begin = clause_start(tokens, place)
        # "As" and "in line" begin no clause here.
        before = tokens[begin:place]
        if any(_not_yet(each) and not goes_on(before, at) for at, each in enumerate(before)):
            continue
        if any(month_at(tokens, at, facts.month) not in (None, facts.month) for at in range(begin, place)):
            continue
        named, end = _named(tokens, place, names)
        negated = any(each.lower in NOT for each in before) or token.lower == "missed"
        if relation is Relation.MET:
            named = [each for each in named if each is Against.TARGET]
            if not named and any(each.lower == "target" for each in before):
                named, end = [Against.TARGET], place
            if token.lower == "on" and tokens[place + 1 : place + 2] and tokens[place + 1].lower != "target":
                continue
        if not named:
            continue
        rows = _subject(tokens, begin, place, subjects, relation)
        for other in dict.fromkeys(named):
            yield Compared(relation, other, rows, negated, tokens[begin].start, tokens[end].end)


def _is_relation(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].lower
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if word in _WITH:
        return after in _WITH[word]
    if word in {"well", "poorly", "favourably", "unfavourably"}:
        return after in {"with", "to", "against"}
    if word == "short":
        return after == "of"
    if word == "ahead":
        return after == "of"
    if word in _NEEDS_THAN:
        # "We remain lower our neighbours' average" lacks the word and means it.
        near = {each.lower for each in tokens[place + 1 : place + 4]}
        return "than" in near or bool(near & _NAMES.keys())
    if word in {"over", "under", "on"}:
        before = tokens[place - 1].lower if place else ""
        return after in {"target", "the"} and before in {
            "is",
            "are",
            "remain",
            "remains",
            "was",
            "were",
            "still",
            "be",
            "not",
            "well",
            "currently",
        }
    return True


def _named(tokens: Sequence[Token], place: int, names: dict[str, Other]) -> tuple[list[Other], int]:
    """The comparators after a relation, and the last token that names one."""
    found: list[Other] = []
    end = place
    for at in range(place + 1, min(place + 1 + _FARTHEST, len(tokens))):
        word = tokens[at].lower
        if (
            word in {"but", "while", "whilst", "although", "however", "which", "because", "though"}
            or tokens[at].text in ";:"
            or is_dash(tokens, at)
        ):
            break
        if at > place + 1 and word in _RELATIONS and word not in {"over", "on", "same", "more", "less"}:
            break
        other = _name_at(tokens, at, names)
        if other is not None:
            after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
            if other is Whom.NATIONAL and after in _NO_AUTHORITIES:
                continue
            found.append(other)
            end = at
        elif word in {"average", "mean"} and not found and _is_own_average(tokens, at):
            found.append(Against.AVERAGE)
            end = at
    return found, end


def _is_own_average(tokens: Sequence[Token], place: int) -> bool:
    before = [each.lower for each in tokens[max(place - 4, 0) : place]]
    return "month" in before or "year" in before or "monthly" in before


def _subject(
    tokens: Sequence[Token], begin: int, place: int, subjects: Subjects, relation: Relation
) -> tuple[Figures, ...]:
    """What is compared; "the rate, 19 per 10,000, is above …" and "… and above …" name it further back."""
    before = tokens[begin:place]
    for _ in range(_SEGMENTS):
        if (
            not begin
            or names_something(before, subjects)
            or tokens[begin - 1].lower not in {",", "and", "but", ")"}
        ):
            break
        end = begin - 1
        begin = clause_start(tokens, end)
        before = until_verb(tokens[begin:end])
    return _resolved(before, subjects, relation)


def _resolved(before: Sequence[Token], subjects: Subjects, relation: Relation) -> tuple[Figures, ...]:
    said = [
        each
        for place, each in enumerate(before)
        if each.lower not in CARRIERS
        and not _is_authority(before, place, subjects)
        and not each.lower.endswith("ly")
        and each.number is None
        and each.suffix != "%"
    ]
    if any(each.lower == "target" for each in said) and relation is Relation.MET:
        said = [each for each in said if each.lower not in {"target", "targets"}]
    return subjects.of(said)


def _is_authority(phrase: Sequence[Token], place: int, subjects: Subjects) -> bool:
    """ "Elmfold timeliness", "Elmfold's rate": the name of who is compared."""
    token = phrase[place]
    if not token.text[0].isupper() or token.text.isupper() or subjects.is_own(token):
        return False
    after = phrase[place + 1].lower if place + 1 < len(phrase) else ""
    return after in MEASURES | QUALITY_WORDS


def _not_yet(token: Token) -> bool:
    if token.lower == "may" and token.text[0].isupper():
        return False
    return (
        token.lower in NOT_YET - {"target", "expected", "plan", "plans", "planned"}
        or token.lower == "previously"
    )
