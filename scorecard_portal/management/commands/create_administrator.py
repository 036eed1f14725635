from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from scorecard_portal import middleware
from scorecard_portal.accounts import links
from scorecard_portal.accounts.actions import invitations
from scorecard_portal.management.refusals import told


class Command(BaseCommand):
    help = "Makes a portal administrator and prints a one-time link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="full name; without one it is made from the address")
        parser.add_argument(
            "--address", default="", help="the portal's own, such as https://scorecard.example.gov.uk"
        )

    def handle(self, *, email: str, name: str, address: str, **options: Any) -> None:
        with told():
            person, is_new = invitations.create_administrator(
                email=email, full_name=name, at=middleware.now()
            )
        verb = "is now" if is_new else "is"
        self.stdout.write(f"{person.full_name} ({person.email}) {verb} a portal administrator.")
        link = links.one_time(person, address or links.own_address())
        self.stdout.write(f"Choose a password here; the link works once, for {links.days_valid()} days:")
        self.stdout.write(link)
        if link.startswith("/"):
            self.stdout.write(
                "Put the portal's address before it, or set SITE_ADDRESS or --address to have that done."
            )
