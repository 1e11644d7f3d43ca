"""Many runs at once are the runs one after the other."""

from typing import Any

import jax
import numpy as np
import pytest

from plainnet.averaged_model import fit_average, fit_many
from plainnet.layers.dense import Dense
from plainnet.layers.lstm import LSTM
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.compiled_run import Program
from plainnet.training.examples import examples_of
from plainnet.training.many_runs import train_many
from plainnet.training.training_loop import Plan

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(21, 4)).astype(np.float32)
Y = GENERATOR.normal(size=(21, 1)).astype(np.float32)
NETWORK = Stack((Dense(6, "relu"), Dense(1)))
OPTIMIZER = AdamW(CosineDecay(0.01, 36), weight_decay=0.1, exclude_from_weight_decay=("bias",))


def test_each_network_ends_where_it_would_have_alone() -> None:
    weights = [NETWORK.init((seed,), (4,))[0] for seed in range(3)]
    program = Program(NETWORK, MeanSquaredError(), (), (), OPTIMIZER)
    runs = train_many(program, weights, examples_of(X, Y), Plan(12, batch_size=8, seed=0))
    each, history = runs.weights, runs.history
    losses = []
    for seed in range(3):
        alone = Model(NETWORK, seed)
        alone.compile(OPTIMIZER, "mse")
        losses.append(alone.fit(X, Y, batch_size=8, epochs=12).figures["loss"])
        for layer, parts in alone.weights.items():
            for name, array in parts.items():
                np.testing.assert_allclose(each[seed][layer][name], array, atol=2e-6)
    np.testing.assert_allclose(history.figures["loss"], np.mean(losses, 0), rtol=1e-5)
    assert history.epochs == list(range(12))


def test_the_average_is_one_model_and_the_same_twice() -> None:
    settings = {"n_networks": 3, "optimizer": OPTIMIZER, "loss": "mse", "epochs": 4}
    first, _ = fit_average(NETWORK, X, Y, seed=1, **settings)
    second, _ = fit_average(NETWORK, X, Y, seed=1, **settings)
    other, _ = fit_average(NETWORK, X, Y, seed=2, **settings)
    assert first.weights_hash() == second.weights_hash() != other.weights_hash()
    assert first.predict(X).shape == (21, 1)


@pytest.mark.parametrize(
    ("network", "stopping"),
    [
        (Stack((LSTM(16), Dense(1))), EarlyStopping(patience=3, restore_best_weights=True)),
        (Stack((LSTM(16), Dense(1))), None),
        (Stack((LSTM(80, return_sequences=True), LSTM(100), Dense(1))), None),  # long steps
    ],
)
def test_each_seed_has_the_weights_and_the_curve_of_a_fit_alone(
    network: Stack, stopping: EarlyStopping | None
) -> None:
    inputs = GENERATOR.normal(size=(50, 5, 1)).astype(np.float32)
    targets = GENERATOR.normal(size=(50, 1)).astype(np.float32)
    held_out = inputs[:10], targets[::-1][:10]
    settings: dict[str, Any] = {
        "epochs": 13, "batch_size": 16, "validation_data": held_out, "stopping": stopping
    }  # fmt: skip
    models, runs = fit_many(
        network, inputs, targets, seeds=range(5, 8), optimizer="adam", loss="mse", **settings
    )
    for model, curve in zip(models, runs.curves["val_loss"], strict=True):
        alone = Model(network, model.seed)
        alone.compile("adam", "mse")
        own = np.asarray(alone.fit(inputs, targets, **settings).figures["val_loss"])
        np.testing.assert_allclose(curve[: len(own)], own, rtol=1e-5)
        assert np.isnan(curve[len(own) :]).all()
        assert list(model.weights) == list(alone.weights)
        jax.tree.map(
            lambda a, b: np.testing.assert_allclose(a, b, atol=2e-5), model.weights, alone.weights
        )
