"""Names of persons."""

from collections.abc import Iterator, Sequence

from .findings import Finding, Severity
from .reading.reading import Reading
from .reading.tokens import Token

NAME = "disclosure"
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "cllr", "councillor", "professor", "prof"}
# First names that are no other word, to tell two capitals from the name of a team.
_FIRST = {
    "adam", "ahmed", "aisha", "alan", "alex", "alexander", "alice", "alison", "amelia", "amy", "andrew",
    "angela", "anna", "anne", "anthony", "barbara", "ben", "benjamin", "brian", "callum", "cameron",
    "carol", "caroline", "catherine", "charles", "charlotte", "chloe", "christine", "christopher", "claire",
    "connor", "craig", "daniel", "david", "deborah", "diane", "donna", "dylan", "edward", "elizabeth",
    "ella", "emily", "emma", "ethan", "evie", "fatima", "fiona", "gareth", "gary", "gemma", "george",
    "gillian", "graham", "hannah", "harry", "heather", "helen", "ian", "isabella", "jacob", "james", "jane",
    "janet", "jason", "jayden", "jennifer", "jessica", "joanne", "john", "jonathan", "joseph", "joshua",
    "julie", "karen", "kate", "katherine", "kathleen", "keith", "kelly", "kevin", "kirsty", "laura",
    "lauren", "leah", "liam", "linda", "lisa", "lorraine", "louise", "lucy", "luke", "margaret", "maria",
    "martin", "mary", "matthew", "megan", "michael", "michelle", "mohammed", "muhammad", "natalie",
    "nathan", "neil", "nicholas", "nicola", "nigel", "noah", "olivia", "omar", "patricia", "paul", "peter",
    "philip", "rachel", "rebecca", "richard", "robert", "ryan", "samantha", "samuel", "sandra", "sarah",
    "sharon", "simon", "sophie", "stephanie", "stephen", "steven", "stuart", "susan", "thomas", "timothy",
    "tracey", "tyler", "victoria", "wendy", "william", "yusuf", "zainab", "zoe",
}  # fmt: skip
_MESSAGE = "This looks like the name of a person: say what they do instead."


def check(reading: Reading) -> Iterator[Finding]:
    for sentence in reading.sentences:
        tokens = sentence.tokens
        told = -1
        for place, token in enumerate(tokens):
            if token.start < told:
                continue
            last = _name(tokens, place)
            if last is not None:
                told = tokens[last].end
                yield Finding(NAME, Severity.WARNING, token.start, told, _MESSAGE)


def _name(tokens: Sequence[Token], place: int) -> int | None:
    """The last token of a name that begins here."""
    token = tokens[place]
    at = place + 1
    if token.lower in _TITLES and token.text[0].isupper():
        if at < len(tokens) and tokens[at].text == ".":
            at += 1
        if at < len(tokens) and tokens[at].text[0].isupper():
            return at
        return None
    if token.lower.removesuffix("'s") in _FIRST and token.text[0].isupper():
        if at < len(tokens) and tokens[at].is_word and tokens[at].text[0].isupper():
            return at
        return place
    return None
