"""TerminateOnNaN: the run ends after the batch that broke it."""

from typing import Any

import numpy as np
import pytest

from plainnet.training.callbacks.terminate_on_nan import TerminateOnNaN
from training.callbacks.keras_twins import X, Y, twins


def test_it_ends_after_the_batch(capsys: Any) -> None:
    broken = X.copy()
    broken[11] = np.inf
    history = twins()[0].fit(
        broken, Y, batch_size=5, epochs=4, shuffle=False, callbacks=[TerminateOnNaN()]
    )
    assert history.epochs == [0]
    assert np.isnan(history.figures["loss"][0])
    assert capsys.readouterr().out == "Batch 2: Invalid loss, terminating training\n"


def test_it_may_raise() -> None:
    with pytest.raises(RuntimeError, match="loss of batch 0 is nan"):
        twins()[0].fit(X * np.nan, Y, callbacks=[TerminateOnNaN(raise_error=True)])
