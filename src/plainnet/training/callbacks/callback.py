"""Callbacks: listeners to what happens in training, which may step in."""

import sys
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from plainnet.errors import DivergedError, SettingError

Logs = dict[str, float]


class Callback:
    """A listener; subclasses override the hooks they need.

    Hooks for epochs and whole runs cost one look an epoch; hooks for batches have every
    batch handed out on its own.

    Attributes
    ----------
    model : object
        What is trained.
    params : dict
        `epochs`, `steps` an epoch and `verbose`.
    epoch_seconds : float
        How long the epoch took that just ended; told to readers of logs only.
    """

    # Whether epoch hooks only read their logs, so that they may hear of an epoch a little
    # after it is over and the next ones are already done.
    reads_logs_only: ClassVar[bool] = False

    model: Any = None
    params: Any = None
    validation_data: Any = None
    epoch_seconds: float = 0.0

    def __init__(self) -> None:
        self.validation_data = None

    def set_params(self, params: dict[str, Any]) -> None:
        """Take what is known of the run before it starts."""
        self.params = params

    def set_model(self, model: Any) -> None:
        """Take the model."""
        self.model = model

    def on_train_begin(self, logs: Any = None) -> None:
        """Hear that training starts."""

    def on_train_end(self, logs: Any = None) -> None:
        """Hear that training is over, and what its last epoch measured."""

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Hear that an epoch starts, counted from 0."""

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Hear what an epoch measured."""

    def on_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Hear of a batch: the old name of `on_train_batch_begin`."""

    def on_batch_end(self, batch: int, logs: Any = None) -> None:
        """Hear of a batch: the old name of `on_train_batch_end`."""

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Hear that a step starts, counted from 0 in each epoch."""
        self.on_batch_begin(batch, logs=logs)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Hear what the epoch measured up to and including this step."""
        self.on_batch_end(batch, logs=logs)

    def on_test_begin(self, logs: Any = None) -> None:
        """Hear that evaluation or validation starts."""

    def on_test_end(self, logs: Any = None) -> None:
        """Hear what evaluation or validation measured."""

    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Hear that a batch is evaluated next."""

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Hear what evaluation measured up to and including this batch."""

    def on_predict_begin(self, logs: Any = None) -> None:
        """Hear that prediction starts."""

    def on_predict_end(self, logs: Any = None) -> None:
        """Hear that prediction is over."""

    def on_predict_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Hear that a batch is predicted next."""

    def on_predict_batch_end(self, batch: int, logs: Any = None) -> None:
        """Hear what was predicted: `outputs`."""


def acts_on(callback: Callback, *hooks: str) -> bool:
    """Return whether a callback does anything in one of these hooks.

    >>> acts_on(Callback(), "on_epoch_end")
    False
    """
    return any(
        getattr(getattr(callback, hook), "__func__", None) is not getattr(Callback, hook)
        for hook in hooks
    )


def print_line(text: str) -> None:
    """Print a line on standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class LambdaCallback(Callback):
    """Calls the functions it is given.

    Parameters
    ----------
    **hooks : callable
        By the name of their hook: `on_epoch_end=lambda epoch, logs: ...`.
    """

    def __init__(self, **hooks: Callable[..., Any] | None) -> None:
        super().__init__()
        for name, hook in hooks.items():
            if hook is not None:
                setattr(self, name, hook)


class HistoryCallback(Callback):
    """Collects the logs.

    Attributes
    ----------
    epoch : list of int
        Counted from 0.
    history : dict of str to list of float
        By the name of the metric.
    """

    reads_logs_only: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.epoch: list[int] = []
        self.history: dict[str, list[Any]] = {}

    def on_train_begin(self, logs: Any = None) -> None:
        """Number the epochs of this run; metrics of an earlier run stay."""
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Add an epoch."""
        self.epoch.append(epoch)
        for name, metric in (logs or {}).items():
            self.history.setdefault(name, []).append(metric)


class TerminateOnNaN(Callback):
    """Stops after the first batch whose loss is not finite.

    Parameters
    ----------
    raise_error : bool, default=False
        Whether to end with an error instead.
    """

    def __init__(self, raise_error: bool = False) -> None:
        super().__init__()
        self.raise_error = raise_error

    def on_batch_end(self, batch: int, logs: Any = None) -> None:
        """Look at the loss."""
        loss = (logs or {}).get("loss")
        if loss is None or np.isfinite(loss):
            return
        if self.raise_error:
            raise DivergedError("callback.diverged", batch=batch, loss=loss)
        print_line(f"Batch {batch}: Invalid loss, terminating training")
        self.model.stop_training = True


class RemoteMonitor(Callback):
    """Refuses to be made.

    Parameters
    ----------
    *positional, **named
        Whatever a script gives.

    Raises
    ------
    SettingError
        Always.
    """

    def __init__(self, *positional: Any, **named: Any) -> None:
        raise SettingError("callback.remote")
