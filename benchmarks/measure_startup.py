"""How long `plainnet --help` takes, what it imports, and how large each installation is."""

import os
import statistics
import subprocess
import time
from typing import Any

from environments import ENVIRONMENTS

HEAVY = ("jax", "jaxlib", "matplotlib", "numpy", "PIL", "polars", "scipy", "sklearn")
REPEATS = 9


def measure_startup() -> dict[str, Any]:
    """Measure the help page.

    Returns
    -------
    dict
        `seconds` (median), `all_seconds`, and the heavy libraries it imports.
    """
    plainnet = ENVIRONMENTS["plainnet"]
    command = [str(plainnet.programs / "plainnet"), "--help"]
    seconds = []
    for _ in range(REPEATS + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    seconds = seconds[1:]  # the first fills the file cache
    return {
        "seconds": statistics.median(seconds),
        "all_seconds": seconds,
        "heavy_imports": heavy_imports(str(plainnet.python)),
    }


def heavy_imports(python: str) -> list[str]:
    """Name the heavy libraries that are imported for the help page."""
    done = subprocess.run(
        [python, "-X", "importtime", "-m", "plainnet", "--help"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    modules = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    return sorted({module.split(".")[0] for module in modules} & set(HEAVY))


def measure_installed() -> dict[str, float]:
    """Add up the installed files of each environment that is there, in MB."""
    return {
        name: environment.installed_mb()
        for name, environment in ENVIRONMENTS.items()
        if environment.is_built
    }
