from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commentary.workflow import document


class Command(BaseCommand):
    help = "Draw the table of workflow steps into docs/workflow.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the drawing is up to date")
        parser.add_argument("--output", type=Path, default=settings.BASE_DIR / "docs" / "workflow.md")

    def handle(self, *args: Any, check: bool, output: Path, **options: Any) -> None:
        drawn = document()
        if not check:
            output.write_text(drawn, encoding="utf-8")
            self.stdout.write(f"Drew {output}")
        elif not output.exists() or output.read_text(encoding="utf-8") != drawn:
            raise CommandError(f"{output} is not what the steps say: python manage.py workflow_diagram")
