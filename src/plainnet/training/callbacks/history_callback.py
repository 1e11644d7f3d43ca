"""Keep what each epoch measured, after all other callbacks."""

from typing import Any, ClassVar

from plainnet.training.callbacks.callback import Callback


class HistoryCallback(Callback):
    """Collects the logs.

    Attributes
    ----------
    epoch : list of int
        Counted from 0.
    history : dict of str to list of float
        By the name of the figure.
    """

    reads_logs_only: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.epoch: list[int] = []
        self.history: dict[str, list[Any]] = {}

    def on_train_begin(self, logs: Any = None) -> None:
        """Number the epochs of this run; figures of an earlier run stay."""
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Add an epoch."""
        self.epoch.append(epoch)
        for name, figure in (logs or {}).items():
            self.history.setdefault(name, []).append(figure)
