"""The scorecard's own checks on the months that a plan touches, and holes that it leaves."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from indicators.calculations import months
from indicators.calculations.relations import (
    Relation,
    RelationKind,
    RelationResult,
    check_relation,
    sentence,
)
from indicators.imports.layouts.submission import Submission
from indicators.scorecards.known import Known

from .candidates import Candidate, shown
from .plan import LEAVE_OUT
from .remarks import Remarks, accept, leave_out
from .series import Overlay


def check_relations(overlay: Overlay, known: Known, remarks: Remarks) -> None:
    """A finding for each check and month that does not hold; one of severity error asks somebody."""
    pks = {ref: one.pk for ref, one in known.indicators.items()}
    for relation in known.relations:
        touched: dict[date, list[Candidate]] = defaultdict(list)
        for ref in relation.refs:
            for month, candidate in overlay.planned.get(pks.get(ref, 0), {}).items():
                touched[month].append(candidate)
        if relation.kind is RelationKind.STOCK_FLOW:
            # The next month's stock starts from this one's.
            for month, candidate in overlay.planned.get(pks.get(relation.subject, 0), {}).items():
                touched[months.shift(month, 1)].append(candidate)
        for month, candidates in sorted(touched.items(), key=lambda each: each[0]):
            result = check_relation(relation, overlay.value, month)
            if result.holds is False:
                doubted = _doubted(relation, candidates)
                if _note(relation, result, month, doubted, remarks) == LEAVE_OUT:
                    overlay.leave_out(doubted)


def _doubted(relation: Relation, candidates: list[Candidate]) -> list[Candidate]:
    """The figure that follows from the others, or all that are to add up; else the first that changes."""
    if not relation.subject:
        return candidates
    subject = [each for each in candidates if each.figure.indicator.ref == relation.subject]
    return (subject or candidates)[:1]


def _note(
    relation: Relation, result: RelationResult, month: date, doubted: list[Candidate], remarks: Remarks
) -> str:
    """At the cell of the first figure; gives the choice that was made."""
    figure = doubted[0].figure
    ref = figure.indicator.ref
    is_error = relation.severity == "error"
    told = sentence(result)
    if month != figure.month or figure.is_restatement:
        told = f"{months.label(month)}: {told}"
    figures = ",".join(map(str, result.figures))
    without = leave_out(f"Leave out {ref}" if len(doubted) == 1 else f"Leave out these {len(doubted)}")
    return remarks.add(
        "error" if is_error else "warning",
        f"relation_{relation.kind.value}",
        where=figure.where,
        ref=ref,
        printed=shown(figure.indicator, figure.value, figure.missing),
        message=told,
        effect="Loaded if you say so; shown on data quality" if is_error else "Loaded; shown on data quality",
        choices=(accept("Load it all the same"), without) if is_error else (),
        # What was accepted is this disagreement, not another one.
        about=f"{relation.pk}:{months.slug(month)}:{result.found}:{figures}",
    )


def check_gaps(overlay: Overlay, submission: Submission, known: Known, remarks: Remarks) -> None:
    """A warning for columns that skip a month, and for rows left with a hole beside a new figure."""
    if skipped := _skipped(submission.months):
        remarks.add(
            "warning",
            "gap_in_months",
            message=f"The file has no place for {_list(skipped)}, between months that it has.",
            effect="Loaded without",
        )
    for pk, planned in overlay.planned.items():
        new = [month for month, each in planned.items() if not each.figure.is_restatement]
        if not new:
            continue
        said = sorted(
            {*planned, *(month for month in known.recorded.get(pk, {}) if overlay.has_figure(pk, month))}
        )
        holes = [month for month in _skipped(said) if _is_beside(month, new, said)]
        if holes:
            _note_holes(planned[max(new)], holes, remarks)


def _note_holes(candidate: Candidate, holes: list[date], remarks: Remarks) -> None:
    figure = candidate.figure
    remarks.add(
        "warning",
        "gap_in_months",
        where=figure.where,
        ref=figure.indicator.ref,
        message=f"{figure.indicator.ref} would have no figure for {_list(holes)}.",
        effect="Loaded without",
    )


def _skipped(given: Iterable[date]) -> list[date]:
    """The months between the first and the last that are not there."""
    there = set(given)
    if not there:
        return []
    first, last = min(there), max(there)
    count = (last.year - first.year) * 12 + last.month - first.month
    if count + 1 == len(there):
        return []
    return [month for by in range(count) if (month := months.shift(first, by)) not in there]


def _is_beside(hole: date, new: list[date], said: list[date]) -> bool:
    """Whether the hole ends, or begins, with one of the new months."""
    after = min(month for month in said if month > hole)
    before = max(month for month in said if month < hole)
    return after in new or before in new


def _list(found: list[date]) -> str:
    if len(found) <= 3:
        *most, last = map(months.label, found)
        return f"{', '.join(most)} and {last}" if most else last
    return f"{len(found)} months from {months.label(found[0])} to {months.label(found[-1])}"
