"""Every layer in the catalogue keeps the contract."""

from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from layers.examples import EXAMPLES, ROWS, drawn_example
from plainnet.layers.catalogue import LAYERS


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
    layer, weights, inputs = drawn_example(kind)
    outputs = layer.apply(weights, inputs)
    assert outputs.shape == (ROWS, *output_shape)
    np.testing.assert_array_equal(layer.trace(weights, inputs)["outputs"], outputs)
