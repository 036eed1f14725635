"""Rules that several tables share, as database conditions."""

from django.db.models import Q


def first_of_month(field: str) -> Q:
    """A month is kept as the date of its first day."""
    return Q(**{f"{field}__day": 1})


def exactly_one(first: Q, second: Q) -> Q:
    return (first & ~second) | (~first & second)
