"""Names that may be one person's are pointed out and kept apart."""

import pytest

from indicators.imports.names import near_duplicates, similar_names, unmatched_names
from indicators.imports.people import read_people

from . import files
from .files import read_scorecard


@pytest.mark.parametrize(
    "names",
    [
        ("Ann Brook", "Anne Brook"),
        ("Carl Webb", "Clive Web"),
        ("A Brook", "Ann Brook"),
        ("Brook, Ann", "Ann Brook"),
        ("ANN BROOK", "Ann Brook"),
        ("Ann Brook", "Ann Crook"),
        ("Ann Paddock", "Ann Peacock"),
    ],
)
def test_alike(names: tuple[str, str]) -> None:
    assert near_duplicates(names) == (tuple(sorted(names)),)


@pytest.mark.parametrize(
    "names",
    [("Ann Brook", "Ann Marsh"), ("Ann Brook", "Tom Brook"), ("Sean Hill", "Suzanna Hayes"), ("", "-")],
)
def test_not_alike(names: tuple[str, str]) -> None:
    assert near_duplicates(names) == ()


def test_group_is_joined_through_the_name_between() -> None:
    names = ("Ann Parkin", "Ann Perkins", "Ann Perks", "Tom Vale")
    assert near_duplicates(names) == (("Ann Parkin", "Ann Perkins", "Ann Perks"),)


def test_warning_names_the_group_and_its_first_line() -> None:
    (finding,) = similar_names(read_scorecard(files.small()))
    assert (finding.severity, finding.kind, finding.line) == ("warning", "similar_names", 11)
    assert finding.printed == "Imogen Larkspur, Imogen Larkspure"


def test_names_without_a_person_are_listed() -> None:
    printed = read_scorecard(files.small())
    people = read_people((files.DATA / "small_people.csv").read_bytes()) | {"Nobody Here": "n@example.org"}
    assert [(f.severity, f.kind, f.printed, f.line) for f in unmatched_names(printed, people)] == [
        ("info", "unmatched_name", "Tamsin Orchard", 16),
        ("info", "unmatched_name", "Edmund Fairweather", 16),
        ("warning", "unused_name", "Nobody Here", None),
    ]
    assert len(unmatched_names(printed, {})) == 5
