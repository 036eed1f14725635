"""The columns of a file that nobody reads, or that are read as somebody once said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indicators.forms.imports import COLUMN, DecisionsForm
from indicators.imports.layouts.headings import normalised
from indicators.imports.layouts.submission import Submission


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """One heading, wherever it stands in the file; `read_as` is its field, "" where nobody reads it.

    `key` is by what a heading is remembered, `chosen` what stands chosen on the page.
    `is_remembered`: it is read as an earlier file's was.
    """

    name: str
    key: str
    heading: str
    place: str
    read_as: str
    chosen: str = ""
    is_remembered: bool = False


def asked_columns(submission: Submission) -> tuple[AskedColumn, ...]:
    """In the order of the file, each heading once."""
    found: dict[str, AskedColumn] = {}
    for each in submission.columns:
        key = normalised(each.heading)
        if not key or key in found or (each.field and each.known_by == "heading"):
            continue
        place = f"{each.sheet}, column {each.letter}" if each.sheet else f"column {each.letter}"
        found[key] = AskedColumn(f"{COLUMN}{len(found)}", key, each.heading, place, each.field)
    return tuple(found.values())


def with_choices(
    columns: tuple[AskedColumn, ...], form: DecisionsForm, remembered: Mapping[str, str]
) -> tuple[AskedColumn, ...]:
    """What was sent stands chosen, else what the column is read as. `remembered` are fields by heading."""
    return tuple(
        replace(
            each,
            chosen=form.chosen_column(each.name, each.read_as),
            is_remembered=bool(each.read_as) and remembered.get(each.key) == each.read_as,
        )
        for each in columns
    )


def changed(columns: tuple[AskedColumn, ...], sent: Mapping[str, str]) -> dict[str, str]:
    """What somebody says anew, by heading."""
    return {
        each.key: sent[each.name] for each in columns if sent.get(each.name, each.read_as) != each.read_as
    }
