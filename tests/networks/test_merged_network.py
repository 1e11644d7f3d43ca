"""The wide network gives the average of the nets it was made of."""

import numpy as np
import pytest

from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.networks.merged_network import merge_dense_networks
from plainnet.networks.stack import Stack

INPUTS = np.random.default_rng(0).normal(size=(7, 4)).astype(np.float32)


@pytest.mark.parametrize(
    "layers",
    [
        (Dense(5, "relu"), Dense(1)),
        (Dense(5, "tanh"), Dropout(0.5), Dense(6, "relu"), Dense(3, "sigmoid"), Dense(2)),
    ],
)
def test_outputs_are_the_average(layers: tuple[Dense, ...]) -> None:
    network = Stack(layers)
    weights = [network.init((seed,), (4,))[0] for seed in range(3)]
    merged, merged_weights = merge_dense_networks(network, weights)
    mean = np.mean([network.apply(own, INPUTS) for own in weights], 0)
    np.testing.assert_allclose(merged.apply(merged_weights, INPUTS), mean, atol=1e-6)
    assert not any(isinstance(layer, Dropout) for layer in merged.layers)


def test_a_softmax_comes_after_the_average() -> None:
    network = Stack((Dense(5, "relu"), Dense(3, "softmax")))
    weights = [network.init((seed,), (4,))[0] for seed in range(3)]
    merged, merged_weights = merge_dense_networks(network, weights)
    sums = [network.trace(own, INPUTS)["dense_1"]["pre_activation"] for own in weights]
    scores = np.exp(np.mean(sums, 0))
    expected = scores / scores.sum(1, keepdims=True)
    np.testing.assert_allclose(merged.apply(merged_weights, INPUTS), expected, atol=1e-6)
