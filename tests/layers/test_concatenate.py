"""Concatenate against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_close, keras_layer
from layers.test_merging import arrays
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.concatenate import Concatenate


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
