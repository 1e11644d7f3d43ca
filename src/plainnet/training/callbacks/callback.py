"""Callbacks: objects that are told what happens in training, and may step in."""

from typing import Any, ClassVar, Protocol

from numpy.typing import NDArray

Logs = dict[str, float]


class OptimizerInView(Protocol):
    """What callbacks may do with an optimizer."""

    learning_rate: Any


class ModelInView(Protocol):
    """What the callbacks of this folder need of the model they are shown.

    Weights read in a hook are those of that moment, weights set take effect at once, and a
    learning rate set takes effect with the next step.
    """

    stop_training: bool
    optimizer: Any

    def get_weights(self) -> list[NDArray[Any]]:
        """Give copies of all weights, in the order of files."""

    def set_weights(self, weights: list[NDArray[Any]]) -> None:
        """Take other weights, in the order of files."""

    def save(self, filepath: str, overwrite: bool = True) -> None:
        """Write the whole model."""

    def save_weights(self, filepath: str, overwrite: bool = True) -> None:
        """Write the weights."""

    def load_weights(self, filepath: str) -> None:
        """Read the weights."""


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
    """Tell whether a callback does anything in one of these hooks.

    >>> acts_on(Callback(), "on_epoch_end")
    False
    """
    return any(
        getattr(getattr(callback, hook), "__func__", None) is not getattr(Callback, hook)
        for hook in hooks
    )
