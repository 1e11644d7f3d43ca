"""Convolution in two steps against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.layers.separable_convolution import SeparableConv2D


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("strides", "dilation", "multiplier"), [(1, 1, 1), (2, 1, 2), (1, 2, 1)])
def test_against_keras(
    strides: Any, dilation: Any, multiplier: int, padding: Any, data_format: Any
) -> None:
    layer = SeparableConv2D(4, (3, 2), strides, padding, data_format, dilation, multiplier, "relu")
    assert_same(layer, (7, 6, 5))


def test_both_steps_are_counted() -> None:
    layer = SeparableConv2D(8, 3)
    assert layer.multiplications((5, 5, 4)) == 9 * (9 * 4 + 4 * 8)
