"""The same small network in plainnet and in Keras, from the same weights."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import Adam
from plainnet.optimizers.optimizer import SGD

RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(23, 3)).astype(np.float32)
Y = np.eye(2, dtype=np.float32)[(X[:, 0] > 0).astype(int)]
VALIDATION = (
    RANDOM.normal(size=(9, 3)).astype(np.float32),
    np.eye(2, dtype=np.float32)[RANDOM.integers(0, 2, 9)],
)


def twins(
    loss: Any = "categorical_crossentropy", metrics: Any = ("accuracy",), optimizer: str = "sgd"
) -> tuple[Model, Any]:
    """Make both, compiled alike."""
    ours = Model(Stack((Input((3,)), Dense(4, "tanh"), Dense(2, "softmax"))), seed=3)
    theirs = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(4, "tanh"),
            keras.layers.Dense(2, "softmax"),
        ]
    )
    theirs.set_weights(ours.state.copy_weights())
    pair: dict[str, tuple[Any, Any]] = {
        "sgd": (SGD(0.3), keras.optimizers.SGD(0.3)),
        "adam": (Adam(0.05), keras.optimizers.Adam(0.05)),
    }
    ours.compile(pair[optimizer][0], loss, metrics)
    theirs.compile(pair[optimizer][1], loss, metrics=list(metrics))
    return ours, theirs


def fit_both(
    ours: Model, theirs: Any, callbacks: Sequence[tuple[Any, Any]] = (), **settings: Any
) -> tuple[Any, Any]:
    """Train both without shuffling and give their histories."""
    data = {"validation_data": VALIDATION, "shuffle": False, "batch_size": 5, "epochs": 4}
    data |= settings
    mine = ours.fit(X, Y, callbacks=[pair[0] for pair in callbacks], **data)
    others = theirs.fit(X, Y, verbose=0, callbacks=[pair[1] for pair in callbacks], **data)
    return mine, others


def assert_alike(ours: Model, theirs: Any, mine: Any, others: Any) -> None:
    """Hold histories and final weights against each other."""
    assert set(mine.figures) == set(others.history)
    for name, figures in others.history.items():
        np.testing.assert_allclose(mine.figures[name], figures, rtol=2e-5, atol=1e-6, err_msg=name)
    for mine_array, array in zip(ours.state.copy_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine_array, array, rtol=1e-4, atol=1e-6)
