"""What the checks say of a text, and what of it was left as it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from commentary.checks import (
    Finding,
    Promise,
    Severity,
    check_commentary,
    promised_by,
)
from commentary.models import CheckOverride
from commentary.permissions import Standing
from commentary.words import Span

from .facts import facts_of
from .findings import findings_of_month, hash_of_text
from .month import Item, MonthWork
from .promised import Promised, PromisedAction, promised
from .summary import Mark

_GRAVEST_FIRST = (Severity.CONTRADICTION, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True, slots=True)
class Checked:
    """One check on the same words, wherever in the text they stand; `kept` where they were left as they are.

    `key` names both in forms. Without `spans` it is about the text as a whole. Of a promise, `due` is the
    last day that its words allow, `action` what it was made into, and `before` what the same promise of the
    month before was made into, as long as that is open.
    """

    key: str
    number: int
    check: str
    severity: Severity
    words: str
    sentences: tuple[str, ...]
    spans: tuple[Span, ...]
    kept: Mark | None = None
    promise: Promise | None = None
    due: date | None = None
    action: PromisedAction | None = None
    before: PromisedAction | None = None


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks say of one text, numbered: first what is open, then what was left as it is, then the
    promises that are actions."""

    text: str = ""
    open: tuple[Checked, ...] = ()
    kept: tuple[Checked, ...] = ()
    made: tuple[Checked, ...] = ()

    @property
    def all(self) -> tuple[Checked, ...]:
        return self.open + self.kept + self.made

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span for each in self.all for span in each.spans)

    @property
    def counted(self) -> str:
        """Such as "2 checks, 1 left as it is"."""
        every, left = len(self.all), len(self.kept)
        words = f"{every} check{'' if every == 1 else 's'}"
        if left:
            words = f"{words}, {left} left as {'it is' if left == 1 else 'they are'}"
        return f"{words}, {len(self.made)} made an action" if self.made else words

    @property
    def contradicts(self) -> bool:
        """Whether anything open goes against a figure."""
        return any(each.severity is Severity.CONTRADICTION for each in self.open)

    def find(self, key: str) -> Checked | None:
        return next((each for each in self.all if each.key == key), None)


def checks_of(
    work: MonthWork, item: Item, person: Standing, *, text: str | None = None, today: date | None = None
) -> Checks:
    """What the checks say of the item's words, or of `text`, typed `today`, in their place. Five queries.

    Words of other rows that this person may not read are not compared with.
    """
    asked = item if text is None else item.with_text(text)
    if not asked.summary.text:
        return Checks()
    findings = check_commentary(asked.summary.text, facts_of(work.as_read_by(person), asked))
    overrides = _overrides([item.summary.pk] if item.summary.pk else [])
    said = _Said(asked, today if asked.summary.text != item.summary.text else None)
    made = promised([item.row.pk], work.month)[item.row.pk]
    return said.checks(findings, overrides[item.summary.pk], made)


def checks_of_month(work: MonthWork, items: Iterable[Item], person: Standing) -> dict[int, Checks]:
    """The same for several items, by the key of the leading row. Five queries, whatever their number."""
    asked = [item for item in items if item.summary.text]
    if not asked:
        return {}
    findings = findings_of_month(asked, work.as_read_by(person))
    overrides = _overrides([item.summary.pk for item in asked])
    made = promised([item.row.pk for item in asked], work.month)
    return {
        item.row.pk: _Said(item).checks(findings[item.row.pk], overrides[item.summary.pk], made[item.row.pk])
        for item in asked
    }


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


class _Said:
    """The words of one item, written `on` a day: that of its last saving, where none is given."""

    def __init__(self, item: Item, on: date | None = None) -> None:
        self.text, written = item.summary.text, item.summary.written
        self.on = on or (timezone.localdate(written.at) if written else None)

    def checks(self, findings: Iterable[Finding], overrides: Mapping[str, Mark], made: Promised) -> Checks:
        together: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            together[_key(finding.check, self._words(finding))].append(finding)
        settled = {key: self._action(found[0], made) for key, found in together.items()}
        in_order = sorted(together, key=lambda key: (settled[key] is not None, key in overrides))
        every = [
            self._checked(key, number, together[key], overrides.get(key), made)
            for number, key in enumerate(in_order, start=1)
        ]
        return Checks(
            self.text,
            tuple(each for each in every if each.kept is None and each.action is None),
            tuple(each for each in every if each.kept is not None and each.action is None),
            tuple(each for each in every if each.action is not None),
        )

    def _words(self, finding: Finding) -> str:
        return self.text if finding.is_of_whole_text else self.text[finding.start : finding.end]

    def _action(self, finding: Finding, made: Promised) -> PromisedAction | None:
        return made.action_of(self._words(finding)) if finding.promise else None

    def _checked(
        self, key: str, number: int, findings: list[Finding], kept: Mark | None, made: Promised
    ) -> Checked:
        first = findings[0]
        words, promise = self._words(first), first.promise
        return Checked(
            key=key,
            number=number,
            check=first.check,
            severity=min((each.severity for each in findings), key=_GRAVEST_FIRST.index),
            words=words,
            sentences=tuple(dict.fromkeys(each.sentence for each in findings)),
            spans=tuple(Span(each.start, each.end, number) for each in findings if not each.is_of_whole_text),
            kept=kept,
            promise=promise,
            due=promised_by(promise.horizon, self.on) if promise and self.on else None,
            action=self._action(first, made),
            before=made.still_open(words) if promise else None,
        )


def _key(check: str, words: str) -> str:
    return hash_of_text(f"{check}\0{words}")[:16]
