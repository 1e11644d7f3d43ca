"""Merging number by number against Keras, with masks and without."""

from typing import Any

import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, keras_layer
from plainnet.errors import ShapeError
from plainnet.layers.concatenate import Concatenate
from plainnet.layers.layer import Layer
from plainnet.layers.merging import Add, Average, Maximum, Minimum, Multiply, Subtract

PAIRS = [Add(), Average(), Maximum(), Minimum(), Multiply(), Subtract()]
SHAPES = [((3, 2), (3, 2)), ((3, 2), (2,)), ((1, 2), (3, 1)), ((2,), (4, 3, 2))]


def arrays(shapes: Any) -> list[Any]:
    """Draw an array of each shape."""
    random = np.random.default_rng(1)
    return [random.normal(size=(5, *shape)).astype(np.float32) for shape in shapes]


@pytest.mark.parametrize("shapes", SHAPES, ids=str)
@pytest.mark.parametrize("layer", PAIRS, ids=lambda layer: type(layer).__name__)
def test_two_against_keras(layer: Layer, shapes: Any) -> None:
    inputs = arrays(shapes)
    ours, theirs = layer.apply({}, tuple(inputs)), keras_layer(layer)(inputs)
    assert_close(ours, theirs)
    assert layer.output_shape(shapes) == ours.shape[1:]


@pytest.mark.parametrize("layer", PAIRS[:-1], ids=lambda layer: type(layer).__name__)
def test_three_and_one_against_keras(layer: Layer) -> None:
    inputs = arrays([(3, 2)] * 3)
    assert_close(layer.apply({}, tuple(inputs)), keras_layer(layer)(inputs))
    assert_close(layer.apply({}, tuple(inputs[:1])), inputs[0])


def masked(array: Any, mask: Any) -> Any:
    """Make a tensor of Keras' that carries a mask."""
    tensor = keras.ops.convert_to_tensor(array)
    if mask is not None:
        keras.src.backend.set_keras_mask(tensor, keras.ops.convert_to_tensor(mask))
    return tensor


@pytest.mark.parametrize("known", [(True, True), (True, False), (False, True)], ids=str)
@pytest.mark.parametrize(
    "layer", [*PAIRS, Concatenate(), Concatenate(axis=1)], ids=lambda layer: str(layer)[:18]
)
def test_masks_against_keras(layer: Layer, known: tuple[bool, bool]) -> None:
    inputs = arrays([(3, 2)] * 2)
    drawn = np.random.default_rng(2).random((2, 5, 3)) < 0.5
    masks = tuple(mask if is_known else None for mask, is_known in zip(drawn, known, strict=True))
    outputs, _, mask = layer.forward({}, tuple(inputs), mask=masks)
    theirs = keras_layer(layer)([masked(*pair) for pair in zip(inputs, masks, strict=True)])
    assert_close(outputs, theirs)
    expected = getattr(theirs, "_keras_mask", None)
    assert (mask is None) == (expected is None)
    if mask is not None:
        np.testing.assert_array_equal(mask, expected)


def test_without_masks_none_is_handed_on() -> None:
    inputs = tuple(arrays([(3, 2)] * 2))
    assert Add().forward({}, inputs, mask=(None, None)).mask is None
    assert Concatenate().forward({}, inputs, mask=(None, None)).mask is None


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"Add merges inputs .* \('batch', 3\), \('batch', 4\)"):
        Add().output_shape(((3,), (4,)))
    with pytest.raises(ShapeError, match="Subtract takes exactly two inputs, but got 3"):
        Subtract().output_shape(((3,), (3,), (3,)))


def test_nothing_is_multiplied_with_weights() -> None:
    assert Add().multiplications(((3,), (3,))) == 0
