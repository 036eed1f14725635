"""Reading pages in tests."""

from html.parser import HTMLParser
from typing import Any

HANDLERS = "on"
DATA = {"application/json"}


class _Inline(HTMLParser):
    """Finds what the content security policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.found.append("<script> without src")
        if tag == "style":
            self.found.append("<style>")
        for name, value in attributes:
            if name == "style" or name.startswith(HANDLERS) or (value or "").startswith("javascript:"):
                self.found.append(f"{tag} {name}={value!r}")
            outside = (value or "").startswith(("http:", "https:", "//"))
            if (
                outside
                and tag in ("script", "link", "img", "iframe", "form")
                and name in ("src", "href", "action")
            ):
                self.found.append(f"{tag} from elsewhere: {value}")


def inline_parts(page: Any) -> list[str]:
    """Inline scripts, styles and handlers, and anything fetched from elsewhere; none is as it should be."""
    parser = _Inline()
    parser.feed(page.content.decode())
    return parser.found
