"""Outputs a batch at a time are those of all rows at once."""

import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.regularizers import L2
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.metrics.catalogue import find_metric
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD
from plainnet.training import forward_pass, training_loop
from plainnet.training.compiled_run import Program
from plainnet.training.examples import Examples
from plainnet.training.forward_pass import measure, outputs_of

NETWORK = Stack((Dense(5, "tanh"), BatchNormalization(), Dropout(0.5), Dense(2, "softmax")))


@pytest.mark.parametrize("count", [1, 6, 7, 8, 20])
def test_batches_change_nothing(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forward_pass, "evaluation_batch_size", lambda *_: 7)
    inputs = np.random.default_rng(count).normal(size=(count, 3)).astype(np.float32)
    weights, _ = NETWORK.init((0,), (3,))
    outputs = outputs_of(NETWORK, weights, inputs)
    assert outputs.shape == (count, 2)
    np.testing.assert_allclose(outputs, NETWORK.apply(weights, jnp.asarray(inputs)), rtol=1e-5)


@pytest.mark.parametrize("size", [3, 5, 10, 64])
def test_batches_change_nothing_of_measuring(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_loop, "evaluation_batch_size", lambda *_: size)
    network = Stack((Dense(1, kernel_regularizer=L2(0.5)),))
    mae = find_metric("mae", output_shape=(1,), y_shape=(1,))
    program = Program(network, MeanSquaredError(), (mae,), (mae,), SGD(), has_validation=True)
    random = np.random.default_rng(0)
    inputs, targets = random.normal(size=(10, 3)), random.normal(size=(10, 1))
    counts = random.uniform(0.5, 2, 10)
    weights, _ = network.init((0,), (3,))
    errors = inputs @ np.asarray(weights["dense"]["kernel"]) - targets
    penalty = 0.5 * float((weights["dense"]["kernel"] ** 2).sum())
    examples = Examples(*(a.astype(np.float32) for a in (inputs, targets, counts)))
    measured = measure(program, weights, examples)
    assert measured == pytest.approx(
        {
            "loss": (errors[:, 0] ** 2 * counts).mean() + penalty,
            "mae": abs(errors).mean(),
            "weighted_mae": (abs(errors[:, 0]) * counts).sum() / counts.sum(),
        },
        rel=1e-5,
    )
