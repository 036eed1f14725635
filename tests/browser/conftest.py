"""Chromium on the demonstration, with a strict eye on the console and on accessibility."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(settings.BASE_DIR) / "static/vendor/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium; as root it runs without its sandbox."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is not installed: `make test` installs it"
    args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    if os.geteuid() == 0:
        args.append("--no-sandbox")
    return {"executable_path": found, "args": args}


@pytest.fixture
def demonstration(transactional_db: None, capsys: pytest.CaptureFixture[str]) -> str:
    """The demonstration as `make run` loads it; gives the password of all its people."""
    call_command("load_demonstration")
    capsys.readouterr()
    return (settings.VAR_DIR / "demonstration-password").read_text().strip()


class Person:
    """Somebody at a browser. Every page they visit must be clean: console, axe."""

    def __init__(self, context: BrowserContext, base_url: str) -> None:
        self.page: Page = context.new_page()
        self.base_url = base_url
        self.problems: list[str] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.page.url}: {error}"))

    def _on_console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{self.page.url}: {message.text}")

    def goto(self, path: str) -> Page:
        self.page.goto(self.base_url + path)
        return self.page

    def sign_in(self, email: str, password: str) -> None:
        self.goto("/accounts/login/")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def check(self) -> None:
        """Axe's A, AA and best practice rules on the page as it stands, and nothing in the console."""
        # Evaluated by the debugger, so the content security policy stays in force.
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("rules => axe.run(document, {...rules, resultTypes: ['violations']})", RULES)
        described = [
            f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in found["violations"]
        ]
        assert not described, f"{self.page.url}\n" + "\n".join(described)
        assert not self.problems, "\n".join(self.problems)


@pytest.fixture
def at_browser(browser: Browser, live_server: Any) -> Iterator[Callable[..., Person]]:
    """`at_browser(width=390)` gives a new person with a browser of their own."""
    contexts: list[BrowserContext] = []

    def sit_down(*, width: int = 1440, height: int = 900, **options: Any) -> Person:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        return Person(context, live_server.url)

    yield sit_down
    for context in contexts:
        context.close()
