"""Who watches a training run, and the one who looks away."""

from collections.abc import Callable
from typing import Protocol

HeardRows = Callable[[int, int], None]  # rows of a file read so far, and about how many it has


def nobody(done: int, total: int) -> None:
    """Hear of rows that are read, and do nothing."""


class Watcher(Protocol):
    """Somebody who is told how far long work has come."""

    def begin(self, title: str, total_epochs: int) -> None:
        """Hear what starts and how many epochs it has."""

    def advance(self, epoch: int, logs: dict[str, float]) -> None:
        """Hear that `epoch` epochs are done and what the last one measured."""

    def end(self) -> None:
        """Hear that it is over, also when it was broken off."""


class Silent:
    """A watcher that shows nothing."""

    def begin(self, title: str, total_epochs: int) -> None:
        """Show nothing."""

    def advance(self, epoch: int, logs: dict[str, float]) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""


SILENT = Silent()
