"""Callbacks that watch one metric, and the one that stops when it gets no better."""

import warnings
from collections.abc import Container, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.training.callbacks.callback import Callback, Logs, print_line
from plainnet.training.callbacks.early_stopping import EarlyStopping, is_more_better


class MonitoringCallback(Callback):
    """Watches `monitor`.

    Parameters
    ----------
    monitor : str
        Name of a metric in the logs.
    mode : {"auto", "min", "max"}
        Whether less or more is better; "auto" goes by the metric's name.
    min_delta : float
        A smaller change is no improvement.
    best : float or None
        What has to be beaten first.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        mode: str = "auto",
        min_delta: float = 0.0,
        best: float | None = None,
    ) -> None:
        super().__init__()
        self.monitor = monitor
        self.mode = mode if mode in ("min", "max") else "auto"
        self.min_delta = abs(min_delta)
        self.best = best

    @property
    def is_more_better(self) -> bool:
        """Whether a larger metric is an improvement."""
        return is_more_better(self.monitor, self.mode)

    def is_better(self, metric: Any, reference: Any) -> bool:
        """Return whether a metric is better than another; anything is better than None."""
        if reference is None:
            return True
        # In float32, as metrics are measured and as the compiled rule compares them.
        margin = np.float32(self.min_delta)
        if self.is_more_better:
            return bool(np.float32(metric) - margin > np.float32(reference))
        return bool(np.float32(metric) + margin < np.float32(reference))

    def monitored(self, logs: Logs | None) -> float | None:
        """Look up what is watched, under its old name as well; None where it is missing."""
        logs = logs or {}
        name = known_name(self.monitor, logs)
        return None if name is None else logs[name]


_LONG_NAMES = {
    "acc": "accuracy",
    "mae": "mean_absolute_error",
    "mse": "mean_squared_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "lr": "learning_rate",
}
#: What a metric was called in another year.
OTHER_NAMES = _LONG_NAMES | {long: short for short, long in _LONG_NAMES.items()}


def known_name(monitor: str, names: Container[str]) -> str | None:
    """Find a metric under the name asked for, or the one that Keras once had for it.

    >>> known_name("val_acc", ["loss", "val_accuracy"])
    'val_accuracy'
    """
    if monitor in names:
        return monitor
    prefix = "val_" if monitor.startswith("val_") else ""
    other = prefix + OTHER_NAMES.get(monitor.removeprefix("val_"), "")
    return other if other in names else None


def under_all_names(logs: Mapping[str, float]) -> dict[str, float]:
    """Return metrics under the names of all years, for file names made of them."""
    others = {name: "val_" * name.startswith("val_") for name in logs}
    named = {p + OTHER_NAMES.get(n.removeprefix("val_"), ""): logs[n] for n, p in others.items()}
    return {**{n: v for n, v in named.items() if n not in ("", "val_")}, **logs}


class EarlyStoppingCallback(MonitoringCallback):
    """Stops when `monitor` has not improved for `patience` epochs.

    Parameters
    ----------
    monitor : str, default="val_loss"
        Name of a metric in the logs.
    min_delta : float, default=0
        A smaller change is no improvement.
    patience : int, default=0
        Epochs without improvement after which training ends.
    verbose : int, default=0
        Whether to print what is done.
    mode : {"auto", "min", "max"}, default="auto"
        Whether less or more is better.
    baseline : float or None
        What has to be beaten, too, for the waiting to start anew.
    restore_best_weights : bool, default=False
        Whether to end with the weights of the best epoch.
    start_from_epoch : int, default=0
        Epochs to let pass first.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0.0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ) -> None:
        super().__init__(monitor, mode, min_delta)
        self.patience = patience
        self.verbose = verbose
        self.baseline = baseline
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = start_from_epoch
        self.is_handed_over = False
        self._forget()

    def _forget(self) -> None:
        """Start anew."""
        self.wait = 0
        self.stopped_epoch = 0
        self.best = None
        self.best_epoch = 0
        self.best_weights: list[NDArray[Any]] | None = None

    def set_model(self, model: Any) -> None:
        """Take the model of a new run, which decides anew who stops it."""
        super().set_model(model)
        self.is_handed_over = False

    @property
    def is_plain(self) -> bool:
        """Whether no subclass changes what is decided."""
        own = ("on_train_begin", "on_epoch_end", "on_train_end", "is_better", "monitored")
        return all(
            getattr(getattr(self, name), "__func__", None) is getattr(EarlyStoppingCallback, name)
            for name in own
        )

    def hand_over(self, monitor: str) -> EarlyStopping:
        """Return the rule for the program to decide by; from then on only listen."""
        self.is_handed_over = True
        return EarlyStopping(
            monitor,
            self.min_delta,
            self.patience,
            "max" if self.is_more_better else "min",
            self.baseline,
            self.restore_best_weights,
            self.start_from_epoch,
        )

    def on_train_begin(self, logs: Any = None) -> None:
        """Forget the run before."""
        self._forget()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Compare the epoch's metric with the best one."""
        metric = self.monitored(logs)
        if metric is None:
            self._warn(logs)
        if metric is None or epoch < self.start_from_epoch:
            return
        if self.best is None:
            self._remember(epoch)
        self.wait += 1
        if self.is_better(metric, self.best):
            self.best = metric
            self._remember(epoch)
            if self.baseline is None or self.is_better(metric, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def _remember(self, epoch: int) -> None:
        """Keep the weights of the best epoch so far, unless the program keeps them."""
        self.best_epoch = epoch
        if self.restore_best_weights and not self.is_handed_over:
            self.best_weights = self.model.get_weights()

    def _warn(self, logs: Any) -> None:
        """Say that the metric is not measured."""
        known = ",".join(logs or {})
        warnings.warn(
            f"Early stopping conditioned on metric `{self.monitor}` which is not available. "
            f"Available metrics are: {known}",
            stacklevel=2,
        )

    def on_train_end(self, logs: Any = None) -> None:
        """Go back to the best weights."""
        if self.stopped_epoch > 0 and self.verbose > 0:
            print_line(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.restore_best_weights and self.best is not None:
            if self.verbose > 0:
                print_line(
                    "Restoring model weights from the end of the best epoch: "
                    f"{self.best_epoch + 1}."
                )
            if self.best_weights is not None:
                self.model.set_weights(self.best_weights)
