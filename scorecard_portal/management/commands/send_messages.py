import re
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from commentary.actions import digests
from scorecard_portal import middleware
from scorecard_portal.accounts import links
from scorecard_portal.management.refusals import told


class Command(BaseCommand):
    help = "Sends the daily emails that are still to go. For a timer: run it as often as you like, anywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address", default="", help="the portal's own, such as https://scorecard.example.gov.uk"
        )

    def handle(self, *, address: str, **options: Any) -> None:
        address = address.rstrip("/") or links.own_address()
        if not address:
            raise CommandError("The links in the mails need the portal's address: set SITE_ADDRESS.")
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", address):
            raise CommandError(f"{address!r} is no address. Write it like https://scorecard.example.gov.uk.")
        if settings.PRODUCTION and settings.DEFAULT_FROM_EMAIL.endswith("example.gov.uk"):
            self.stderr.write(
                f"The mails say that they come from {settings.DEFAULT_FROM_EMAIL}: set DEFAULT_FROM_EMAIL."
            )
        with told():
            outcome = digests.send(address=address, at=middleware.now())
        if not outcome.is_working_day:
            self.stdout.write("Today is no working day: nothing is sent.")
            return
        self.stdout.write(
            f"{outcome.sent} sent, {outcome.failed} failed, {outcome.had} sent before or by another sender."
        )
        if outcome.unknown:
            self.stderr.write(f"{outcome.unknown} may or may not have gone: their sender stopped half-way.")
        if outcome.failed:
            raise CommandError(
                f"{outcome.failed} could not be sent. They are tried again at the next run; "
                "the page “Daily email” beside Activity says why."
            )
