"""The demonstration's commentary, written to agree with its figures, against the checks."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from django.test import override_settings

from commentary.checks import Finding, Severity, check_commentary
from commentary.summaries import facts_of_month, month_work
from indicators.models import ReportingMonth

pytestmark = pytest.mark.django_db

_AdvicePerMonth = dict[str, list[tuple[str, str, Finding]]]


@pytest.fixture
def findings() -> _AdvicePerMonth:
    """By month: ref, text and what the checks say of it."""
    with TemporaryDirectory() as folder, override_settings(VAR_DIR=Path(folder)):
        call_command("load_demonstration", verbosity=0)
    found: _AdvicePerMonth = {}
    for month in ReportingMonth.objects.select_related("scorecard").order_by("month"):
        work = month_work(month)
        facts = facts_of_month(work)
        found[f"{month.month:%Y-%m}"] = [
            (item.row.ref, item.summary.text, finding)
            for item in work.items
            for finding in check_commentary(item.summary.text, facts[item.row.pk])
        ]
    return found


def test_only_the_restated_figure_is_contradicted(findings: _AdvicePerMonth) -> None:
    every = [(month, *each) for month, found in findings.items() for each in found]
    contradicted = {
        (month, ref, text[finding.start : finding.end])
        for month, ref, text, finding in every
        if finding.severity is Severity.CONTRADICTION
    }
    assert contradicted == {("2018-06", "CP6B", "331")}
    others = Counter(finding.check for *_, finding in every)
    # What was promised for "four weeks" in May was promised again in June.
    assert others.keys() == {"number", "promise", "repetition"}, others
