"""BackupAndRestore: a broken run goes on where it was."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from plainnet.training.callbacks.backup_and_restore import BackupAndRestore
from plainnet.training.callbacks.callback import Callback
from training.callbacks.keras_twins import X, Y, twins


class Breaking(Callback):
    """Breaks a run off."""

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if epoch == 3:
            raise KeyboardInterrupt


def test_a_broken_run_goes_on(tmp_path: Path) -> None:
    whole, broken, again = (twins()[0] for _ in range(3))
    expected = whole.fit(X, Y, epochs=5)
    folder = tmp_path / "backup"
    with pytest.raises(KeyboardInterrupt):
        broken.fit(X, Y, epochs=5, callbacks=[BackupAndRestore(folder), Breaking()])
    history = again.fit(X, Y, epochs=5, callbacks=[BackupAndRestore(folder)])
    assert history.epochs == [3, 4]
    np.testing.assert_allclose(history.figures["loss"], expected.figures["loss"][3:], rtol=1e-6)
    assert not folder.exists()
