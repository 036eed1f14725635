"""The 58 rows of June 2018 beside sentences that somebody labelled; they need no file outside tests/data."""

from dataclasses import replace

from commentary.checks import Figures, Finding, OtherWords, check_commentary, explained_in

from .measures import DATA, Claim, Score, claims_of, facts_of, figures, rows_of, score

MEASURES = DATA / "commentary_measures_of_real_rows.csv"
SENTENCES = DATA / "commentary_sentences_of_real_rows.csv"


def scored() -> Score:
    claims = claims_of(SENTENCES)
    return score(claims, {f"{claim.ref}|{claim.text}": found_in(claim, claims) for claim in claims})


def found_in(claim: Claim, claims: tuple[Claim, ...]) -> list[Finding]:
    """The other sentences stand on their own rows at the same time."""
    elsewhere = tuple(OtherWords(each.ref, each.text) for each in claims if each.ref != claim.ref)
    return said_of(claim.ref, claim.text, elsewhere)


def said_of(ref: str, text: str, elsewhere: tuple[OtherWords, ...] = ()) -> list[Finding]:
    measures = {row["ref"]: row for row in rows_of(MEASURES)}
    facts = facts_of(ref, rows(), measures)
    titles = (explained_in(row["title"]) for row in measures.values())
    return check_commentary(text, replace(facts, elsewhere=elsewhere, glossary=frozenset().union(*titles)))


def rows() -> dict[str, Figures]:
    values = {
        row["ref"]: [row[name] for name in row if name[:2] == "20"]
        for row in rows_of(DATA / "scorecard_2018_06.csv")
    }
    return {row["ref"]: figures(row, values[row["ref"]]) for row in rows_of(MEASURES)}
