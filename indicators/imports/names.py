"""Names of people in a file: which look like one person's, and which have nobody behind them."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from indicators.imports.findings import Finding
from indicators.imports.printed import PrintedScorecard

# "Brandt" and "Brant" are 0.91 alike, "Hollis" and "Hobbis" 0.67; unrelated surnames are mostly below 0.6.
SAME_SURNAME = 0.8
ALIKE_SURNAME = 0.6


def people_named(printed: PrintedScorecard) -> dict[str, int]:
    """Each owner's and reporter's name with the first line that has it, in the file's order."""
    lines: dict[str, int] = {}
    for row in printed.rows:
        for name in (row.owner_name, row.reporter_name):
            if name:
                lines.setdefault(name, row.line)
    return lines


def near_duplicates(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of names that may be one person's, each and all in alphabetical order."""
    groups: list[set[str]] = []
    for name in sorted(set(names)):
        near = [group for group in groups if any(are_alike(name, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append({name}.union(*near))
    return tuple(sorted(tuple(sorted(group)) for group in groups if len(group) > 1))


def similar_names(printed: PrintedScorecard) -> tuple[Finding, ...]:
    """A warning for each group of names that may be one person's. Nothing is merged."""
    lines, sheets = people_named(printed), _sheets(printed)
    return tuple(
        Finding(
            "warning",
            "similar_names",
            f"{', '.join(group)} may be one person. They are kept apart; a people file says who they are.",
            line=min(lines[name] for name in group),
            printed=", ".join(group),
            sheet=sheets[min(group, key=lambda name: lines[name])],
        )
        for group in near_duplicates(lines)
    )


def unmatched_names(printed: PrintedScorecard, people: Mapping[str, str]) -> tuple[Finding, ...]:
    """Names of the scorecard that the people file lacks, and names of that file that the scorecard lacks."""
    lines, sheets = people_named(printed), _sheets(printed)
    unmatched = tuple(
        Finding(
            "info",
            "unmatched_name",
            f"{name} is nobody in the portal yet; the name is kept as text.",
            line=line,
            printed=name,
            sheet=sheets[name],
        )
        for name, line in lines.items()
        if name not in people
    )
    unused = tuple(
        Finding(
            "warning", "unused_name", f"{name} is in the people file and not in the scorecard.", printed=name
        )
        for name in people
        if name not in lines
    )
    return unmatched + unused


def _sheets(printed: PrintedScorecard) -> dict[str, str]:
    """The sheet of each name's first line."""
    sheets: dict[str, str] = {}
    for row in printed.rows:
        for name in (row.owner_name, row.reporter_name):
            sheets.setdefault(name, row.sheet)
    return sheets


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be one person's."""
    ours, theirs = one.casefold().replace(",", " ").split(), other.casefold().replace(",", " ").split()
    if not ours or not theirs:
        return False
    if sorted(ours) == sorted(theirs):
        return True
    if ours[0][0] != theirs[0][0]:
        return False
    is_same_start = ours[0] == theirs[0] and ours[-1][0] == theirs[-1][0]
    return _are_as_alike(ours[-1], theirs[-1], ALIKE_SURNAME if is_same_start else SAME_SURNAME)


def _are_as_alike(one: str, other: str, least: float) -> bool:
    """Whether the ratio is that much. Its upper bounds are cheap, and most pairs do not reach them."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least
