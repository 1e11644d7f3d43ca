"""Set the learning rate of each epoch: by a function, or shorter once a metric stalls."""

import inspect
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from plainnet.errors import SettingError
from plainnet.training.callbacks.callback import Callback, print_line
from plainnet.training.callbacks.early_stopping_callback import MonitoringCallback


def learning_rate_of(model: Any) -> float:
    """Read the learning rate of a model that callbacks are shown, as the float32 it is."""
    return float(np.float32(float(model.optimizer.learning_rate)))


class LearningRateScheduler(Callback):
    """Asks a function for the learning rate before each epoch.

    Parameters
    ----------
    schedule : callable
        Called with the epoch, counted from 0, and the rate so far; or with the epoch alone.
    verbose : int, default=0
        Whether to print the rate.
    """

    def __init__(self, schedule: Callable[..., Any], verbose: int = 0) -> None:
        super().__init__()
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Set the rate."""
        taken = (epoch, learning_rate_of(self.model))
        rate = float(self.schedule(*taken[: positional_arguments(self.schedule)]))
        self.model.optimizer.learning_rate = rate
        if self.verbose > 0:
            print_line(
                f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}."
            )

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write the rate into the logs."""
        if logs is not None:
            logs["learning_rate"] = learning_rate_of(self.model)


def positional_arguments(schedule: Callable[..., Any]) -> int:
    """Return whether a schedule takes the epoch alone (1) or the rate so far as well (2)."""
    try:
        inspect.signature(schedule).bind(0, 0.0)
    except TypeError:
        return 1
    except ValueError:  # written in C, without a signature
        return 2
    return 2


class ReduceLROnPlateau(MonitoringCallback):
    """Multiplies the learning rate when `monitor` has not improved for `patience` epochs.

    Parameters
    ----------
    monitor : str, default="val_loss"
        Name of a metric in the logs.
    factor : float, default=0.1
        What the rate is multiplied by; below 1.
    patience : int, default=10
        Epochs without improvement before that.
    verbose : int, default=0
        Whether to print what is done.
    mode : {"auto", "min", "max"}, default="auto"
        Whether less or more is better.
    min_delta : float, default=0.0001
        A smaller change is no improvement.
    cooldown : int, default=0
        Epochs after a reduction that do not count.
    min_lr : float, default=0
        The rate never falls below it.
    epsilon : float or None
        The old name of `min_delta`.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        factor: float = 0.1,
        patience: int = 10,
        verbose: int = 0,
        mode: str = "auto",
        min_delta: float = 1e-4,
        cooldown: int = 0,
        min_lr: float = 0.0,
        epsilon: float | None = None,
    ) -> None:
        super().__init__(monitor, mode, min_delta if epsilon is None else epsilon)
        if factor >= 1.0:
            raise SettingError("callback.factor", value=factor)
        self.factor = factor
        self.patience = patience
        self.verbose = verbose
        self.cooldown = cooldown
        self.min_lr = min_lr
        self.cooldown_counter = 0
        self.wait = 0

    def on_train_begin(self, logs: Any = None) -> None:
        """Forget the run before."""
        self.best = None
        self.cooldown_counter = 0
        self.wait = 0

    def in_cooldown(self) -> bool:
        """Return whether epochs do not count yet."""
        return self.cooldown_counter > 0

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Compare the epoch's metric with the best one, and write the rate into the logs."""
        logs = {} if logs is None else logs
        logs["learning_rate"] = learning_rate_of(self.model)
        metric = self.monitored(logs)
        if metric is None:
            warnings.warn(
                f"Learning rate reduction is conditioned on metric `{self.monitor}` which is "
                f"not available. Available metrics are: {','.join(logs)}.",
                stacklevel=2,
            )
            return
        if self.in_cooldown():
            self.cooldown_counter -= 1
            self.wait = 0
        if self.is_better(metric, self.best):
            self.best = metric
            self.wait = 0
        elif not self.in_cooldown():
            self.wait += 1
            if self.wait >= self.patience:
                self._reduce(epoch)

    def _reduce(self, epoch: int) -> None:
        """Shorten the steps, unless they are as short as they may be."""
        before = learning_rate_of(self.model)
        if before <= np.float32(self.min_lr):
            return
        rate = max(before * self.factor, self.min_lr)
        self.model.optimizer.learning_rate = rate
        if self.verbose > 0:
            print_line(f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {rate}.")
        self.cooldown_counter = self.cooldown
        self.wait = 0
