"""The columns of a file that nobody reads, that are read as somebody once said, or that may hold its refs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from indicators.forms.imports import COLUMN, DecisionsForm
from indicators.imports.layouts.header import may_hold_refs
from indicators.imports.layouts.headings import normalised
from indicators.imports.layouts.submission import Column, Submission
from indicators.imports.plans.ref_columns import likeliest


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """One heading, wherever it stands in the file; `read_as` is its field, "" where nobody reads it.

    `key` is by what a heading is remembered, `chosen` what stands chosen on the page, `suggested` what stands
    there for somebody to confirm. `is_remembered`: it is read as an earlier file's was.
    """

    name: str
    key: str
    heading: str
    place: str
    read_as: str
    chosen: str = ""
    suggested: str = ""
    is_remembered: bool = False

    @property
    def is_suggested(self) -> bool:
        return bool(self.suggested) and self.chosen == self.suggested


def asked_columns(submission: Submission, refs: Collection[str] = ()) -> tuple[AskedColumn, ...]:
    """In the order of the file, each heading once; `refs` are those of the scorecard, where the file has no
    column of refs: the column that holds the most of them is suggested."""
    likely = likeliest(submission, refs)
    found: dict[str, AskedColumn] = {}
    for each in submission.columns:
        key = normalised(each.heading)
        if not key or key in found or not _is_asked(each, submission):
            continue
        place = f"{each.sheet}, column {each.letter}" if each.sheet else f"column {each.letter}"
        suggested = "ref" if likely and likely.column is each else ""
        found[key] = AskedColumn(
            f"{COLUMN}{len(found)}", key, each.heading, place, each.field, suggested=suggested
        )
    return tuple(found.values())


def _is_asked(column: Column, submission: Submission) -> bool:
    if not column.field or column.known_by == "saved":
        return True
    # A column headed "Indicator" may hold the refs.
    return submission.lacks_refs and may_hold_refs(column.field)


def with_choices(
    columns: tuple[AskedColumn, ...], form: DecisionsForm, remembered: Mapping[str, str]
) -> tuple[AskedColumn, ...]:
    """What was sent stands chosen, else what the column is read as. `remembered` are fields by heading."""
    return tuple(
        replace(
            each,
            chosen=form.chosen_column(each.name, each.suggested or each.read_as),
            is_remembered=bool(each.read_as) and remembered.get(each.key) == each.read_as,
        )
        for each in columns
    )


def changed(columns: tuple[AskedColumn, ...], sent: Mapping[str, str]) -> dict[str, str]:
    """What somebody says anew, by heading."""
    return {
        each.key: sent[each.name] for each in columns if sent.get(each.name, each.read_as) != each.read_as
    }
