"""The callback that would send figures to a server; plainnet sends nothing anywhere."""

from typing import Any

from plainnet.errors import SettingError
from plainnet.training.callbacks.callback import Callback


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
