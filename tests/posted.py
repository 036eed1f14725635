"""A page's form as a browser without JavaScript would send it."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._posting = False
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            # Leave out signing out, and filters, which are no part of what is saved.
            self._posting = given.get("method") == "post" and given.get("action") != "/accounts/logout/"
        if not self._posting:
            return
        if tag == "input" and name:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.fields[name] = given.get("value") or ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.fields:
                self.fields[self._select] = given.get("value") or ""
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._posting = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\r\n").removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


def fields_on(page: Any, **typed: str) -> dict[str, str]:
    """The fields of the page's form with what is `typed` into them; typing into no field is a mistake."""
    assert isinstance(page, HttpResponse)
    parser = _Fields()
    parser.feed(page.content.decode())
    parser.fields.pop("csrfmiddlewaretoken", None)
    missing = set(typed) - set(parser.fields)
    assert not missing, f"The page has no field {missing}"
    return parser.fields | typed
