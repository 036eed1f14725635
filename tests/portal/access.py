"""What the access table is written in, and the portal that it is walked in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from indicators.models import Indicator, Scorecard, Section
from indicators.people.models import Cover
from tests.factories import JUNE, People

ROLES = (
    "anonymous",
    "stranger",
    "viewer",
    "reporter",
    "reporter_cover",
    "owner",
    "owner_cover",
    "administrator",
    "portal_administrator",
)
# One character for each role, in this order.
ANSWERS = {
    "L": "is sent to the sign-in page",
    ".": "sees the page (200)",
    ">": "is sent on to another page (302)",
    "x": "is refused (403)",
    "0": "finds nothing there (404)",
    "-": "cannot use this method here (405)",
    "?": "is told what is wrong with the form (422)",
    "c": "is told that things changed meanwhile (409)",
    "b": "is told that the request makes no sense (400)",
}
STATUSES = {200: ".", 302: ">", 403: "x", 404: "0", 405: "-", 422: "?", 409: "c", 400: "b"}


@dataclass(frozen=True, slots=True)
class World:
    people: People
    scorecard: Scorecard
    indicator: Indicator
    section: Section
    cover: Cover

    def defaults(self) -> dict[str, Any]:
        return {"slug": self.scorecard.slug, "month": JUNE, "ref_slug": self.indicator.ref_slug}


@dataclass(frozen=True, slots=True)
class Row:
    """One address: what each role gets for GET, and for POST with `data` (nothing, by default)."""

    get: str
    post: str
    arguments: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    data: dict[str, Any] = field(default_factory=dict)

    def kwargs(self, world: World, names: tuple[str, ...]) -> dict[str, Any]:
        given = {**world.defaults(), **self.arguments(world)}
        return {name: given[name] for name in names}


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern of ours, by name, with the names of its arguments."""

    name: str
    arguments: tuple[str, ...]

    def path(self, world: World, row: Row, **forged: Any) -> str:
        return reverse(self.name, kwargs={**row.kwargs(world, self.arguments), **forged})


def addresses() -> dict[str, Address]:
    """Every URL pattern but the admin's and allauth's, which share a row each."""
    return {each.name: each for each in _walk(get_resolver(), "", ())}


def shared(prefix: str) -> list[str]:
    """Every path below `prefix` that belongs to the admin or to allauth; "1" stands for every argument."""
    found = []
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == prefix and _is_shared(resolver):
            found += [f"/{prefix}{path}" for path in _paths(resolver)]
    return found


def answer(client: Client, method: str, path: str, data: dict[str, Any]) -> str:
    """The character for what came back, "A" for the admin's way to sign in, the bare status for any other."""
    page = client.get(path) if method == "get" else client.post(path, data)
    if page.status_code == 302 and page["Location"].startswith("/accounts/login/"):
        return "L"
    if page.status_code == 302 and page["Location"].startswith("/admin/login/"):
        return "A"
    return STATUSES.get(page.status_code, f"({page.status_code})")


def _walk(resolver: URLResolver, namespace: str, arguments: tuple[str, ...]) -> Iterator[Address]:
    for each in resolver.url_patterns:
        inner = arguments + tuple(each.pattern.converters)
        if isinstance(each, URLPattern):
            yield Address(f"{namespace}{each.name or each.pattern}", inner)
        elif not _is_shared(each):
            yield from _walk(each, f"{namespace}{each.namespace}:" if each.namespace else namespace, inner)


def _is_shared(resolver: URLResolver) -> bool:
    module = getattr(resolver.urlconf_name, "__name__", "")
    return resolver.namespace == "admin" or module.startswith("allauth")


def _paths(resolver: URLResolver) -> Iterator[str]:
    for each in resolver.url_patterns:
        own = _filled(str(each.pattern))
        if isinstance(each, URLPattern):
            yield own
        else:
            yield from (own + rest for rest in _paths(each))


def _filled(pattern: str) -> str:
    """The pattern with "1" for each argument, whether it is a route or a regular expression."""
    return re.sub(r"\(\?P<\w+>[^)]*\)|\(\[\^/\]\+\)|<[^>]*>", "1", pattern).strip("^$")
