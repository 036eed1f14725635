"""The real scorecard's words beside its figures, where they are on this machine."""

from collections.abc import Mapping, Sequence

import pytest

from commentary.checks import Facts, Figures, Finding, OtherWords, check_commentary, explained_in
from tests.indicators.imports.files import ROOT, SEED

from .measures import Claim, figures, rows_of

_POLARITY = {"high": "higher", "low": "lower", "": "none"}
_UNITS = {"count": "count", "percent": "percentage", "rate_per_10000": "rate_per_10000"}


def claims() -> tuple[Claim, ...]:
    texts = {row["ref"]: row["commentary"] for row in scorecard()}
    return tuple(
        Claim(
            row["ref"],
            texts[row["ref"]],
            int(row["start"]),
            int(row["end"]),
            row["flag"] == "yes",
            row["check"],
        )
        for row in rows_of(SEED / "commentary_claims.csv")
    )


def findings() -> dict[str, list[Finding]]:
    """Of every text, under its ref and itself."""
    return {
        f"{row['ref']}|{row['commentary']}": check_commentary(row["commentary"], facts)
        for row, facts in every()
        if row["commentary"]
    }


def scorecard() -> list[dict[str, str]]:
    if not SEED.is_dir():
        pytest.skip("../shared/seed is not on this machine")
    return rows_of(SEED / "scorecard_rows.csv")


def every() -> list[tuple[dict[str, str], Facts]]:
    rows = scorecard()
    parts = {row["ref"]: row for row in rows_of(SEED / "ci_vs_benchmark.csv")}
    read = {row["ref"]: _figures(row, parts.get(row["ref"], {})) for row in rows}
    glossary = frozenset().union(*(explained_in(f"{row['title']}. {row['outcome']}") for row in rows))
    families = _families(read)
    return [(row, _facts(row, rows, read, families[row["ref"]], glossary)) for row in rows]


def _facts(
    row: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
    read: Mapping[str, Figures],
    family: set[str],
    glossary: frozenset[str],
) -> Facts:
    """A file shares nothing by itself: each row's words are its own, and others may state the same."""
    ref, text = row["ref"], row["commentary"]
    same = {each["ref"] for each in rows if text and each["commentary"] == text and each["ref"] != ref}
    related = [each for each in read if each in family | same and each != ref]
    return Facts(
        row=read[ref],
        family=tuple(read[each] for each in related),
        others=tuple(read[each] for each in read if each != ref and each not in related),
        elsewhere=tuple(
            OtherWords(each["ref"], each["commentary"])
            for each in rows
            if each["ref"] != ref and each["commentary"]
        ),
        glossary=glossary,
    )


def _families(read: Mapping[str, Figures]) -> dict[str, set[str]]:
    """Rows with one numerator, as the demonstration's definitions say."""
    families: dict[str, set[str]] = {ref: set() for ref in read}
    for row in rows_of(ROOT / "scorecard_portal" / "demonstration" / "definitions.csv"):
        for other in row["numerator"].split(" + "):
            if row["ref"] in families and other in families:
                families[row["ref"]].add(other)
                families[other].add(row["ref"])
    return families


def _figures(row: Mapping[str, str], parts: Mapping[str, str]) -> Figures:
    values = [row[name] for name in row if name[:2] == "20"]
    unit = _UNITS[row["unit"]]
    measure = {
        "ref": row["ref"],
        "title": row["title"],
        "short_title": "",
        "unit": unit,
        "polarity": _POLARITY[row["polarity"]],
        "decimals": "1" if unit == "percentage" else "0",
        "numerators": parts.get("numerator", ""),
        "denominators": parts.get("denominator", ""),
        "neighbours": row["bench_sn"],
        "england": row["bench_eng"],
        "region": row["bench_se"],
        "target": "",
    }
    return figures(measure, values)
