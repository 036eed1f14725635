"""Names of owners and reporters in a file that are nearly those on record."""

from itertools import islice

from indicators.imports.layouts.submission import Submission, Where
from indicators.imports.names import are_alike
from indicators.scorecards.known import Known

from .remarks import Remarks

# A file that names more strangers is about other people altogether, and not looked through for each.
_LOOKED_UP = 200


def remark_on_people(submission: Submission, known: Known, remarks: Remarks) -> None:
    """A warning for each name that resembles a known one and is none of them; once a name."""
    people = sorted({name for one in known.indicators.values() for name in (one.owner, one.reporter) if name})
    there = {_folded(name) for name in people}
    first: dict[str, tuple[Where, str]] = {}
    rows: dict[str, int] = {}
    for row in submission.rows:
        for name in {row.owner_name, row.reporter_name}:
            if name and _folded(name) not in there:
                first.setdefault(name, (row.where, row.ref))
                rows[name] = rows.get(name, 0) + 1
    for name, (where, ref) in islice(first.items(), _LOOKED_UP):
        near = [other for other in people if are_alike(name, other)]
        if near:
            _note(name, near, where, ref, rows[name], remarks)


def _note(name: str, near: list[str], where: Where, ref: str, rows: int, remarks: Remarks) -> None:
    times = f" In {rows} rows." if rows > 1 else ""
    remarks.add(
        "warning",
        "like_a_person",
        where=where,
        ref=ref,
        printed=name,
        message=f"“{name}” is nobody here. It resembles {' and '.join(near)}.{times}",
        effect="Names are never loaded here; owners and reporters stay",
        about=name,
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
