"""The people file: which name of the scorecard is whom."""

import re

from indicators.imports.findings import Place
from indicators.imports.tables import read_table

EMAIL_LIMIT = 254
_EMAIL = re.compile(r"[^@\s,;<>()\"']+@[^@\s,;<>()\"']+\.[^@\s.,;<>()\"']+")


def read_people(data: bytes) -> dict[str, str]:
    """E-mail address by name, as printed. Several names may have one address. Raises BrokenFile."""
    people: dict[str, str] = {}
    for line, cells in read_table(data, required=("name", "email")):
        name, email = cells["name"], cells["email"]
        place = Place(line, name[:120])
        if not name:
            raise place.broken("a name", name, "name")
        if name in people:
            raise place.refused("expected each name once", "each name once")
        if len(email) > EMAIL_LIMIT or not _EMAIL.fullmatch(email):
            raise place.broken("an e-mail address such as 'name@example.org'", email, "email")
        people[name] = email
    return people
