"""RemoteMonitor: nothing is sent anywhere."""

import pytest

from plainnet.errors import SettingError
from plainnet.training.callbacks.remote_monitor import RemoteMonitor


def test_it_is_refused() -> None:
    with pytest.raises(SettingError, match="use CSVLogger"):
        RemoteMonitor(root="http://localhost")
