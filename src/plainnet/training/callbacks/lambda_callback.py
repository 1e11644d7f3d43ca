"""A callback made of functions."""

from collections.abc import Callable
from typing import Any

from plainnet.training.callbacks.callback import Callback


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
