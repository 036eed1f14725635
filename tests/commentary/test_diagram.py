"""The drawing of the workflow is that of the steps."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commentary.workflow import STEPS


def test_every_move_is_drawn_and_the_drawing_is_checked(tmp_path: Path) -> None:
    output = tmp_path / "workflow.md"
    with pytest.raises(CommandError, match="is not what the steps say"):
        call_command("workflow_diagram", check=True, output=output)
    call_command("workflow_diagram", output=output)
    call_command("workflow_diagram", check=True, output=output)
    drawn = output.read_text(encoding="utf-8")
    for step, rule in STEPS.items():
        for before, after in rule.moves.items():
            assert f"    {before} --> {after}: {step}\n" in drawn
    output.write_text(drawn.replace("withdraw", "take back"), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("workflow_diagram", check=True, output=output)


def test_the_page_in_docs_is_up_to_date() -> None:
    call_command("workflow_diagram", check=True)
