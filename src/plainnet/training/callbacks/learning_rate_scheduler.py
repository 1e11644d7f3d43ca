"""Set the learning rate of each epoch by a function."""

import inspect
from collections.abc import Callable
from typing import Any

from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.keras_line import print_line
from plainnet.training.callbacks.learning_rate_in_force import learning_rate_of


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
    """Tell whether a schedule takes the epoch alone (1) or the rate so far as well (2)."""
    try:
        inspect.signature(schedule).bind(0, 0.0)
    except TypeError:
        return 1
    except ValueError:  # written in C, without a signature
        return 2
    return 2
