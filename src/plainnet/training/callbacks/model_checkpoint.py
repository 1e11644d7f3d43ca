"""Save the model while training goes on: its weights, or all it takes to resume."""

import os
import shutil
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from plainnet.errors import SettingError
from plainnet.training.callbacks.callback import Callback, Logs, print_line
from plainnet.training.callbacks.early_stopping_callback import MonitoringCallback, under_all_names


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
        """Resume what was broken off."""
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


class ModelCheckpoint(MonitoringCallback):
    """Saves after epochs, or after every so many batches.

    Parameters
    ----------
    filepath : str or Path
        May hold `{epoch}`, `{batch}` and the names of metrics, with formats: `{val_loss:.2f}`.
    monitor : str, default="val_loss"
        What decides which model is the best.
    verbose : int, default=0
        Whether to print what is done.
    save_best_only : bool, default=False
        Whether to save only what is better than all before.
    save_weights_only : bool, default=False
        Whether to save weights without the network.
    mode : {"auto", "min", "max"}, default="auto"
        Whether less or more is better.
    save_freq : "epoch" or int, default="epoch"
        When to save; a number counts batches.
    initial_value_threshold : float or None
        What the first one has to beat.
    period : int, default=1
        Epochs between two looks, as Keras once had it.
    """

    def __init__(
        self,
        filepath: str | os.PathLike[str],
        monitor: str = "val_loss",
        verbose: int = 0,
        save_best_only: bool = False,
        save_weights_only: bool = False,
        mode: str = "auto",
        save_freq: str | int = "epoch",
        initial_value_threshold: float | None = None,
        period: int = 1,
    ) -> None:
        super().__init__(monitor, mode, best=initial_value_threshold)
        if save_freq != "epoch" and not isinstance(save_freq, int):
            raise SettingError("callback.save_freq", value=save_freq)
        self.filepath = os.fspath(filepath)
        self.verbose = verbose
        self.save_best_only = save_best_only
        self.save_weights_only = save_weights_only
        self.save_freq = save_freq
        self.period = period
        self._epoch = 0
        self._epochs_waited = 0
        self._batches_waited = 0
        if save_freq != "epoch":  # only then has every batch to be handed out on its own
            self.on_train_batch_end = self._after_batch  # type: ignore[method-assign]

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Remember which epoch batches belong to."""
        self._epoch = epoch

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Save, if it is time and worth it."""
        self._epochs_waited += 1
        if self.save_freq == "epoch" and self._epochs_waited >= self.period:
            self._epochs_waited = 0
            self._consider(epoch, None, logs or {})

    def _after_batch(self, batch: int, logs: Any = None) -> None:
        """Count batches, over epochs as well, and save every so many."""
        self._batches_waited += 1
        if self._batches_waited >= int(self.save_freq):
            self._batches_waited = 0
            self._consider(self._epoch, batch, logs or {})

    def _consider(self, epoch: int, batch: int | None, logs: Logs) -> None:
        """Save if the model is good enough."""
        path = self.path(epoch, batch, logs)
        if not self._is_worth_saving(epoch, logs, path):
            return
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        try:
            if self.save_weights_only:
                self.model.save_weights(path, overwrite=True)
            else:
                self.model.save(path, overwrite=True)
        except SettingError as error:  # the training is worth more than the file
            warnings.warn(str(error), stacklevel=2)
            return
        if self.verbose > 0:
            print_line(f"\nEpoch {epoch + 1}: finished saving model to {path}")

    def path(self, epoch: int, batch: int | None, logs: Logs) -> str:
        """Fill the name of the file in; epochs and batches are counted from 1."""
        values: dict[str, float] = {"epoch": epoch + 1, **under_all_names(logs)}
        if batch is not None:
            values.setdefault("batch", batch + 1)
        try:
            return self.filepath.format(**values)
        except KeyError as unknown:
            known = list(values)
            raise SettingError(
                "callback.file_name", file=self.filepath, name=unknown.args[0], known=known
            ) from None

    def _is_worth_saving(self, epoch: int, logs: Logs, path: str) -> bool:
        """Compare with the best so far, where only the best counts."""
        if not self.save_best_only:
            self._say(epoch, f"saving model to {path}")
            return True
        metric = self.monitored(logs)
        if metric is None:
            warnings.warn(f"Can save best model only with {self.monitor} available.", stacklevel=2)
            return True
        before = "None" if self.best is None else f"{self.best:.5f}"
        if not self.is_better(metric, self.best):
            self._say(epoch, f"{self.monitor} did not improve from {before}")
            return False
        self._say(
            epoch,
            f"{self.monitor} improved from {before} to {metric:.5f}, saving model to {path}",
        )
        self.best = metric
        return True

    def _say(self, epoch: int, text: str) -> None:
        """Print a line about an epoch, if wanted."""
        if self.verbose > 0:
            print_line(f"\nEpoch {epoch + 1}: {text}")
