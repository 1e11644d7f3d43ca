"""Early stopping: end training when validation stops getting better.

It runs inside the compiled program: nothing has to come back to the host to decide.
"""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.errors import SettingError

# Metrics of which more is better; all others are errors and losses.
RISING_FIGURES = ("accuracy", "acc", "precision", "recall", "auc", "f1", "r2")


def is_more_better(monitor: str, mode: str) -> bool:
    """Return whether a larger metric is an improvement; "auto" goes by its name."""
    if mode != "auto":
        return mode == "max"
    return any(name in monitor for name in RISING_FIGURES)


class StoppingState(NamedTuple):
    """What early stopping remembers between epochs."""

    best: jax.Array  # best metric so far
    best_epoch: jax.Array  # -1 before the first
    best_weights: Any  # None unless they are to be restored
    epochs_waited: jax.Array
    is_over: jax.Array


@dataclass(frozen=True)
class EarlyStopping:
    """Stop when `monitor` has not improved for `patience` epochs.

    Parameters
    ----------
    monitor : str, default="val_loss"
        Column of the history.
    min_delta : float, default=0
        A smaller change is no improvement.
    patience : int, default=0
        Epochs without improvement after which training ends.
    mode : {"auto", "min", "max"}, default="auto"
        Whether less or more is better; "auto" goes by the metric's name.
    baseline : float or None
        What has to be beaten, too, for the waiting to start anew.
    restore_best_weights : bool, default=False
        Whether to end with the weights of the best epoch.
    start_from_epoch : int, default=0
        Epochs to let pass first.

    References
    ----------
    Prechelt (1998), "Early stopping - but when?".
    """

    monitor: str = "val_loss"
    min_delta: float = 0.0
    patience: int = 0
    mode: Literal["auto", "min", "max"] = "auto"
    baseline: float | None = None
    restore_best_weights: bool = False
    start_from_epoch: int = 0

    def __post_init__(self) -> None:
        if self.mode not in ("auto", "min", "max"):
            raise SettingError("stopping.mode", mode=self.mode)

    @property
    def is_more_better(self) -> bool:
        """Whether a larger metric is an improvement."""
        return is_more_better(self.monitor, self.mode)

    def start(self, weights: Any) -> StoppingState:
        """Remember nothing yet."""
        return StoppingState(
            best=jax.device_put(np.float32(-np.inf if self.is_more_better else np.inf)),
            best_epoch=jax.device_put(np.int32(-1)),
            best_weights=weights if self.restore_best_weights else None,
            epochs_waited=jax.device_put(np.int32(0)),
            is_over=jax.device_put(np.bool_(False)),
        )

    def after_epoch(
        self, state: StoppingState, epoch: jax.Array, metric: jax.Array, weights: Any
    ) -> StoppingState:
        """Compare the epoch's metric with the best one.

        Parameters
        ----------
        state : StoppingState
        epoch : array of shape ()
            Counted from 0.
        metric : array of shape ()
            Of this epoch.
        weights : tree of arrays
            Of this epoch.

        Returns
        -------
        StoppingState
        """
        counts = epoch >= self.start_from_epoch
        is_first = state.best_epoch < 0  # and the best so far, whatever it is
        is_better = counts & (is_first | self._beats(metric, state.best))
        beats_baseline = (
            is_better if self.baseline is None else is_better & self._beats(metric, self.baseline)
        )
        waited = jnp.where(beats_baseline, 0, state.epochs_waited + counts)
        return StoppingState(
            best=jnp.where(is_better, metric, state.best),
            best_epoch=jnp.where(is_better, epoch, state.best_epoch),
            best_weights=jax.tree.map(
                lambda new, old: jnp.where(is_better, new, old), weights, state.best_weights
            )
            if self.restore_best_weights
            else None,
            epochs_waited=waited,
            is_over=counts & ~is_better & (waited >= self.patience) & (epoch > 0),
        )

    def _beats(self, metric: jax.Array, reference: jax.Array | float) -> jax.Array:
        """Return whether a metric is better than another by more than `min_delta`."""
        if self.is_more_better:
            return jnp.greater(metric - abs(self.min_delta), reference)
        return jnp.less(metric + abs(self.min_delta), reference)
