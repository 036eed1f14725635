from typing import Any

from django.core.management import BaseCommand

from scorecard_portal.management.refusals import told
from scorecard_portal.transfers.demonstration import load_once


class Command(BaseCommand):
    help = "Loads the demonstration scorecard once, and prints who can sign in. Not for production."

    def handle(self, **options: Any) -> None:
        with told():
            accounts = load_once()
        if accounts.is_new:
            self.stdout.write("The demonstration scorecard is loaded.")
        self.stdout.write(f"Everybody's password: {accounts.password}")
        for email, name, role in accounts.people:
            self.stdout.write(f"  {email:<46} {name} ({role})")
