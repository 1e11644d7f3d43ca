"""Early stopping against Keras' callback, figure by figure."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.training.callbacks.early_stopping import EarlyStopping

FALLING = [5.0, 4.0, 4.2, 3.9, 3.95, 3.9, 3.89, 4.0, 4.1, 3.0, 2.0]
RISING = [0.5, 0.7, 0.6, 0.8, 0.79, 0.8, 0.81, 0.7, 0.7, 0.9, 1.0]
NANS = [3.0, float("nan"), 2.0, float("nan"), float("nan"), 1.0]


@pytest.fixture(scope="module")
def tiny() -> Any:
    """Make a Keras model whose single weight tells the epoch."""
    return keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])


@pytest.mark.parametrize(
    ("settings", "figures"),
    [
        ({"patience": 0}, FALLING),
        ({"patience": 1}, FALLING),
        ({"patience": 3}, FALLING),
        ({"patience": 2, "min_delta": 0.05}, FALLING),
        ({"patience": 2, "min_delta": -0.05}, FALLING),
        ({"patience": 2, "start_from_epoch": 4}, FALLING),
        ({"patience": 2, "start_from_epoch": 20}, FALLING),
        ({"patience": 1, "baseline": 3.5}, FALLING),
        ({"patience": 3, "baseline": 4.1}, FALLING),
        ({"patience": 2, "mode": "max"}, FALLING),
        ({"patience": 2, "mode": "max"}, RISING),
        ({"patience": 1, "mode": "max", "baseline": 0.75}, RISING),
        ({"patience": 2, "mode": "max", "min_delta": 0.1}, RISING),
        ({"patience": 1}, NANS),
        ({"patience": 2}, NANS[1:]),
        ({"patience": 2, "mode": "max"}, NANS),
    ],
)
@pytest.mark.parametrize("restore", [True, False])
def test_against_keras(
    settings: dict[str, Any], figures: list[float], restore: bool, tiny: Any
) -> None:
    settings = {"monitor": "val_loss", "restore_best_weights": restore, **settings}
    reference = keras.callbacks.EarlyStopping(**{"mode": "min", **settings})
    reference.set_model(tiny)
    tiny.stop_training = False
    reference.on_train_begin()
    ours = EarlyStopping(**settings)
    state = ours.start(jnp.float32(-1))
    for epoch, figure in enumerate(figures):
        tiny.set_weights([np.full((1, 1), epoch, np.float32)])
        reference.on_epoch_end(epoch, {"val_loss": figure})
        state = ours.after_epoch(state, jnp.int32(epoch), jnp.float32(figure), jnp.float32(epoch))
        assert bool(state.is_over) == tiny.stop_training, f"epoch {epoch}"
        if tiny.stop_training:
            break
    reference.on_train_end()
    if reference.best is not None:  # some epoch counted
        assert int(state.best_epoch) == reference.best_epoch
        assert float(state.best) == pytest.approx(reference.best, nan_ok=True)
    else:
        assert int(state.best_epoch) == -1
    if restore and reference.best_weights is not None:
        assert float(state.best_weights) == float(reference.best_weights[0][0, 0])
    if not restore:
        assert state.best_weights is None


@pytest.mark.parametrize(
    ("monitor", "mode", "expected"),
    [
        ("val_loss", "auto", False),
        ("loss", "auto", False),
        ("val_mae", "auto", False),
        ("val_accuracy", "auto", True),
        ("accuracy", "auto", True),
        ("val_precision_1", "auto", True),
        ("val_binary_accuracy", "auto", True),
        ("val_loss", "max", True),
        ("val_accuracy", "min", False),
    ],
)
def test_whether_more_is_better(monitor: str, mode: Any, expected: bool) -> None:
    assert EarlyStopping(monitor, mode=mode).is_more_better is expected


def test_another_mode_is_refused() -> None:
    with pytest.raises(SettingError, match="mode must be"):
        EarlyStopping(mode="best")  # type: ignore[arg-type]
