"""Weights of layers within layers, under the names of their places."""

import jax.numpy as jnp

from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.dense import Dense
from plainnet.layers.layer_within import LayerWithin
from plainnet.layers.lstm import LSTM
from plainnet.layers.time_distributed import TimeDistributed
from plainnet.networks.network import Stack

NUMBER = jnp.zeros(())


def test_a_layer_has_its_weights_behind_the_place() -> None:
    within = LayerWithin("layer", Dense(2, name="inner"))
    assert within.names("weight_names") == ("layer/kernel", "layer/bias")
    flat = within.flat({"kernel": 1, "bias": 2})
    assert flat == {"layer/kernel": 1, "layer/bias": 2}
    assert within.own({**flat, "other/kernel": 3}) == {"kernel": 1, "bias": 2}


def test_a_network_has_its_layers_behind_the_place() -> None:
    network = Stack((Dense(2), BatchNormalization(), Stack((Dense(1),), name="end")))
    within = LayerWithin("layer", network)
    assert within.names("running_statistics") == (
        "layer/batch_normalization/moving_mean",
        "layer/batch_normalization/moving_variance",
    )
    weights, output_shape = within.init((0,), (3,))
    assert output_shape == (1,)
    assert list(weights) == list(within.names("weight_names"))
    own = within.own(weights)
    assert {layer: list(of_layer) for layer, of_layer in own.items()} == {
        "dense": ["kernel", "bias"],
        "batch_normalization": ["gamma", "beta", "moving_mean", "moving_variance"],
        "end/dense": ["kernel", "bias"],
    }
    assert within.flat(own) == weights


def test_places_add_up() -> None:
    layer = TimeDistributed(Bidirectional(LSTM(2, use_bias=False)))
    weights, output_shape = layer.init((0,), (3, 4, 1))
    assert output_shape == (3, 4)
    assert list(weights) == [
        f"layer/{place}/{name}"
        for place in ("forward_layer", "backward_layer")
        for name in ("kernel", "recurrent_kernel")
    ]
    assert layer.weight_shapes((3, 4, 1)) == {n: w.shape for n, w in weights.items()}
    assert layer.apply(weights, jnp.ones((2, 3, 4, 1))).shape == (2, 3, 4)
