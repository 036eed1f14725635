"""The files of the demonstration: real figures and titles, invented people and words."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from indicators.calculations import months

from .reading import NamedFile, Reading, read

FOLDER = Path(__file__).resolve().parent.parent / "demonstration"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    job_title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Month:
    month: date
    returns_due: date
    commentary_due: date
    sign_off_due: date
    status: str

    def deadlines(self) -> dict[str, date]:
        return {name: getattr(self, name) for name in ("returns_due", "commentary_due", "sign_off_due")}


@dataclass(frozen=True, slots=True)
class Words:
    """One commentary and how far it came; `reason` where it was returned or reopened."""

    month: date
    ref: str
    state: str
    text: str
    reason: str
    is_opened: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure recorded as `before` and restated to `after`, which is what the scorecard's file holds."""

    ref: str
    month: date
    before: Decimal
    after: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an owner, and the reporter's answer where there is one."""

    month: date
    ref: str
    asks_for_commentary: bool
    asked_on: date
    question: str
    answered_on: date | None
    answer: str


def people() -> list[Person]:
    return [Person(**row) for row in _rows("people.csv")]


def reporting_months() -> list[Month]:
    return [
        Month(
            month=months.parse_slug(row["month"]),
            returns_due=date.fromisoformat(row["returns_due"]),
            commentary_due=date.fromisoformat(row["commentary_due"]),
            sign_off_due=date.fromisoformat(row["sign_off_due"]),
            status=row["status"],
        )
        for row in _rows("months.csv")
    ]


def words() -> list[Words]:
    return [
        Words(
            months.parse_slug(row["month"]),
            row["ref"],
            row["state"],
            row["text"],
            row["reason"],
            row["opened"] == "yes",
        )
        for row in _rows("commentary.csv")
    ]


def questions() -> list[Asked]:
    return [
        Asked(
            month=months.parse_slug(row["month"]),
            ref=row["ref"],
            asks_for_commentary=row["asks"] == "yes",
            asked_on=date.fromisoformat(row["asked_on"]),
            question=row["question"],
            answered_on=date.fromisoformat(row["answered_on"]) if row["answered_on"] else None,
            answer=row["answer"],
        )
        for row in _rows("questions.csv")
    ]


def corrections() -> list[Correction]:
    return [
        Correction(
            row["ref"],
            months.parse_slug(row["month"]),
            Decimal(row["before"]),
            Decimal(row["after"]),
            row["reason"],
        )
        for row in _rows("restatement.csv")
    ]


def parts() -> dict[tuple[str, date], tuple[Decimal, Decimal]]:
    """By ref and month the numerator and denominator that come with a return.

    How many plans began (CP5-QL) is printed nowhere: it is the one whole number that makes the printed
    percentage of the printed number.
    """
    return {
        (row["ref"], months.parse_slug(row["month"])): (
            Decimal(row["numerator"]),
            Decimal(row["denominator"]),
        )
        for row in _rows("parts.csv")
    }


def populations() -> list[dict[str, str]]:
    return _rows("populations.csv")


def checks() -> list[dict[str, str]]:
    """What is known to hold between the real figures, and how far it may be out."""
    return _rows("checks.csv")


def covers() -> list[dict[str, str]]:
    return _rows("covers.csv")


def scorecard() -> Reading:
    """The whole scorecard with its definitions, every name mapped to its invented person."""
    named = "\n".join(["name,email", *(f'"{person.name}",{person.email}' for person in people())])
    return read(
        scorecard=NamedFile.at(FOLDER / "scorecard.txt"),
        people=NamedFile("people.csv", named.encode()),
        definitions=NamedFile.at(FOLDER / "definitions.csv"),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
