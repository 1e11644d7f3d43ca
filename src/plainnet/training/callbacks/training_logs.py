"""Write what training measures: a table by epoch, and files that TensorBoard reads."""

import csv
import os
import warnings
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import IO, Any, ClassVar

import numpy as np

from plainnet.messages.language import say
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.learning_rate_callbacks import learning_rate_of


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
        return f'"[{list(map(str, value))}]"'
    return value


_FILES = count()
# Settings that ask for more than metrics, and what asks for nothing.
BEYOND_FIGURES: dict[str, tuple[Any, ...]] = {
    "histogram_freq": (0,),
    "write_images": (False,),
    "write_grads": (False,),
    "embeddings_freq": (0, None),
    "profile_batch": (0,),
}


class TensorBoard(Callback):
    """Writes metrics of epochs, and of batches if wanted, into event files.

    Parameters
    ----------
    log_dir : str or Path, default="logs"
        Training goes into its folder `train`, validation into `validation`.
    update_freq : "epoch", "batch" or int, default="epoch"
        A number writes besides every so many batches.
    **others : object
        What Keras can write besides; it is left out, with a warning.
    """

    reads_logs_only: ClassVar[bool] = True

    def __init__(
        self,
        log_dir: str | os.PathLike[str] = "logs",
        update_freq: str | int = "epoch",
        **others: Any,
    ) -> None:
        super().__init__()
        self.log_dir = os.fspath(log_dir)
        self.update_freq = 1 if update_freq == "batch" else update_freq
        ignored = [
            name
            for name, value in others.items()
            if value not in BEYOND_FIGURES.get(name, (value,))
        ]
        if ignored:
            warnings.warn(say("callback.tensorboard", settings=list(ignored)), stacklevel=2)
        self._files: dict[str, Any] = {}  # tensorboardX' writers
        self._batches = 0
        if self.update_freq != "epoch":
            self.on_train_batch_end = self._after_batch  # type: ignore[method-assign]

    def on_train_begin(self, logs: Any = None) -> None:
        """Start new files."""
        self._close()
        self._batches = 0

    def _file(self, part: str) -> Any:
        """Return the file of training or validation, opened when the first metric comes."""
        if part not in self._files:
            from tensorboardX import SummaryWriter

            # Two of one second would have one name.
            suffix = f".{os.getpid()}.{next(_FILES)}.v2"
            self._files[part] = SummaryWriter(
                str(Path(self.log_dir) / part), filename_suffix=suffix
            )
        return self._files[part]

    def _after_batch(self, batch: int, logs: Any = None) -> None:
        """Write what the epoch measured so far."""
        self._batches += 1
        if self._batches % int(self.update_freq) == 0:
            for name, metric in (logs or {}).items():
                self._file("train").add_scalar(f"batch_{name}", float(metric), self._batches)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write the epoch's metrics and its learning rate."""
        figures = {"learning_rate": learning_rate_of(self.model), **(logs or {})}
        for name, metric in figures.items():
            part = "validation" if name.startswith("val_") else "train"
            tag = f"epoch_{name.removeprefix('val_')}"
            self._file(part).add_scalar(tag, float(metric), epoch)
        for file in self._files.values():
            file.flush()

    def on_train_end(self, logs: Any = None) -> None:
        """Close the files."""
        self._close()

    def _close(self) -> None:
        """Close the files there are."""
        for file in self._files.values():
            file.close()
        self._files = {}
