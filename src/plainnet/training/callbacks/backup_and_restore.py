"""Go on after a training that was broken off."""

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from plainnet.training.callbacks.callback import Callback


class BackupAndRestore(Callback):
    """Keeps the weights of the last whole epoch until training has come to its end.

    Parameters
    ----------
    backup_dir : str or Path
        A folder of its own; it is removed in the end.
    save_freq : str or int, default="epoch"
        Weights are kept after each epoch, whatever it says.
    double_checkpoint : bool, default=False
        Without effect: a backup appears whole or not at all.
    delete_checkpoint : bool, default=True
        Whether to remove the folder in the end.
    """

    def __init__(
        self,
        backup_dir: str | os.PathLike[str],
        save_freq: str | int = "epoch",
        double_checkpoint: bool = False,
        delete_checkpoint: bool = True,
    ) -> None:
        super().__init__()
        self.backup_dir = Path(backup_dir)
        self.save_freq = save_freq
        self.double_checkpoint = double_checkpoint
        self.delete_checkpoint = delete_checkpoint

    @property
    def _file(self) -> Path:
        """Name the file."""
        return self.backup_dir / "latest.npz"

    def on_train_begin(self, logs: Any = None) -> None:
        """Take up what was broken off."""
        if not self._file.is_file():
            return
        with np.load(self._file) as saved:
            weights = [saved[f"weight_{number}"] for number in range(len(saved.files) - 1)]
            self.model.initial_epoch = int(saved["epoch"])
        self.model.set_weights(weights)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Keep the weights."""
        self.backup_dir.mkdir(parents=True, exist_ok=True)
        weights = {f"weight_{n}": array for n, array in enumerate(self.model.get_weights())}
        unfinished = self._file.with_name("unfinished.npz")
        np.savez(unfinished, epoch=np.int64(epoch + 1), **weights)
        unfinished.replace(self._file)

    def on_train_end(self, logs: Any = None) -> None:
        """Remove the backup."""
        if self.delete_checkpoint:
            shutil.rmtree(self.backup_dir, ignore_errors=True)
