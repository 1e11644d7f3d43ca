"""The command line as a process of its own, as a person starts it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands.command_process import run_forked
from plainnet.messages.language import choose_language

Process = subprocess.CompletedProcess[str]


@pytest.fixture(autouse=True)
def _language_of_environment() -> Iterator[None]:
    """Forget the language that a command line chose."""
    yield
    choose_language(None)


@pytest.fixture
def plainnet(tmp_path: Path) -> Callable[..., Process]:
    """Run `plainnet` with some arguments in an empty folder and an empty home."""

    def run(*arguments: str | Path, **environment: str) -> Process:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        everything = {**os.environ, "HOME": str(home), "PLAINNET_LANG": "en", **environment}
        return run_forked([*map(str, arguments)], tmp_path, everything, home)

    return run


@pytest.fixture
def plainnet_started_anew(tmp_path: Path) -> Callable[..., Process]:
    """Run `plainnet` from the start of Python on, as a shell does."""

    def run(*arguments: str | Path, **environment: str) -> Process:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "plainnet", *map(str, arguments)],
            env={**os.environ, "HOME": str(home), "PLAINNET_LANG": "en", **environment},
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=300,
        )

    return run
