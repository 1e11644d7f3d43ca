"""Train a mended run on the other core while the script's own goes on.

Concepts: concurrency
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any, Protocol, TypeVar

from plainnet.training.progress import Silent

Result = TypeVar("Result")


class Submit(Protocol):
    """Start a run beside the main one; it is told who watches by the name `watcher`."""

    def __call__(self, run: Callable[..., Result], *arguments: Any) -> "Future[Result]":
        """Start the run and give what will hold its result."""


class _StopWatcher(Silent):
    """Ends a run at its next look once the main one was broken off."""

    def __init__(self) -> None:
        self.is_over = Event()

    def advance(self, epoch: int, logs: dict[str, float]) -> None:
        """Break the run off, if it is of no use any more."""
        if self.is_over.is_set():
            raise InterruptedError


@contextmanager
def side_by_side() -> Iterator[Submit]:
    """Offer a place for runs beside the main one; all have ended when the block has.

    Yields
    ------
    Submit
        Called with a function and its arguments.
    """
    watcher = _StopWatcher()
    with ThreadPoolExecutor(1) as place:

        def submit(run: Callable[..., Result], *arguments: Any) -> "Future[Result]":
            return place.submit(run, *arguments, watcher=watcher)

        try:
            yield submit
        except BaseException:
            watcher.is_over.set()
            raise
