"""Input: a shape, and nothing done."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_same, keras_layer
from plainnet.layers.input import Input, Normalization, Rescaling


def test_inputs_pass_as_they_are() -> None:
    inputs = jnp.arange(6.0).reshape(2, 3)
    assert Input((3,)).apply({}, inputs) is inputs
    assert Input([3]).init((0,), (3,)) == ({}, (3,))  # type: ignore[arg-type]


def test_shapes_are_whole_numbers() -> None:
    with pytest.raises((TypeError, ValueError)):
        Input((None, "x"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scale", "offset"), [(1 / 255, 0.0), (2.0, -1.0), ((1.0, 2.0, 3.0), (0.5, 0.0, 1.0))]
)
def test_against_keras(scale: Any, offset: Any) -> None:
    assert_same(Rescaling(scale, offset), (4, 5, 3))


def test_a_list_is_a_value() -> None:
    assert hash(Rescaling([1.0, 2.0])) == hash(Rescaling((1.0, 2.0)))  # type: ignore[arg-type]


@pytest.mark.parametrize("axis", [-1, None, (1, -1), 2])
@pytest.mark.parametrize("invert", [False, True])
def test_what_is_learned_from_batches_is_that_of_keras(axis: Any, invert: bool) -> None:
    data = np.random.default_rng(2).normal(3, 2, (7, 4, 5)).astype(np.float32)
    layer, twin = (
        Normalization(axis, invert=invert),
        keras.layers.Normalization(axis, invert=invert),
    )
    twin.adapt(data)
    learned = layer.learned_from([data[:3], data[3:5], data[5:]])
    weights, _ = layer.init((0,), data.shape[1:])
    assert [a.shape for a in weights.values()] == [w.shape for w in twin.weights]
    weights |= {name: jnp.asarray(numbers, jnp.float32) for name, numbers in learned.items()}
    assert_close(layer.apply(weights, data), twin(data))
    assert layer.updated_statistics(weights, data, None) == weights


@pytest.mark.parametrize(
    "layer",
    [
        Normalization(mean=3.0, variance=2.0),
        Normalization(mean=[1.0, 2.0], variance=[4.0, 0.0]),
        Normalization((1, 2), (1.0, 2.0), (4.0, 9.0), invert=True),
    ],  # type: ignore[arg-type]
    ids=str,
)
def test_numbers_that_are_given_are_used_as_in_keras(layer: Normalization) -> None:
    data = np.random.default_rng(2).normal(3, 2, (7, 3, 2)).astype(np.float32)
    assert layer.init((0,), (3, 2))[0] == {}
    assert_close(layer.apply({}, data), keras_layer(layer)(data))
