"""Making a plan."""

from collections.abc import Mapping

from indicators.imports.layouts.submission import Submission
from indicators.scorecards.known import Known

from .candidates import Candidate
from .checks import check_gaps, check_relations
from .digest import digest_of
from .doubts import doubt_months
from .duplicates import taken_apart
from .figures import Figures
from .limits import check_limits
from .months import open_month
from .people import remark_on_people
from .plan import Plan
from .ref_columns import remark_on_refs
from .reference import remark_on_reference
from .remarks import Remarks
from .rows import claims_of
from .series import Overlay
from .summaries import pass_on, remark_on_absent, remark_on_rounding
from .templates import remark_on_template
from .trouble import doubt_troubled_months
from .words import words_of


def make_plan(submission: Submission, known: Known, *, decisions: Mapping[str, str]) -> Plan:
    """What loading the file would do, by what was decided about it so far; never raises for what a file says.

    `decisions` are the choices made, by the findings' keys; those that fit no finding count for nothing.
    """
    remarks = Remarks(decisions)
    claims, left_out = claims_of(submission, known, remarks)
    apart = taken_apart(claims, remarks)
    figures = Figures(submission, known, remarks)
    for number, claim in enumerate(apart.claims):
        figures.read(claim, apart.contested.get(number, frozenset()))
    candidates = figures.candidates
    doubt_months(candidates, known, remarks)
    overlay = Overlay(known, candidates)
    check_limits(overlay, remarks)
    check_gaps(overlay, submission, known, remarks)
    check_relations(overlay, known, remarks)
    month = open_month(known, submission.months)
    remark_on_absent(month, overlay, known, remarks)
    remark_on_rounding(figures.rounded, remarks)
    remark_on_refs(submission, known, remarks)
    remark_on_reference(submission, known, remarks)
    remark_on_people(submission, known, remarks)
    remark_on_template(submission, known, remarks)
    pass_on(submission, remarks)
    doubt_troubled_months(candidates, remarks)
    taken = [each.figure for each in candidates if each.state == "taken"]
    return Plan(
        month=month,
        new=tuple(figure for figure in taken if not figure.is_restatement),
        restated=tuple(figure for figure in taken if figure.is_restatement),
        unchanged=figures.unchanged,
        left_out=left_out + apart.left_out + figures.left_out + _left_out(candidates),
        findings=remarks.in_order(_sheets(submission)),
        digest=digest_of(taken),
        words=words_of(submission, claims),
    )


def _sheets(submission: Submission) -> tuple[str, ...]:
    """In the file's order, as far as they hold something."""
    columns = (column.sheet for column in submission.columns)
    return tuple(dict.fromkeys((*columns, *(row.where.sheet for row in submission.rows))))


def _left_out(candidates: list[Candidate]) -> int:
    return sum(each.state == "left_out" for each in candidates)
