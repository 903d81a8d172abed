"""A real Chromium on the shipped site, served as a project's pages are."""

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="neither chromium nor google-chrome is on the PATH"),
]

# One page of each kind.
PAGES = {
    "home": "",
    "a model": "models/qwen/qwen2.5-72b-instruct/",
    "a domain": "domains/knowledge/",
    "models": "models/",
    "licences": "licenses/",
    "arena": "arena/",
    "a tier and domain": "hardware/24gb/overall/",
    "devices": "hardware/devices/",
    "tuning": "hardware/24gb/tuning/",
    "the rule of thumb": "hardware/rule-of-thumb/",
    "tuned bases": "tuning/models/",
    "a tuning task": "tuning/tasks/gsm8k/",
    "bases never tuned": "tuning/screen/",
    "what tuning takes": "tuning/cost/",
    "how to decide": "tuning/guide/",
    "families": "families/",
    "a family": "families/gpt/",
    "coverage": "coverage/",
    "self-reported": "self-reported/",
    "methods": "methods/",
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def origin(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a sub-path, as a project's pages are served."""
    served = tmp_path_factory.mktemp("served")
    (served / "some-fork").symlink_to(site, target_is_directory=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(served)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some-fork/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A page in a context of its own, with all that it complained of and asked for."""

    def __init__(self, browser: Any, origin: str, path: str, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.answer = self.page.goto(origin + path, wait_until="load")

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
