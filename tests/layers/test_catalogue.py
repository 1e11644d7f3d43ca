"""Every layer in the catalogue keeps the contract."""

from dataclasses import fields, is_dataclass
from typing import Any

import jax
import numpy as np
import pytest

from plainnet.layers.catalogue import LAYERS
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer

EXAMPLES: dict[str, tuple[Layer, Any]] = {
    "Activation": (LAYERS["Activation"]("relu"), (4,)),
    "Add": (LAYERS["Add"](), ((4,), (4,))),
    "Average": (LAYERS["Average"](), ((4,), (4,))),
    "BatchNormalization": (LAYERS["BatchNormalization"](), (4,)),
    "Concatenate": (LAYERS["Concatenate"](), ((4,), (2,))),
    "Conv2D": (LAYERS["Conv2D"](3, 2), (6, 5, 2)),
    "Dense": (LAYERS["Dense"](3), (4,)),
    "Dot": (LAYERS["Dot"](1), ((4,), (4,))),
    "Dropout": (LAYERS["Dropout"](0.5), (4,)),
    "Flatten": (LAYERS["Flatten"](), (3, 2)),
    "InputLayer": (Input((4,)), (4,)),
    "LSTM": (LAYERS["LSTM"](3), (4, 2)),
    "Maximum": (LAYERS["Maximum"](), ((4,), (4,))),
    "MaxPooling2D": (LAYERS["MaxPooling2D"](), (6, 4, 2)),
    "Minimum": (LAYERS["Minimum"](), ((4,), (4,))),
    "Multiply": (LAYERS["Multiply"](), ((4,), (4,))),
    "SimpleRNN": (LAYERS["SimpleRNN"](3), (4, 2)),
    "Subtract": (LAYERS["Subtract"](), ((4,), (4,))),
}


def inputs_for(layer: Layer, shape: Any) -> Any:
    """Draw an array, or one for each of several inputs."""
    if layer.takes_several:
        return tuple(inputs_for(Input(each), each) for each in shape)
    return jax.numpy.asarray(np.random.default_rng(0).normal(size=(3, *shape)), "float32")


def test_every_layer_has_an_example() -> None:
    assert set(EXAMPLES) == set(LAYERS)


@pytest.mark.parametrize("kind", LAYERS)
def test_a_layer_is_a_frozen_value_with_pure_init_and_apply(kind: str) -> None:
    layer, shape = EXAMPLES[kind]
    assert is_dataclass(layer)
    assert hash(layer) == hash(
        type(layer)(**{f.name: getattr(layer, f.name) for f in fields(layer)})
    )
    weights, output_shape = layer.init((0, 1), shape)
    again, _ = layer.init((0, 1), shape)
    assert output_shape == layer.output_shape(shape)
    assert {name: array.shape for name, array in weights.items()} == layer.weight_shapes(shape)
    assert list(weights) == [name for name in layer.weight_names if name in weights]
    assert set(layer.running_statistics) <= set(weights)
    for name, array in weights.items():
        np.testing.assert_array_equal(array, again[name])
    inputs = inputs_for(layer, shape)
    outputs = layer.apply(weights, inputs)
    assert outputs.shape == (3, *output_shape)
    np.testing.assert_array_equal(layer.trace(weights, inputs)["outputs"], outputs)
