"""Facts from files of figures, without a database."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from commentary.checks import Comparator, Facts, Figures, Finding, TargetFacts, Whom, check_commentary
from indicators.calculations import control_charts, months, series, significance, targets
from indicators.calculations.control_charts import Kind
from indicators.calculations.series import Cell
from indicators.calculations.signals import LIMITS_FROM
from indicators.calculations.terms import Basis, Direction, Polarity, Unit

JUNE = date(2018, 6, 1)
DATA = Path(__file__).resolve().parents[2] / "data"
_NAMES = {
    Whom.NEIGHBOURS: "Statistical neighbours",
    Whom.NATIONAL: "England",
    Whom.REGION: "South East region",
}


@dataclass(frozen=True)
class Claim:
    """A stretch of a text, and whether a checker should speak there."""

    ref: str
    text: str
    start: int
    end: int
    flag: bool
    check: str
    figures: tuple[str, ...] = ()

    def said_by(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(each for each in findings if each.start < self.end and self.start < each.end)

    def __str__(self) -> str:
        return f"{self.ref} {self.check}: {self.text[self.start : self.end]}"


@dataclass(frozen=True)
class Score:
    """How a file of claims came out. `elsewhere` counts findings that touch no claim."""

    right: int
    missed: tuple[Claim, ...]
    wrong: tuple[Claim, ...]
    quiet: int
    elsewhere: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))

    def __str__(self) -> str:
        lists = [f"{name}: {each}" for name in ("missed", "wrong") for each in getattr(self, name)]
        return "\n".join([f"precision {self.precision:.3f}, recall {self.recall:.3f}", *lists])


def score(claims: Iterable[Claim], findings: Mapping[str, Sequence[Finding]]) -> Score:
    """`findings` are by the text they are of, under its ref and itself."""
    every = tuple(claims)
    told = {claim: claim.said_by(findings[f"{claim.ref}|{claim.text}"]) for claim in every}
    touched = {id(finding) for found in told.values() for finding in found}
    return Score(
        right=sum(claim.flag and bool(told[claim]) for claim in every),
        missed=tuple(claim for claim in every if claim.flag and not told[claim]),
        wrong=tuple(claim for claim in every if not claim.flag and told[claim]),
        quiet=sum(not claim.flag and not told[claim] for claim in every),
        elsewhere=sum(id(each) not in touched for found in findings.values() for each in found),
    )


def invented(name: str) -> Score:
    """The claims of a file in tests/data against invented figures."""
    claims = claims_of(DATA / f"{name}.csv")
    measures = {row["ref"]: row for row in rows_of(DATA / "commentary_measures.csv")}
    values = {claim.ref: claim.figures for claim in claims_of(DATA / "commentary_sentences.csv")}
    values |= {claim.ref: claim.figures for claim in claims}
    rows = {ref: figures(measures[ref], values[ref]) for ref in measures if ref in values}
    findings = {
        f"{claim.ref}|{claim.text}": check_commentary(claim.text, facts_of(claim.ref, rows, measures))
        for claim in claims
    }
    return score(claims, findings)


def facts_of(ref: str, rows: Mapping[str, Figures], measures: Mapping[str, Mapping[str, str]]) -> Facts:
    family = measures[ref]["family"]
    related = [each for each in rows if each != ref and family and measures[each]["family"] == family]
    return Facts(
        row=rows[ref],
        family=tuple(rows[each] for each in related),
        others=tuple(rows[each] for each in rows if each != ref and each not in related),
    )


def claims_of(path: Path) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            row["ref"],
            row["sentence"],
            int(row["start"]),
            int(row["end"]),
            row["flag"] == "yes",
            row["check"],
            tuple(row["figures"].split()),
        )
        for row in rows_of(path)
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def figures(measure: Mapping[str, str], values: Sequence[str | None], *, month: date = JUNE) -> Figures:
    """One row as the portal would read it. Comparators are columns neighbours, england and region."""
    unit, polarity = Unit(measure["unit"]), Polarity(measure["polarity"])
    numerator, denominator = number(measure["numerators"]), number(measure["denominators"])
    known = [number(each) for each in values]
    cells = tuple(
        Cell(at, value) for at, value in zip(months.months_to(month, len(known)), known, strict=True)
    )
    compared = (
        (whom, number(measure[column]))
        for whom, column in zip(_NAMES, ("neighbours", "england", "region"), strict=True)
    )
    row = Figures(
        ref=measure["ref"],
        title=measure["title"],
        short_title=measure["short_title"],
        unit=unit,
        polarity=polarity,
        decimals=int(measure["decimals"]),
        month=month,
        values=tuple(known),
        numerator=numerator,
        denominator=denominator,
        mean_12=series.mean(cells[-12:], int(measure["decimals"])),
        signal=signal(known, polarity),
        comparators=tuple(
            Comparator(
                whom,
                _NAMES[whom],
                value,
                significance.verdict(
                    numerator=numerator,
                    denominator=denominator,
                    multiplier=None,
                    unit=unit,
                    polarity=polarity,
                    benchmark=value,
                ).verdict,
            )
            for whom, value in compared
            if value is not None
        ),
    )
    return replace(row, target=target(measure, cells, month))


def target(measure: Mapping[str, str], cells: Sequence[Cell], month: date) -> TargetFacts | None:
    value = number(measure["target"])
    if value is None:
        return None
    direction = Direction(measure["target_direction"])
    reading = targets.read_target(
        cells={cell.month: cell.value for cell in cells},
        month=month,
        value=value,
        is_tbc=False,
        basis=Basis(measure["target_basis"]),
        direction=direction,
    )
    return TargetFacts(value, reading.compared, reading.against, reading.status, direction)


def signal(values: Sequence[Decimal | None], polarity: Polarity) -> Kind | None:
    if sum(value is not None for value in values) < LIMITS_FROM:
        return None
    chart = control_charts.control_chart(values, polarity=polarity)
    return chart.variation if chart.variation is not Kind.COMMON else None


def number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
