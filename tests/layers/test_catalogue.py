"""Every layer in the catalogue keeps the contract."""

from dataclasses import MISSING, fields, is_dataclass
from inspect import Parameter, signature

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import keras_layer
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


KNOWN_TO_KERAS = sorted(kind for kind in LAYERS if hasattr(keras.layers, kind))

# How Keras writes the same default, where it writes it otherwise.
WRITTEN_BY_KERAS = {"channels_last": None, 1: (1, 1), "random_uniform": "uniform", "zeros": "Zeros"}


@pytest.mark.parametrize("kind", KNOWN_TO_KERAS)
def test_defaults_are_those_of_keras(kind: str) -> None:
    theirs = signature(getattr(keras.layers, kind)).parameters
    for setting in fields(LAYERS[kind]):
        known = theirs.get(setting.name)
        if known is None or Parameter.empty is known.default or setting.default is MISSING:
            continue
        ours = setting.default
        written = WRITTEN_BY_KERAS.get(ours, ours) if known.default != ours else ours
        assert written == known.default, setting.name


@pytest.mark.parametrize("kind", sorted(set(KNOWN_TO_KERAS) - {"InputLayer"}))
def test_masks_end_where_they_end_in_keras(kind: str) -> None:
    layer, _, inputs = drawn_example(kind)
    if layer.takes_several:
        pytest.skip("the masks of several inputs are merged")
    mask = jnp.ones((ROWS, inputs.shape[1]), bool)
    twin = keras_layer(layer)
    kept = twin.compute_mask(inputs, mask) if twin.supports_masking else None
    assert (layer.mask_after(inputs, mask) is None) == (kept is None)
    assert (layer.passes_mask or layer.makes_mask) == (kept is not None)
