"""How commands refuse: a sentence on standard error, exit status 1."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import CommandError
from django.db import DatabaseError, OperationalError, ProgrammingError

from indicators.people.errors import Conflict, Invalid, Refused
from scorecard_portal.transfers.reading import FileRefused


@contextmanager
def told() -> Iterator[None]:
    """Whatever refuses inside is told as a CommandError."""
    try:
        yield
    except (Refused, Conflict, Invalid) as refusal:
        raise CommandError(refusal.reason) from None
    except FileRefused as refusal:
        raise CommandError(str(refusal)) from None
    except OSError as problem:
        where = f"{problem.filename}: " if problem.filename else ""
        raise CommandError(f"{where}{problem.strerror}.") from None
    except UnicodeEncodeError:
        raise CommandError("A name or a text given with the command is not UTF-8.") from None
    except DatabaseError as problem:
        raise CommandError(_database_said(problem)) from None


def _database_said(problem: DatabaseError) -> str:
    said = str(problem).strip()
    if isinstance(problem, ProgrammingError) or said.startswith(("no such table", "no such column")):
        return f"The database is not ready ({said}). Run manage.py migrate first."
    if isinstance(problem, OperationalError):
        return f"The database does not answer ({said}). Look at DATABASE_URL and whether it is running."
    return f"The database refused ({said}). Nothing was changed."
