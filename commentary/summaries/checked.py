"""What the checks say of a text, and what of it was left as it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import caches

from commentary.checks import Facts, Finding, Severity, check_commentary
from commentary.models import CheckOverride
from commentary.permissions import Standing
from commentary.words import Span

from .facts import facts_of, facts_of_month
from .month import Item, MonthWork
from .summary import Mark

_GRAVEST_FIRST = (Severity.CONTRADICTION, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True, slots=True)
class Checked:
    """One check on the same words, wherever in the text they stand; `kept` where they were left as they are.

    `key` names both in forms. Without `spans` it is about the text as a whole.
    """

    key: str
    number: int
    check: str
    severity: Severity
    words: str
    sentences: tuple[str, ...]
    spans: tuple[Span, ...]
    kept: Mark | None = None


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks say of one text, numbered: first what is open, then what was left as it is."""

    text: str = ""
    open: tuple[Checked, ...] = ()
    kept: tuple[Checked, ...] = ()

    @property
    def all(self) -> tuple[Checked, ...]:
        return self.open + self.kept

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span for each in self.all for span in each.spans)

    @property
    def counted(self) -> str:
        """Such as "2 checks, 1 left as it is"."""
        every, left = len(self.all), len(self.kept)
        words = f"{every} check{'' if every == 1 else 's'}"
        return f"{words}, {left} left as {'it is' if left == 1 else 'they are'}" if left else words

    @property
    def contradicts(self) -> bool:
        """Whether anything open goes against a figure."""
        return any(each.severity is Severity.CONTRADICTION for each in self.open)

    def find(self, key: str) -> Checked | None:
        return next((each for each in self.all if each.key == key), None)


def checks_of(work: MonthWork, item: Item, person: Standing, *, text: str | None = None) -> Checks:
    """What the checks say of the item's words, or of `text` in their place. Four queries.

    Words of other rows that this person may not read are not compared with.
    """
    asked = item if text is None else item.with_text(text)
    if not asked.summary.text:
        return Checks()
    findings = check_commentary(asked.summary.text, facts_of(work.as_read_by(person), asked))
    overrides = _overrides([item.summary.pk] if item.summary.pk else [])
    return _checks(asked.summary.text, findings, overrides[item.summary.pk])


def checks_of_month(work: MonthWork, items: Iterable[Item], person: Standing) -> dict[int, Checks]:
    """The same for several items, by the key of the leading row. Four queries, whatever their number."""
    asked = [item for item in items if item.summary.text]
    if not asked:
        return {}
    findings = _findings(asked, work.as_read_by(person))
    overrides = _overrides([item.summary.pk for item in asked])
    return {
        item.row.pk: _checks(item.summary.text, findings[item.row.pk], overrides[item.summary.pk])
        for item in asked
    }


def _findings(items: Iterable[Item], work: MonthWork) -> dict[int, list[Finding]]:
    """Each text is read once for the figures and the other texts that it is held against."""
    cache = caches["findings"]
    facts = facts_of_month(work)
    fingerprint = _fingerprint(work, next(iter(facts.values())))
    keys = {item.row.pk: _key_of_facts(item.summary.text, facts[item.row.pk], fingerprint) for item in items}
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


def _fingerprint(work: MonthWork, any_one: Facts) -> str:
    """Of what the facts of a month have in common: every figure, every text, the glossary."""
    figures = sorted((any_one.row, *any_one.family, *any_one.others), key=lambda each: each.ref)
    words = [(item.row.ref, item.summary.text) for item in work.items]
    return _hash(repr((figures, words, sorted(any_one.glossary))))


def _key_of_facts(text: str, facts: Facts, fingerprint: str) -> str:
    family = [each.ref for each in facts.family]
    return _hash(repr((text, facts.row.ref, family, facts.earlier, fingerprint)))


def _overrides(commentaries: list[int | None]) -> Mapping[int | None, dict[str, Mark]]:
    """By commentary and key, what stands as it is. One query."""
    found: dict[int | None, dict[str, Mark]] = defaultdict(dict)
    rows = CheckOverride.objects.filter(commentary__in=[pk for pk in commentaries if pk])
    for row in rows.select_related("by", "on_behalf_of").order_by("pk"):
        key = _key(row.check_name, row.words)
        found[row.commentary_id].pop(key, None)
        if row.is_kept:
            on_behalf_of = row.on_behalf_of.full_name if row.on_behalf_of else ""
            found[row.commentary_id][key] = Mark(
                row.by_id, row.by.full_name, on_behalf_of, row.at, row.reason
            )
    return found


def _checks(text: str, findings: Iterable[Finding], overrides: Mapping[str, Mark]) -> Checks:
    together: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        words = text if finding.is_of_whole_text else text[finding.start : finding.end]
        together[_key(finding.check, words)].append(finding)
    in_order = [key for key in together if key not in overrides] + [
        key for key in together if key in overrides
    ]
    every = [
        _checked(key, number, text, together[key], overrides.get(key))
        for number, key in enumerate(in_order, start=1)
    ]
    return Checks(
        text,
        tuple(each for each in every if each.kept is None),
        tuple(each for each in every if each.kept is not None),
    )


def _checked(key: str, number: int, text: str, findings: list[Finding], kept: Mark | None) -> Checked:
    first = findings[0]
    return Checked(
        key=key,
        number=number,
        check=first.check,
        severity=min((each.severity for each in findings), key=_GRAVEST_FIRST.index),
        words=text if first.is_of_whole_text else text[first.start : first.end],
        sentences=tuple(dict.fromkeys(each.sentence for each in findings)),
        spans=tuple(Span(each.start, each.end, number) for each in findings if not each.is_of_whole_text),
        kept=kept,
    )


def _key(check: str, words: str) -> str:
    return _hash(f"{check}\0{words}")[:16]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
