"""Write what each epoch measured into a table."""

import csv
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, ClassVar

import numpy as np

from plainnet.training.callbacks.callback import Callback


class CSVLogger(Callback):
    """Writes one line an epoch, epochs counted from 0.

    Parameters
    ----------
    filename : str or Path
        The file.
    separator : str, default=","
        What stands between two columns.
    append : bool, default=False
        Whether to go on with a file that exists.
    """

    reads_logs_only: ClassVar[bool] = True

    def __init__(
        self, filename: str | os.PathLike[str], separator: str = ",", append: bool = False
    ) -> None:
        super().__init__()
        self.filename = os.fspath(filename)
        self.sep = separator
        self.append = append
        self.csv_file: IO[str] | None = None
        self.keys: list[str] | None = None
        self._needs_header = True

    def on_train_begin(self, logs: Any = None) -> None:
        """Open the file."""
        path = Path(self.filename)
        self._needs_header = not (self.append and path.is_file() and path.stat().st_size)
        self._close()
        self.csv_file = path.open("a" if self.append else "w", newline="", encoding="utf-8")
        self.keys = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write a line; the columns are those of the first epoch."""
        assert self.csv_file is not None
        logs = logs or {}
        # Rows end as on every line of the csv module's own form, "\r\n", on no system else.
        if self.keys is None:
            keys = sorted(logs)
            if not any(key.startswith("val_") for key in keys):  # they may come later
                keys += [f"val_{key}" for key in keys]
            self.keys = keys
            if self._needs_header:
                self._write(["epoch", *keys])
        self._write([epoch, *(_cell(logs.get(key, "NA")) for key in self.keys)])
        self.csv_file.flush()

    def _write(self, cells: list[Any]) -> None:
        """Write one row."""
        assert self.csv_file is not None
        csv.writer(self.csv_file, delimiter=self.sep).writerow(cells)

    def on_train_end(self, logs: Any = None) -> None:
        """Close the file."""
        self._close()

    def _close(self) -> None:
        """Close the file, if one is open."""
        if self.csv_file is not None:
            self.csv_file.close()
        self.csv_file = None


def _cell(value: Any) -> Any:
    """Write several numbers as a list in one cell."""
    is_number = isinstance(value, np.ndarray) and value.ndim == 0
    if isinstance(value, Iterable) and not isinstance(value, str) and not is_number:
        return f'"[{", ".join(map(str, value))}]"'
    return value
