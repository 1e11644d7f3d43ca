"""Outputs a batch at a time are those of all rows at once."""

import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.networks.network import Stack
from plainnet.training import forward_pass
from plainnet.training.forward_pass import outputs_of

NETWORK = Stack((Dense(5, "tanh"), BatchNormalization(), Dropout(0.5), Dense(2, "softmax")))


@pytest.mark.parametrize("count", [1, 6, 7, 8, 20])
def test_batches_change_nothing(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forward_pass, "evaluation_batch_size", lambda *_: 7)
    inputs = np.random.default_rng(count).normal(size=(count, 3)).astype(np.float32)
    weights, _ = NETWORK.init((0,), (3,))
    outputs = outputs_of(NETWORK, weights, inputs)
    assert outputs.shape == (count, 2)
    np.testing.assert_allclose(outputs, NETWORK.apply(weights, jnp.asarray(inputs)), rtol=1e-5)
