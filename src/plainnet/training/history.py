"""What an epoch measured, epoch by epoch, and who listens to it."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from plainnet.files.whole_file import write_whole


@dataclass
class History:
    """Columns of metrics, one row an epoch, named as Keras names them.

    `figures`: `loss`, the metrics, and all of them again with `val_` for validation.
    `best_epoch`: the epoch whose weights were kept, where early stopping chose one.
    `compile_seconds`: what of it went into compiling the program or fetching it from the cache.
    """

    epochs: list[int] = field(default_factory=list)  # counted from 0
    figures: dict[str, list[float]] = field(default_factory=dict)
    best_epoch: int | None = None
    seconds: float = 0.0  # what training took, compilation included
    compile_seconds: float = 0.0

    def append(self, epoch: int, figures: dict[str, float]) -> None:
        """Add what one epoch measured."""
        self.epochs.append(epoch)
        for name, figure in figures.items():
            self.figures.setdefault(name, []).append(figure)

    def last(self) -> dict[str, float]:
        """Return the metrics of the last epoch."""
        return {name: figures[-1] for name, figures in self.figures.items()}

    def as_csv(self) -> str:
        """Write one line an epoch, epochs counted from 1: `epoch,loss,val_loss,...`."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["epoch", *self.figures])
        for position, epoch in enumerate(self.epochs):
            row = [figures[position] for figures in self.figures.values()]
            writer.writerow([epoch + 1, *row])
        return text.getvalue()

    def save(self, path: Path) -> None:
        """Write the CSV, whole or not at all."""
        write_whole(path, self.as_csv().encode())


OnRowsRead = Callable[[int, int], None]  # rows of a file read so far, and about how many it has


def ignore_rows_read(done: int, total: int) -> None:
    """Hear of rows that are read, and do nothing."""


class ProgressListener(Protocol):
    """A listener to how far long work has come."""

    def begin(self, title: str, total_epochs: int) -> None:
        """Hear what starts and how many epochs it has."""

    def advance(self, epoch: int, logs: dict[str, float]) -> None:
        """Hear that `epoch` epochs are done and what the last one measured."""

    def end(self) -> None:
        """Hear that it is over, also when it was broken off."""


class Silent:
    """A listener that shows nothing."""

    def begin(self, title: str, total_epochs: int) -> None:
        """Show nothing."""

    def advance(self, epoch: int, logs: dict[str, float]) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""


SILENT = Silent()
