"""A course to look at: served by `plainnet learn`, and exported into a folder of another server."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainnet.web.site import export_site

SCREEN = {"width": 1280, "height": 800}
AXE_FOLDER = os.environ.get("PLAINNET_AXE", "")  # where scripts/browser put axe-core


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Export the course into a subfolder of a static host, and give its address."""
    root = tmp_path_factory.mktemp("host")
    export_site(root / "some" / "where")
    handler = functools.partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/some/where/"
        server.shutdown()


@pytest.fixture(scope="session")
def learn() -> Iterator[str]:
    """Run `plainnet learn` as users do; give the address it prints."""
    command = [sys.executable, "-m", "plainnet", "learn", "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        yield run.stdout.readline().strip()
        run.terminate()


@pytest.fixture(scope="session")
def served(learn: str) -> str:
    """Give the root of the served course; a browser has to open `learn` first."""
    return learn.partition("en/")[0]


@pytest.fixture(scope="session")
def axe() -> Path:
    """Find axe-core, or skip."""
    places = [Path(AXE_FOLDER), Path.home() / ".cache" / "plainnet-tests"]
    for place in places:
        for file in (place / "axe.min.js", place / "node_modules" / "axe-core" / "axe.min.js"):
            if file.is_file():
                return file
    pytest.skip("axe-core is not installed; scripts/browser gets it where npm is there")


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Give the folder where screenshots are kept: PLAINNET_PICTURES, or none are made."""
    named = os.environ.get("PLAINNET_PICTURES")
    if named is None:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)


@pytest.fixture(scope="session")
def _tab(browser: Any) -> Iterator[tuple[Any, list[str]]]:
    """Open one page, and give it with the list of what its console says against it."""
    context = browser.new_context(viewport=SCREEN)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on(
        "console", lambda said: said.type in {"error", "warning"} and complaints.append(said.text)
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened, complaints
    context.close()


@pytest.fixture
def page(_tab: tuple[Any, list[str]]) -> Iterator[Any]:
    """Give the one page as if it were new; its console must stay silent.

    A page in a context of its own would take four times as long to show a lesson.
    """
    opened, complaints = _tab
    opened.set_viewport_size(SCREEN)
    opened.emulate_media(color_scheme="light")
    complaints.clear()
    yield opened
    found, origin = list(complaints), opened.evaluate("location.origin")
    opened.goto("about:blank")  # what still runs there ends before its memory is cleared
    opened.context.clear_cookies()
    if origin != "null":
        devtools = opened.context.new_cdp_session(opened)
        wanted = {"origin": origin, "storageTypes": "all"}
        devtools.send("Storage.clearDataForOrigin", wanted)
        devtools.detach()
    assert found == []
