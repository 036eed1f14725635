"""Headlines as the page prints them: sentence, evidence, figure, trend and approved words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from indicators.calculations import formats, months
from indicators.calculations.headline_facts import SILENT_FROM
from indicators.calculations.headlines import KIND_TITLES, Evidence, Headline, HeadlineKind
from indicators.calculations.terms import Basis
from indicators.charts import trend
from indicators.charts.sparkline import Sparkline
from indicators.scorecards import Row
from indicators.scorecards.in_words import in_target_words
from indicators.templatetags.figures import polarity_words

from .headlines_month import HeadlinesMonth
from .headlines_words import HeadlineWords
from .scorecard_signals import trend_words

# Where on an indicator's page a finding shows.
ANCHORS = {
    HeadlineKind.CONCERN: "months-title",
    HeadlineKind.IMPROVEMENT: "months-title",
    HeadlineKind.CHANGED: "months-title",
    HeadlineKind.OFF_TARGET: "in-words",
    HeadlineKind.NEWLY_WORSE: "compared-title",
    HeadlineKind.EXTREME: "figures-title",
    HeadlineKind.RESTATED: "restatements-title",
    HeadlineKind.SILENT: "words-title",
}
SIGNALS = frozenset({HeadlineKind.CONCERN, HeadlineKind.IMPROVEMENT, HeadlineKind.CHANGED})
# Told in one line each, without a trend.
LINES = frozenset({HeadlineKind.EXTREME, HeadlineKind.RESTATED, HeadlineKind.SILENT})


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Other:
    """A row told with another one; `figure` where its sentence has none."""

    ref: str
    sentence: Link
    figure: str
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """`rule` says why it is here, `more` what else was found on the row, `others` who is told with it."""

    ref: str
    sentence: Link
    polarity: str
    rule: str
    more: tuple[Link, ...]
    others: tuple[Other, ...]
    figure: str
    beside: str
    trend: Sparkline | None
    trend_label: str
    words: HeadlineWords


@dataclass(frozen=True, slots=True)
class Group:
    """`more_above`: how many rows have such a finding and are told under a graver one."""

    kind: HeadlineKind
    title: str
    count: int
    more_above: int
    items: tuple[Item, ...]

    @property
    def is_lines(self) -> bool:
        return self.kind in LINES


def groups(found: HeadlinesMonth, words: Mapping[int, HeadlineWords]) -> tuple[Group, ...]:
    """`words` by row. The order is that of the headlines."""
    made = _Items(found, words)
    findings = [each.kind for headline in found.chosen.headlines for each in headline.evidence]
    shown = []
    for kind, alike in groupby(found.chosen.headlines, key=lambda headline: headline.kind):
        headlines = tuple(alike)
        count = sum(1 + len(each.also) for each in headlines)
        shown.append(
            Group(
                kind=kind,
                title=made.title(kind, headlines),
                count=count,
                more_above=findings.count(kind) - count,
                items=tuple(made.item(each) for each in headlines),
            )
        )
    return tuple(shown)


class _Items:
    def __init__(self, found: HeadlinesMonth, words: Mapping[int, HeadlineWords]) -> None:
        self.month, self.words = found.built.month, words
        self.rows = {row.ref: row for row in found.built.rows}
        self.facts = {each.ref: each for each in found.facts}
        pattern = reverse("indicator", args=(found.built.slug, "ref")).removesuffix("ref/")
        self.address = f"{pattern}%s/?month={months.slug(self.month)}#%s"

    def title(self, kind: HeadlineKind, headlines: Iterable[Headline]) -> str:
        """Of rows that say nothing it names the half of the rule that holds for all of them."""
        refs = {ref for each in headlines for ref in (each.ref, *each.also)}
        figures = {bool(self.facts[ref].figure) for ref in refs}
        if kind != HeadlineKind.SILENT or len(figures) > 1:
            return KIND_TITLES[kind]
        return "Without words for three months" if figures == {True} else "Without a figure"

    def item(self, headline: Headline) -> Item:
        row, main = self.rows[headline.ref], headline.evidence[0]
        own = [each for each in headline.evidence[1:] if each.ref == row.ref]
        said = {(each.kind, each.text) for each in own}
        # Of shared words it is said once that there are none.
        others = [
            each
            for each in headline.evidence
            if each.ref != row.ref
            and (each.kind != HeadlineKind.SILENT or (each.kind, each.text) not in said)
        ]
        is_line, spoken = headline.kind in LINES, trend_words(row)
        sentence = self._line(main) if is_line else headline.sentence
        return Item(
            ref=row.ref,
            sentence=self._link(sentence, main),
            polarity=polarity_words(row.polarity),
            rule=self._rule(headline, row),
            more=tuple(self._link(each.text, each) for each in own),
            others=tuple(self._others(others)),
            figure=self._figure(headline, row),
            beside=self._beside(headline, row),
            trend=None if is_line or not spoken else trend.large(row),
            trend_label="" if is_line else spoken,
            words=self.words[row.pk],
        )

    def _line(self, found: Evidence) -> str:
        """Without the figure, which stands beside it; the group's title says what every line would repeat."""
        facts = self.facts[found.ref]
        if found.kind == HeadlineKind.SILENT and facts.figure and facts.silent_months == SILENT_FROM:
            return facts.title
        text = found.text.removesuffix(" of 13 months") if found.kind == HeadlineKind.EXTREME else found.text
        return f"{facts.title}: {text}"

    def _others(self, evidence: Iterable[Evidence]) -> Iterator[Other]:
        for ref, found in groupby(evidence, key=lambda each: each.ref):
            main, *rest = found
            facts = self.facts[ref]
            figure = f"{facts.figure}, " if facts.figure else ""
            text = self._line(main) if main.kind in LINES else f"{facts.title}: {figure}{main.text}"
            shown = facts.figure if main.kind in LINES else ""
            yield Other(
                ref, self._link(text, main), shown, tuple(self._link(each.text, each) for each in rest)
            )

    def _link(self, text: str, evidence: Evidence) -> Link:
        url = self.address % (self.rows[evidence.ref].ref_slug, ANCHORS[evidence.kind])
        return Link(text, url)

    def _rule(self, headline: Headline, row: Row) -> str:
        """Such as "new signal" or "target of at most 460 by March 2019"."""
        if headline.kind in SIGNALS:
            return "new signal" if headline.is_new else f"signal, as in {self._before}"
        if headline.kind == HeadlineKind.OFF_TARGET:
            return f"target of {in_target_words(row, row.target_now)}"
        if headline.kind == HeadlineKind.NEWLY_WORSE:
            return "by its 95% confidence interval"
        return ""

    @property
    def _before(self) -> str:
        return months.NAMES[months.shift(self.month, -1).month - 1]

    def _figure(self, headline: Headline, row: Row) -> str:
        """The sum of the year so far where that is off target."""
        if _is_sum(headline, row) and row.target_reading is not None:
            return formats.figure(row.target_reading.compared, row.unit, row.decimals)
        return _shown(row, -1, "no figure")

    def _beside(self, headline: Headline, row: Row) -> str:
        """Such as "67.0% in May, 82.0% a year ago"."""
        if headline.kind in LINES:
            return ""
        before = f"{_shown(row, -2, 'no figure')} in {self._before}"
        if _is_sum(headline, row):
            now = months.NAMES[self.month.month - 1]
            return f"since April; {_shown(row, -1, 'no figure')} in {now}, {before}"
        return f"{before}, {_shown(row, -13, 'no figure')} a year ago"


def _is_sum(headline: Headline, row: Row) -> bool:
    return headline.kind == HeadlineKind.OFF_TARGET and row.target_now.basis is Basis.ANNUAL_TOTAL


def _shown(row: Row, place: int, otherwise: str) -> str:
    return formats.figure(row.cells[place].value, row.unit, row.decimals) or otherwise
