#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard_portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"Not set up: {problem}")
    except OperationalError as problem:
        sys.exit(f"The database at DATABASE_URL does not answer, and nothing was done. It said: {problem}")


if __name__ == "__main__":
    main()
