"""Callbacks that watch one figure and ask whether it got better."""

from collections.abc import Container, Mapping
from typing import Any

import numpy as np

from plainnet.training.callbacks.callback import Callback, Logs
from plainnet.training.callbacks.early_stopping import RISING_FIGURES


class MonitoringCallback(Callback):
    """Watches `monitor`.

    Parameters
    ----------
    monitor : str
        Name of a figure in the logs.
    mode : {"auto", "min", "max"}
        Whether less or more is better; "auto" goes by the figure's name.
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
        """Whether a larger figure is an improvement."""
        if self.mode != "auto":
            return self.mode == "max"
        return any(name in self.monitor for name in RISING_FIGURES)

    def is_better(self, figure: Any, reference: Any) -> bool:
        """Tell whether a figure is better than another; anything is better than None."""
        if reference is None:
            return True
        # In float32, as figures are measured and as the compiled rule compares them.
        margin = np.float32(self.min_delta)
        if self.is_more_better:
            return bool(np.float32(figure) - margin > np.float32(reference))
        return bool(np.float32(figure) + margin < np.float32(reference))

    def figure(self, logs: Logs | None) -> float | None:
        """Look up what is watched, under its old name as well; None where it is missing."""
        logs = logs or {}
        name = known_name(self.monitor, logs)
        return None if name is None else logs[name]


def known_name(monitor: str, names: Container[str]) -> str | None:
    """Find a figure under the name asked for, or the one that Keras once had for it.

    >>> known_name("val_acc", ["loss", "val_accuracy"])
    'val_accuracy'
    """
    if monitor in names:
        return monitor
    prefix = "val_" if monitor.startswith("val_") else ""
    others = {"acc": "accuracy", "accuracy": "acc", "lr": "learning_rate"}
    other = prefix + others.get(monitor.removeprefix("val_"), "")
    return other if other in names else None


def under_all_names(logs: Mapping[str, float]) -> dict[str, float]:
    """Give figures under the names of all years, for file names made of them."""
    everything = dict(logs)
    for prefix in ("", "val_"):
        for one, other in (("acc", "accuracy"), ("accuracy", "acc")):
            if prefix + one in logs:
                everything.setdefault(prefix + other, logs[prefix + one])
    return everything
