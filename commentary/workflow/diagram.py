"""The workflow as a page of documentation, drawn from the table of steps."""

from .rules import STEPS, Need, Role, Rule, Status, Step

_ROLES = {
    Role.REPORTER: "reporter",
    Role.REPORTER_COVER: "reporter's deputy",
    Role.OWNER: "owner",
    Role.OWNER_COVER: "owner's deputy",
    Role.ADMINISTRATOR: "administrator",
    Role.IMPORTER: "a file that is loaded",
}
_NEEDS = {
    Need.TEXT: "words",
    Need.REASON: "a reason",
    Need.IS_SUBMITTER: "the person who submitted it",
    Need.NOT_OPENED: "the owner has not opened it",
    Need.NOT_AUTHOR: "somebody who saved none of its words, and is not owner and reporter in one",
    Need.STALE: "a figure, target or benchmark changed since it was signed",
    Need.UNTOUCHED: "no person has written here",
}

_TEXT = """# The workflow of one commentary

<!-- Made from commentary/workflow/rules.py by `python manage.py workflow_diagram`. -->

Every step needs the reporting month open. Roles are read when the step is taken, and history keeps who acted
as what. Approval is bound to the words and to the fingerprint of the figures on the page. *Stale* is a
comparison made on reading and is never stored.

```mermaid
{drawing}
```

{table}
"""


def document() -> str:
    """The page in Markdown: a Mermaid drawing and a table."""
    return _TEXT.format(drawing=_drawing(), table=_table())


def _drawing() -> str:
    lines = ["stateDiagram-v2", f"    [*] --> {Status.NOT_STARTED}"]
    for step, rule in STEPS.items():
        lines += [f"    {before} --> {after}: {step}" for before, after in rule.moves.items()]
    return "\n".join(lines)


def _table() -> str:
    rows = ["| step | from | to | who | needs |", "| --- | --- | --- | --- | --- |"]
    rows += [_row(step, rule) for step, rule in STEPS.items()]
    return "\n".join(rows)


def _row(step: Step, rule: Rule) -> str:
    before = ", ".join(_words(status) for status in rule.moves)
    after = ", ".join(dict.fromkeys(_words(status) for status in rule.moves.values()))
    who = ", ".join(name for role, name in _ROLES.items() if role in rule.roles)
    needs = "; ".join(_NEEDS[need] for need in rule.needs)
    return f"| {step} | {before} | {after} | {who} | {needs} |"


def _words(status: Status) -> str:
    return status.replace("_", " ")
