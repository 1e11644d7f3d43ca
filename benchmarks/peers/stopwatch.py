"""Time the parts of one process and print them as one line of JSON.

Imported before anything heavy, so that the first lap holds what the imports cost.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from peers.recipes import RECIPES


@dataclass
class Stopwatch:
    """Seconds by part."""

    seconds: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)

    @contextmanager
    def lap(self, part: str) -> Iterator[None]:
        """Add the time spent inside to a part."""
        before = time.perf_counter()
        yield
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - before

    def report(self, **figures: Any) -> None:
        """Print the line; `total` is what passed since the stopwatch was imported."""
        self.seconds["total"] = time.perf_counter() - self.started
        line = {**figures, "seconds": self.seconds, "peak_memory_mb": peak_memory_mb()}
        sys.stdout.write(json.dumps(line) + "\n")


@dataclass(frozen=True)
class Task:
    """What one process is asked to do."""

    case: str
    data: Path
    out: Path
    epochs: int
    seed: int


def read_task() -> Task:
    """Read the task from the command line."""
    parser = argparse.ArgumentParser(description="Train one network of the course and time it.")
    parser.add_argument("case", choices=list(RECIPES))
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as the course's")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model file")
    parser.add_argument("--epochs", type=int, help="fewer than the course's, to try it out")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    epochs = given.epochs or RECIPES[given.case].epochs
    return Task(given.case, given.data, given.out, epochs, given.seed)


def versions_of(*packages: str) -> dict[str, str]:
    """Look up which versions are installed."""
    return {package: version(package) for package in packages}


def peak_memory_mb() -> float | None:
    """Return the most memory this process has held, in MB of 10^6 bytes.

    On Linux the kernel's own high-water mark since the program began is read, because what
    `getrusage` gives also remembers the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        kibibytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
        return int(kibibytes) * 1024 / 1e6
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return None
