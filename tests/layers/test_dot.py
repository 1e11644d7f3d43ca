"""Dot against Keras."""

from typing import Any

import numpy as np
import pytest

from layers.against_keras import assert_close, keras_layer
from layers.test_merging import arrays
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.dot import Dot


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
def test_against_keras(axes: Any, shapes: Any, normalize: bool) -> None:
    layer, inputs = Dot(axes, normalize), arrays(shapes)
    ours = layer.apply({}, tuple(inputs))
    assert_close(ours, keras_layer(layer)(inputs))
    assert layer.output_shape(shapes) == ours.shape[1:]


def test_a_vector_of_zeros_has_no_direction() -> None:
    zeros = np.zeros((2, 3), np.float32)
    assert Dot(1, normalize=True).apply({}, (zeros, zeros)).tolist() == [[0.0], [0.0]]


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
