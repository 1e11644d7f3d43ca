"""Measuring without training, batch by batch, against all rows at once."""

import numpy as np
import pytest

from plainnet.layers.dense import Dense
from plainnet.layers.regularizers import L2
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.metrics.catalogue import find_metric
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD
from plainnet.training import training_loop
from plainnet.training.compiled_run import Program
from plainnet.training.examples import Examples
from plainnet.training.measuring import measure


@pytest.mark.parametrize("size", [3, 5, 10, 64])
def test_batches_change_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
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
            "mae_1": (abs(errors[:, 0]) * counts).sum() / counts.sum(),
        },
        rel=1e-5,
    )
