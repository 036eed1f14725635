"""What the checks find in a month's texts, each read once for all that it is held against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.core.cache import caches

from commentary.checks import Facts, Finding, check_commentary
from commentary.checks.repetition import said_in

from .facts import facts_of_month
from .month import Item, MonthWork

# By sentence, the rows that say it, with all their words.
_Sayers = Mapping[tuple[str, ...], Iterable[tuple[str, str]]]


def findings_of_month(items: Iterable[Item], work: MonthWork) -> dict[int, list[Finding]]:
    """By the key of the leading row. Kept under the figures of the month, the text itself, its earlier months
    and the texts that share a sentence with it: words saved elsewhere cost no second reading."""
    cache = caches["findings"]
    facts, sayers = facts_of_month(work), _sayers(work)
    figures = _figures(next(iter(facts.values())))
    keys = {item.row.pk: _key(item.summary.text, facts[item.row.pk], figures, sayers) for item in items}
    known = cache.get_many(keys.values())
    found, new = {}, {}
    for item in items:
        key = keys[item.row.pk]
        findings = known.get(key)
        if findings is None:
            findings = new[key] = check_commentary(item.summary.text, facts[item.row.pk])
        found[item.row.pk] = findings
    cache.set_many(new)
    return found


def hash_of_text(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _sayers(work: MonthWork) -> _Sayers:
    found: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for item in work.items:
        for words in said_in(item.summary.text):
            found[words].append((item.row.ref, item.summary.text))
    return found


def _figures(any_one: Facts) -> str:
    """Of what the facts of a month have in common: every figure, the glossary."""
    figures = sorted((any_one.row, *any_one.family, *any_one.others), key=lambda each: each.ref)
    return hash_of_text(repr((figures, sorted(any_one.glossary))))


def _key(text: str, facts: Facts, figures: str, sayers: _Sayers) -> str:
    family = [each.ref for each in facts.family]
    shared = {each for words in said_in(text) for each in sayers.get(words, ()) if each[0] != facts.row.ref}
    return hash_of_text(repr((text, facts.row.ref, family, facts.earlier, sorted(shared), figures)))
