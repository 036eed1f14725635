from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.db import transaction

from indicators.actions.loads import DEFAULT_SLUG
from indicators.imports.findings import refused
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import User
from scorecard_portal.management import arguments
from scorecard_portal.management.refusals import told
from scorecard_portal.middleware import now
from scorecard_portal.transfers import reading, report
from scorecard_portal.transfers.lists import ListRefused, holds_a_list, load_list
from scorecard_portal.transfers.load import Outcome, load
from scorecard_portal.transfers.reading import FileRefused, NamedFile


class Command(BaseCommand):
    help = (
        "Loads one month's scorecard, or a list of figures for one that exists, from a workbook, CSV or "
        "text: all of it, or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--scorecard", type=arguments.slug, default=DEFAULT_SLUG, metavar="SLUG")
        parser.add_argument("--month", type=arguments.month, metavar="YYYY-MM", help="refuse another month")
        parser.add_argument("--people", type=Path, metavar="FILE.csv", help="name,email: who is whom")
        parser.add_argument(
            "--definitions", type=Path, metavar="FILE.csv", help="what the file leaves unsaid"
        )
        parser.add_argument("--by", type=arguments.text, default="", metavar="EMAIL", help="in whose name")
        parser.add_argument(
            "--reason", type=arguments.text, default="", metavar="TEXT", help="why recorded things change"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write what was found as JSON")

    def handle(self, **options: Any) -> None:
        with told():
            try:
                outcome = _load(options)
            except ListRefused as refusal:
                _write(options["report"], report.refusal_as_json(*refusal.findings))
                raise
            except FileRefused as refusal:
                _write(options["report"], report.refusal_as_json(refusal.error.to_finding()))
                raise
            except (Refused, Invalid, Conflict) as refusal:
                _write(options["report"], report.refusal_as_json(refused(refusal.reason)))
                raise
        for line in report.lines(outcome):
            self.stdout.write(line)


def _load(options: Mapping[str, Any]) -> Outcome:
    """The report is written before the load is kept: where it cannot be, nothing has changed."""
    file = NamedFile.at(Path(options["file"]))
    load_it = _of_a_list(file, options) if holds_a_list(file) else _of_a_scorecard(file, options)
    with transaction.atomic():
        outcome = load_it(
            slug=options["scorecard"],
            by=_person(options["by"]),
            at=now(),
            reason=options["reason"],
            dry_run=options["dry_run"],
        )
        _write(options["report"], report.as_json(outcome))
    return outcome


def _of_a_scorecard(file: NamedFile, options: Mapping[str, Any]) -> Callable[..., Outcome]:
    read = reading.read(
        scorecard=file,
        people=_file(options["people"]),
        definitions=_file(options["definitions"]),
        month=_month(options),
    )
    return partial(load, reading=read)


def _of_a_list(file: NamedFile, options: Mapping[str, Any]) -> Callable[..., Outcome]:
    if options["people"] or options["definitions"]:
        raise Refused(
            f"{file.name} is a list of figures: --people and --definitions go with a whole scorecard only."
        )
    return partial(load_list, file=file, month=_month(options))


def _month(options: Mapping[str, Any]) -> date | None:
    return arguments.month(options["month"]) if options["month"] else None


def _file(path: Path | str | None) -> NamedFile | None:
    return NamedFile.at(Path(path)) if path else None


def _person(email: str) -> User | None:
    if not email:
        return None
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Refused(f"Nobody here has the e-mail address {email}.")
    return found


def _write(path: Path | str | None, text: str) -> None:
    if path:
        Path(path).write_text(text, encoding="utf-8")
