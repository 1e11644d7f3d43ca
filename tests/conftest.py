"""What the tests share: the course's data and a browser where they are there, language, memory."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["PLAINNET_LANG"] = "en"

MOST_PAGES = 1_500_000_000 // os.sysconf("SC_PAGESIZE")


@pytest.fixture(scope="module", autouse=True)
def _compiled_programs_are_given_up() -> Iterator[None]:
    """Let go of what was compiled before it fills a small machine; there are thousands."""
    yield
    statistics = Path("/proc/self/statm")
    if "jax" in sys.modules and statistics.exists():
        resident = int(statistics.read_text(encoding="ascii").split()[1])
        if resident > MOST_PAGES:
            sys.modules["jax"].clear_caches()


@pytest.fixture(scope="session")
def course() -> Path:
    """Give the folder with the course's data, or skip."""
    default = Path(__file__).resolve().parents[1] / ".." / "shared" / "course"
    folder = Path(os.environ.get("PLAINNET_COURSE", default)).resolve()
    if not folder.is_dir():
        pytest.skip("the course's data are not here")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start one Chromium for all tests of pages, or skip; `scripts/browser` installs it."""
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    if not any(found):
        pytest.skip("no Chromium on the PATH")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=next(filter(None, found)))
        yield chromium
        chromium.close()
