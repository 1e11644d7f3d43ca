"""What a person sees on standard error while networks train."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plainnet.commands.console import is_terminal, tell
from plainnet.messages.language import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SECONDS_BETWEEN_LINES = 5.0


class ProgressLines:
    """One line for each thing that starts: for log files and pipes."""

    def __init__(self) -> None:
        self._last_line = ""
        self._last_time = time.monotonic()

    def begin(self, title: str, total_epochs: int) -> None:
        """Describe what starts; the same thing again is not said twice."""
        line = say("command.training", title=title, epochs=total_epochs)
        if line != self._last_line:
            tell(line)
        self._last_line = line

    def advance(self, epoch: int, logs: Mapping[str, float]) -> None:
        """Say nothing: a line for each epoch would drown the rest."""

    def end(self) -> None:
        """Say nothing."""

    def rows_read(self, done: int, total: int) -> None:
        """Describe how many rows have been read, every few seconds."""
        now = time.monotonic()
        if now - self._last_time >= SECONDS_BETWEEN_LINES:
            self._last_time = now
            tell(say("command.rows_read", rows=f"{done:,}", total=f"{max(done, total):,}"))

    def note(self, text: str) -> None:
        """Write a line of its own."""
        tell(text)


class ProgressBar:
    """A bar with epochs, loss and remaining time: for a person at a terminal."""

    def __init__(self, drawing: "Progress") -> None:
        self._drawing = drawing
        self._task: TaskID | None = None

    def begin(self, title: str, total_epochs: int) -> None:
        """Put up a new bar."""
        self.end()
        self._task = self._drawing.add_task(title, total=total_epochs, loss="")

    def advance(self, epoch: int, logs: Mapping[str, float]) -> None:
        """Move the bar to `epoch` finished epochs."""
        if self._task is not None:
            loss = f"loss {logs['loss']:.4g}" if "loss" in logs else ""
            self._drawing.update(self._task, completed=epoch, loss=loss)

    def end(self) -> None:
        """Take the bar down."""
        if self._task is not None:
            self._drawing.remove_task(self._task)
            self._task = None

    def rows_read(self, done: int, total: int) -> None:
        """Show how much of a table has been read; the number of its rows is an estimate."""
        if self._task is None:
            self.begin(say("command.rows"), total)
        assert self._task is not None
        self._drawing.update(self._task, completed=done, total=max(done, total))

    def note(self, text: str) -> None:
        """Write a line above the bar."""
        self._drawing.console.print(text, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress_on_stderr() -> Iterator[ProgressBar | ProgressLines]:
    """Show progress for the length of a `with` block, fit for who is reading."""
    if not is_terminal(sys.stderr):
        yield ProgressLines()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    drawing = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[loss]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with drawing:
        yield ProgressBar(drawing)
