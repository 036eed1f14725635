"""Chromium on the demonstration, as `make run` loads it."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from .person import Person

# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium; as root it runs without its sandbox."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is not installed: `make test` installs it"
    args = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    if os.geteuid() == 0:
        args.append("--no-sandbox")
    return {"executable_path": found, "args": args}


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Serves style sheets and scripts from where they lie.

    pytest-django's own would serve what was last collected: it looks for the app under Django's name.
    """
    server = LiveServer("127.0.0.1", start=False)
    server.thread.static_handler = StaticFilesHandler
    server.start()
    yield server
    server.stop()


@pytest.fixture
def demonstration(transactional_db: None, capsys: pytest.CaptureFixture[str]) -> str:
    """The demonstration as `make run` loads it; gives the password of all its people."""
    call_command("load_demonstration")
    capsys.readouterr()
    return (settings.VAR_DIR / "demonstration-password").read_text().strip()


@pytest.fixture
def at_browser(
    browser: Browser, live_server: LiveServer, demonstration: str
) -> Iterator[Callable[..., Person]]:
    """`at_browser(width=390)` gives a new person with a browser of their own."""
    people: list[Person] = []

    def sit_down(*, width: int = 1440, height: int = 900, **options: Any) -> Person:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        people.append(Person(context, live_server.url, demonstration))
        return people[-1]

    yield sit_down
    for person in people:
        person.context.close()
    assert not [problem for person in people for problem in person.problems]
