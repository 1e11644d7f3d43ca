"""Merging number by number against Keras, with masks and without."""

from typing import Any

import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, keras_layer
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer
from plainnet.layers.merging import (
    Add,
    Average,
    Concatenate,
    Dot,
    Maximum,
    Minimum,
    Multiply,
    Subtract,
)

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
    forward = layer.forward({}, tuple(inputs), mask=masks)
    outputs, mask = forward.outputs, forward.mask
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


@pytest.mark.parametrize(
    ("axis", "shapes"),
    [
        (-1, ((3, 2), (3, 4))),
        (1, ((3, 2), (1, 2), (2, 2))),
        (2, ((3, 2), (3, 1))),
        (-2, ((2, 3), (1, 3))),
    ],
)
def test_against_keras(axis: int, shapes: Any) -> None:
    layer, inputs = Concatenate(axis=axis), arrays(shapes)
    ours = layer.apply({}, tuple(inputs))
    assert_close(ours, keras_layer(layer)(inputs))
    assert layer.output_shape(shapes) == ours.shape[1:]


@pytest.mark.parametrize(
    ("axis", "shapes"), [(-1, ((3, 2), (4, 2))), (1, ((3, 2), (3,))), (3, ((3, 2), (3, 2)))]
)
def test_shapes_that_cannot_be_joined_are_refused(axis: int, shapes: Any) -> None:
    with pytest.raises(ShapeError, match=rf"Concatenate\(axis {axis}\) cannot join"):
        Concatenate(axis=axis).output_shape(shapes)


def test_the_batch_axis_is_refused() -> None:
    with pytest.raises(SettingError, match="axis 0 is the batch"):
        Concatenate(axis=0)


@pytest.mark.parametrize("normalize", [False, True])
@pytest.mark.parametrize(
    ("axes", "shapes"),
    [
        (1, ((4,), (4,))),
        (-1, ((3, 4), (5, 4))),
        ((1, 2), ((3, 5), (6, 3))),
        ((2, 1), ((3, 4), (4,))),
        ((1, 2), ((4,), (3, 4))),
        ((3, 1), ((2, 3, 4), (4, 5, 6))),
        (-1, ((3, 4), (4,))),
    ],
)
def test_against_keras_of_dot(axes: Any, shapes: Any, normalize: bool) -> None:
    layer, inputs = Dot(axes, normalize), arrays(shapes)
    ours = layer.apply({}, tuple(inputs))
    assert_close(ours, keras_layer(layer)(inputs))
    assert layer.output_shape(shapes) == ours.shape[1:]


@pytest.mark.parametrize("length", [0, 1e-9, 3e-7])
def test_short_vectors_have_as_much_of_a_direction_as_in_keras(length: float) -> None:
    vectors = length * np.ones((2, 3), np.float32), np.ones((2, 3), np.float32)
    layer = Dot(1, normalize=True)
    assert_close(layer.apply({}, vectors), keras_layer(layer)(list(vectors)))


@pytest.mark.parametrize(("axes", "shapes"), [(1, ((4,), (3,))), ((1, 2), ((3, 5), (6, 4)))])
def test_axes_of_different_length_are_refused(axes: Any, shapes: Any) -> None:
    with pytest.raises(ShapeError, match=r"Dot.* cannot join"):
        Dot(axes).output_shape(shapes)


@pytest.mark.parametrize("axes", [0, (0, 1), (1, 2, 3)])
def test_axes_that_are_none_are_refused(axes: Any) -> None:
    with pytest.raises(SettingError, match="axis 0 is the batch"):
        Dot(axes)


def test_no_mask_is_handed_on() -> None:
    inputs = tuple(arrays([(3, 2)] * 2))
    assert Dot(1).forward({}, inputs, mask=(np.ones((5, 3), bool),) * 2).mask is None
