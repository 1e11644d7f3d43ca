"""End a training whose loss is no number any more."""

from typing import Any

import numpy as np

from plainnet.errors import DivergedError
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.keras_line import print_line


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
