"""What the tests share: compiled programs, language, memory; the course and a browser if there."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainnet.commands.engine_settings import processor

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["PLAINNET_LANG"] = "en"

MOST_PAGES = 1_500_000_000 // os.sysconf("SC_PAGESIZE")
MOST_BYTES_COMPILED = 1024**3
# Most of the time of the tests goes into compiling. JAX keeps a program under the hash of its
# code, so whatever changes is compiled again; `--cache-clear` forgets them all.
COMPILED = Path(__file__).parents[1] / ".pytest_cache" / "d" / f"compiled-{processor()}"
os.environ["JAX_COMPILATION_CACHE_DIR"] = str(COMPILED)
os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"


def pytest_configure(config: pytest.Config) -> None:
    """Give all workers one folder of compiled programs, and one that commands use in this run.

    What commands keep is not for the next run: pixels are kept under the hash of a file, not
    of the code that reads it.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    kept = tempfile.mkdtemp(prefix="plainnet-tests-")
    os.environ["PLAINNET_CACHE"] = kept
    config.add_cleanup(lambda: shutil.rmtree(kept, ignore_errors=True))
    if sum(file.stat().st_size for file in COMPILED.glob("*")) > MOST_BYTES_COMPILED:
        shutil.rmtree(COMPILED)


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
