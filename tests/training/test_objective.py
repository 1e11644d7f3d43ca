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
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay, InverseTimeDecay
from plainnet.optimizers.optimizer import SGD
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.learning_rate_callbacks import LearningRateScheduler
from plainnet.training.compiled_run import epoch_loop
from plainnet.training.objective import (
    find_metrics,
    has_rate_to_set,
    metrics_asked_for,
    objective_of,
    rate_of_step,
    rate_set,
    with_rate,
    without_rate,
)
from training.callbacks.keras_twins import X, Y, assert_alike, twins

RANDOM = np.random.default_rng(8)
FIRST = RANDOM.normal(size=(21, 3)).astype(np.float32)
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
    data: Any = [FIRST, SECOND], [CLASSES, NUMBERS]
    mine, others = ours.fit(*data, **fit), theirs.fit(*data, verbose=0, **fit)
    assert_alike(ours, theirs, mine, others)
    by_name = {"one": FIRST, "two": SECOND}, {"size": NUMBERS, "kind": CLASSES}
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


DECAYING = SGD(InverseTimeDecay(0.5, 1, 0.25))


def test_a_rate_of_each_kind() -> None:
    plain, scheduled = SGD(0.5), SGD(ExponentialDecay(0.5, 10, 0.5))
    for optimizer, set_rate, rate in (
        (plain, 0.5, 0.5),
        (DECAYING, 0.5, 0.25),
        (scheduled, 0, 0.38),
    ):
        assert rate_set(optimizer) == set_rate
        found = rate_of_step(without_rate(optimizer), np.int32(4), rate_set(optimizer))
        assert float(found) == pytest.approx(rate, abs=0.01)
    for optimizer in (plain, DECAYING):
        assert has_rate_to_set(optimizer)
        assert without_rate(with_rate(optimizer, 0.125)) == without_rate(optimizer)
        assert rate_set(with_rate(optimizer, 0.125)) == 0.125
    with pytest.raises(SettingError, match="follows a schedule"):
        with_rate(scheduled, 0.1)


def test_a_decay_goes_on_when_its_first_rate_is_set() -> None:
    ours, theirs = twins(metrics=())
    ours.compile(DECAYING, "mse")
    epoch_loop.named.cache_clear()  # another test may have compiled the same program before
    mine = ours.fit(
        X, Y, epochs=4, batch_size=8, shuffle=False,
        callbacks=[LearningRateScheduler(lambda epoch: 0.4 / (epoch + 1))],
    )  # fmt: skip
    assert epoch_loop.named.cache_info().misses == 1
    assert mine.figures.pop("learning_rate") == pytest.approx([0.4, 0.2, 0.4 / 3, 0.1])
    theirs.compile("sgd", "mse")
    history: dict[str, list[float]] = {"loss": []}
    step = 0
    for epoch in range(4):
        losses = []
        for start in range(0, len(X), 8):
            theirs.optimizer.learning_rate = 0.4 / (epoch + 1) / (1 + 0.25 * step)
            batch = X[start : start + 8], Y[start : start + 8]
            losses += [theirs.train_on_batch(*batch)] * len(batch[0])
            step += 1
        history["loss"].append(float(np.mean(losses)))
    assert_alike(ours, theirs, mine, type("History", (), {"history": history}))


def test_keras_is_the_oracle_of_a_plain_decay() -> None:
    ours, theirs = twins(metrics=())
    ours.compile(DECAYING, "mse")
    schedule = keras.optimizers.schedules.InverseTimeDecay(0.5, 1, 0.25)
    theirs.compile(keras.optimizers.SGD(schedule), "mse")
    settings = {"epochs": 3, "batch_size": 8, "shuffle": False}
    assert_alike(ours, theirs, ours.fit(X, Y, **settings), theirs.fit(X, Y, verbose=0, **settings))
