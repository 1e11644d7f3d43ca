"""ReduceLROnPlateau: rates, logs and weights as in Keras."""

from typing import Any

import keras
import pytest

from plainnet.errors import SettingError
from plainnet.training.callbacks.reduce_lr_on_plateau import ReduceLROnPlateau
from training.callbacks.keras_twins import assert_alike, fit_both, twins


@pytest.mark.parametrize(
    "settings",
    [
        {"monitor": "val_loss", "factor": 0.5, "patience": 1, "verbose": 1},
        {"monitor": "loss", "factor": 0.2, "patience": 2, "min_delta": 0.1, "cooldown": 2},
        {"monitor": "val_accuracy", "mode": "max", "patience": 1, "min_lr": 0.02, "verbose": 1},
    ],
)
def test_as_in_keras(settings: dict[str, Any], capsys: Any) -> None:
    ours, theirs = twins()
    pair = ReduceLROnPlateau(**settings), keras.callbacks.ReduceLROnPlateau(**settings)
    ours_history, theirs_history = fit_both(ours, theirs, [pair], epochs=15)
    assert_alike(ours, theirs, ours_history, theirs_history)
    assert ours_history.figures["learning_rate"] == theirs_history.history["learning_rate"]
    assert len(set(theirs_history.history["learning_rate"])) > 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]


def test_a_factor_that_does_not_reduce_is_refused() -> None:
    with pytest.raises(SettingError, match="must be below 1"):
        ReduceLROnPlateau(factor=1.0)
