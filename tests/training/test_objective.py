"""Losses and metrics of one output and of several, as Keras reads them."""

from typing import Any

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.losses.loss import JointLoss
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.model import Model
from plainnet.networks.graph import Graph, Node
from plainnet.optimizers.optimizer import SGD
from plainnet.training.callbacks.callback import Callback
from plainnet.training.objective import find_metrics, metrics_asked_for, objective_of
from training.callbacks.keras_twins import assert_alike

RANDOM = np.random.default_rng(8)
X = RANDOM.normal(size=(21, 3)).astype(np.float32)
SECOND = RANDOM.normal(size=(21, 2)).astype(np.float32)
CLASSES = np.eye(2, dtype=np.float32)[RANDOM.integers(0, 2, 21)]
NUMBERS = RANDOM.normal(size=(21, 1)).astype(np.float32)
NAMES = ("kind", "size")


def forked(**settings: Any) -> tuple[Model, Any]:
    """Make a network with two inputs and two outputs, here and in Keras."""
    ours = Model(
        Graph(
            (
                Node(Input((3,), name="one")),
                Node(Input((2,), name="two")),
                Node(Dense(4, "tanh"), (0,)),
                Node(Dense(2, "softmax", name="kind"), (2,)),
                Node(Dense(1, name="size"), (1,)),
            ),
            outputs=(3, 4),
        )
    )
    first, second = keras.Input((3,), name="one"), keras.Input((2,), name="two")
    hidden = keras.layers.Dense(4, "tanh")(first)
    kind = keras.layers.Dense(2, "softmax", name="kind")(hidden)
    theirs = keras.Model([first, second], [kind, keras.layers.Dense(1, name="size")(second)])
    theirs.set_weights(ours.state.copy_weights())
    ours.compile(SGD(0.1), **settings)
    theirs.compile(keras.optimizers.SGD(0.1), **settings)
    return ours, theirs


class Listening(Callback):
    """Has every batch handed out."""

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.logs = logs


@pytest.mark.parametrize(
    "settings",
    [
        {
            "loss": ["categorical_crossentropy", "mse"],
            "metrics": [["accuracy"], ["mae", "mse"]],
            "loss_weights": [1.0, 0.25],
        },
        {"loss": {"kind": "categorical_crossentropy", "size": "mae"}, "metrics": {"size": "mse"}},
        {"loss": "mse"},
    ],
)
def test_two_outputs_as_in_keras(settings: dict[str, Any]) -> None:
    ours, theirs = forked(**settings)
    fit: dict[str, Any] = {"epochs": 3, "batch_size": 8, "shuffle": False, "validation_split": 0.3}
    data: Any = [X, SECOND], [CLASSES, NUMBERS]
    mine, others = ours.fit(*data, **fit), theirs.fit(*data, verbose=0, **fit)
    assert_alike(ours, theirs, mine, others)
    by_name = {"one": X, "two": SECOND}, {"size": NUMBERS, "kind": CLASSES}
    heard = Listening()
    mine = ours.fit(*by_name, callbacks=[heard], **fit)
    others = theirs.fit(*by_name, verbose=0, **fit)
    assert_alike(ours, theirs, mine, others)
    assert heard.logs["loss"] == pytest.approx(mine.figures["loss"][-1])
    expected = theirs.evaluate(*data, verbose=0, return_dict=True)
    assert ours.evaluate(*data) == pytest.approx(expected, rel=1e-4)
    for outputs, other in zip(
        ours.predict(data[0]), theirs.predict(data[0], verbose=0), strict=True
    ):
        np.testing.assert_allclose(outputs, other, atol=1e-5)


def test_one_output_in_all_forms() -> None:
    for loss in ("mse", ["mse"], {"kind": "mse"}, MeanSquaredError()):
        assert objective_of(loss, ("kind",)) == MeanSquaredError()
    for metrics in ("mae", ["mae"], [["mae"]], {"kind": ["mae"]}, ("mae",)):
        assert metrics_asked_for(metrics, ("kind",)) == ("mae",)
    assert metrics_asked_for(None, ("kind",)) == ()


def test_several_outputs_in_all_forms() -> None:
    assert objective_of("mse", NAMES) == JointLoss((MeanSquaredError(),) * 2, (1.0, 1.0))
    shapes: Any = ((2,), (1,))
    for metrics in (["mae", "mae"], {"kind": "mae", "size": ["mae"]}, "mae"):
        asked_for = metrics_asked_for(metrics, NAMES)
        found = find_metrics(asked_for, NAMES, shapes, shapes)
        assert [metric.name for metric in found] == ["kind_mae", "size_mae"]
    with pytest.raises(SettingError, match="each of the outputs kind, size, but 3 were given"):
        objective_of(["mse"] * 3, NAMES)
