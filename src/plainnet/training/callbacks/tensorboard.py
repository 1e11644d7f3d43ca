"""Write what training measures for TensorBoard."""

import os
import warnings
from pathlib import Path
from typing import Any, ClassVar

from plainnet.messages.language import say
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.event_file import EventFile
from plainnet.training.callbacks.learning_rate_in_force import learning_rate_of

# Settings that ask for more than figures, and what asks for nothing.
BEYOND_FIGURES: dict[str, tuple[Any, ...]] = {
    "histogram_freq": (0,),
    "write_images": (False,),
    "write_grads": (False,),
    "embeddings_freq": (0, None),
    "profile_batch": (0,),
}


class TensorBoard(Callback):
    """Writes figures of epochs, and of batches if wanted, into event files.

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
            warnings.warn(say("callback.tensorboard", settings=", ".join(ignored)), stacklevel=2)
        self._files: dict[str, EventFile] = {}
        self._batches = 0
        if self.update_freq != "epoch":
            self.on_train_batch_end = self._after_batch  # type: ignore[method-assign]

    def on_train_begin(self, logs: Any = None) -> None:
        """Start new files."""
        self._close()
        self._batches = 0

    def _file(self, part: str) -> EventFile:
        """Give the file of training or validation, opened when the first figure comes."""
        if part not in self._files:
            self._files[part] = EventFile(Path(self.log_dir) / part)
        return self._files[part]

    def _after_batch(self, batch: int, logs: Any = None) -> None:
        """Write what the epoch measured so far."""
        self._batches += 1
        if self._batches % int(self.update_freq) == 0:
            for name, figure in (logs or {}).items():
                self._file("train").add(f"batch_{name}", float(figure), self._batches)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write the epoch's figures and its learning rate."""
        figures = {"learning_rate": learning_rate_of(self.model), **(logs or {})}
        for name, figure in figures.items():
            part = "validation" if name.startswith("val_") else "train"
            self._file(part).add(f"epoch_{name.removeprefix('val_')}", float(figure), epoch)
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
