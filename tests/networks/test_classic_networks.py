"""Networks that forecast."""

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.model import Model
from plainnet.networks.classic_networks import (
    FORECAST_KINDS,
    dense_network,
    forecast_network,
    lenet,
    lenet_of_size,
    merge_dense_networks,
)
from plainnet.networks.network import Stack, layer_rows


def test_hidden_layers_come_first_each_with_its_dropout():
    network = dense_network(2, (5, 3), activation="tanh", output_activation="softmax", dropout=0.1)
    kinds = [type(layer).__name__ for layer in network.layers]
    assert kinds == ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    assert [shape for _, _, shape in network.layer_shapes((4,))][-1] == (2,)


def test_without_hidden_layers_it_is_a_straight_line():
    network = dense_network(1)
    assert network.weight_shapes((4,)) == {"dense": {"kernel": (4, 1), "bias": (1,)}}


@pytest.mark.parametrize("kind", FORECAST_KINDS)
@pytest.mark.parametrize("hidden", [(4,), (4, 3)])
def test_gives_a_number_for_each_step_and_starts_at_zero(
    kind: str, hidden: tuple[int, ...]
) -> None:
    network = forecast_network(kind, 5, 2, 3, hidden)
    inputs = np.random.default_rng(0).standard_normal((7, 5, 2)).astype(np.float32)
    assert np.array_equal(Model(network, seed=0).predict(inputs), np.zeros((7, 3)))
    kinds = [type(layer).__name__ for layer in network.layers]
    layers_of = {"linear": [], "dense": ["Dense"], "simple_rnn": ["SimpleRNN"], "lstm": ["LSTM"]}
    flat = ["Flatten"] if kind in ("linear", "dense") else []
    assert kinds == ["Input", *flat, *layers_of[kind] * len(hidden), "Dense"]


def test_shapes_and_weights_layer_by_layer() -> None:
    rows = layer_rows(lenet(6), (32, 32, 3))
    assert [(shape, count) for _, _, shape, count in rows] == [
        ((28, 28, 6), 456),
        ((14, 14, 6), 0),
        ((10, 10, 16), 2416),
        ((5, 5, 16), 0),
        ((1, 1, 120), 48120),
        ((120,), 0),
        ((84,), 10164),
        ((6,), 510),
    ]


def test_multiplications_by_hand() -> None:
    counts = [
        layer.multiplications(before)
        for layer, before, _ in lenet(6).layer_shapes((32, 32, 3))
        if layer.weight_names
    ]
    # Places, times inputs of one kernel, times feature maps.
    assert counts == [352_800, 240_000, 48_000, 10_080, 504]
    assert counts[0] == 28 * 28 * (5 * 5 * 3) * 6
    assert counts[1] == 10 * 10 * (5 * 5 * 6) * 16
    assert lenet(6).multiplications((32, 32, 3)) == 651_384


@pytest.mark.parametrize(
    ("height", "width", "convolutions"),
    [(16, 16, 2), (28, 28, 3), (32, 32, 3), (64, 64, 4), (64, 48, 4), (128, 128, 5), (16, 128, 2)],
)
def test_depth_follows_the_size(height: int, width: int, convolutions: int) -> None:
    network = lenet_of_size(6, height, width)
    assert network.output_shape((height, width, 3)) == (6,)
    assert sum(isinstance(layer, Conv2D) for layer in network.layers) == convolutions


def test_hidden_layers_come_before_the_classes() -> None:
    rows = layer_rows(lenet_of_size(3, 32, 32, hidden=(20, 10)), (32, 32, 1))
    assert [shape for _, _, shape, _ in rows[-3:]] == [(20,), (10,), (3,)]


def test_images_too_small_are_refused() -> None:
    with pytest.raises(SettingError, match="12 x 40 pixels are too small"):
        lenet_of_size(2, 12, 40)


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
