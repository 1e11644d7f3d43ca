"""Transposed convolution against Keras, and as the way back of a convolution."""

from typing import Any

import jax
import pytest

from layers.against_keras import assert_close, assert_same, drawn
from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.transposed_convolution import Conv2DTranspose


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(
    ("size", "strides", "further", "dilation"),
    [
        (3, 1, None, 1),
        (3, 2, None, 1),
        ((2, 4), (3, 2), None, 1),
        (3, 2, 1, 1),
        (4, 3, (2, 0), 1),
        (3, 1, None, 2),
        (1, 2, None, 1),
    ],
)
def test_against_keras(size: Any, strides: Any, further: Any, dilation: Any, padding: Any) -> None:
    layer = Conv2DTranspose(3, size, strides, padding, further, dilation_rate=dilation)
    assert_same(layer, (4, 3, 2))


def test_channels_first_against_keras() -> None:
    layer = Conv2DTranspose(3, 3, 2, "same", data_format="channels_first", activation="tanh")
    assert_same(layer, (2, 4, 3))


def test_it_is_the_way_back_of_a_convolution() -> None:
    there, back = Conv2D(3, 3, 2, use_bias=False), Conv2DTranspose(2, 3, 2, use_bias=False)
    weights, images = drawn(there, (9, 7, 2))
    maps, pull = jax.vjp(lambda images: there.apply(weights, images), images)
    assert_close(back.apply(weights, maps), pull(maps)[0])


@pytest.mark.parametrize("further", [2, -1, (0, 1, 1), (0.5, 0)])
def test_further_pixels_without_sense_are_refused(further: Any) -> None:
    with pytest.raises(SettingError, match="output_padding must be whole numbers from 0"):
        Conv2DTranspose(3, 3, 2, output_padding=further)


def test_multiplications_are_those_of_every_stamp() -> None:
    assert Conv2DTranspose(8, 3, 2).multiplications((5, 4, 2)) == 20 * 9 * 2 * 8
