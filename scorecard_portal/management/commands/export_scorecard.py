from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from scorecard_portal.management import arguments
from scorecard_portal.management.refusals import told
from scorecard_portal.transfers.export import as_csv
from scorecard_portal.transfers.load import scorecard_called

FORMATS = ("csv", "xlsx", "pdf", "json")


class Command(BaseCommand):
    help = "Writes one month of a scorecard to a file. Commentary is exported once it is approved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scorecard", type=arguments.slug, required=True, metavar="SLUG")
        parser.add_argument("--month", type=arguments.month, required=True, metavar="YYYY-MM")
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument("--drafts", action="store_true", help="with words that are not approved")

    def handle(self, **options: Any) -> None:
        if options["format"] != "csv":
            raise CommandError(f"The format {options['format']} does not exist yet. There is csv.")
        with told():
            text = as_csv(
                scorecard=scorecard_called(options["scorecard"]),
                month=arguments.month(options["month"]),
                include_drafts=options["drafts"],
            )
            Path(options["output"]).write_text(text, encoding="utf-8", newline="")
        self.stdout.write(f"{options['output']} is written.")
