"""Convolution of every channel on its own against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_close, assert_same
from plainnet.layers.depthwise_convolution import DepthwiseConv2D, SeparableConv2D, Windows
from plainnet.layers.regularizers import L1, NonNeg
from plainnet.layers.reshaping import Flatten


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(
    ("strides", "multiplier", "dilation"), [(1, 1, 1), (2, 2, 1), (1, 3, (1, 2))]
)
def test_against_keras(
    strides: Any, multiplier: int, dilation: Any, padding: Any, data_format: Any
) -> None:
    layer = DepthwiseConv2D((3, 2), strides, padding, multiplier, data_format, dilation, "tanh")
    assert_same(layer, (7, 6, 5))


def test_without_bias_against_keras() -> None:
    assert_same(DepthwiseConv2D(2, use_bias=False), (4, 4, 3))


def test_rules_of_the_kernel_are_those_for_depth() -> None:
    layer = DepthwiseConv2D(
        2, depthwise_initializer="ones", depthwise_regularizer=L1(1), depthwise_constraint=NonNeg()
    )
    weights, _ = layer.init((0,), (4, 4, 3))
    assert_close(layer.penalty(weights), 12.0)
    assert (layer.constrained({"kernel": -weights["kernel"]})["kernel"] == 0).all()


def test_places_of_windows() -> None:
    assert Windows((3, 2), (2, 1), (1, 2), "valid").places(Flatten(), (7, 6)) == (3, 4)


def test_multiplications_are_those_of_every_channel() -> None:
    assert DepthwiseConv2D(3, depth_multiplier=2).multiplications((5, 5, 4)) == 9 * 9 * 4 * 2


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("strides", "dilation", "multiplier"), [(1, 1, 1), (2, 1, 2), (1, 2, 1)])
def test_against_keras_of_separable_convolution(
    strides: Any, dilation: Any, multiplier: int, padding: Any, data_format: Any
) -> None:
    layer = SeparableConv2D(4, (3, 2), strides, padding, data_format, dilation, multiplier, "relu")
    assert_same(layer, (7, 6, 5))


def test_both_steps_are_counted() -> None:
    layer = SeparableConv2D(8, 3)
    assert layer.multiplications((5, 5, 4)) == 9 * (9 * 4 + 4 * 8)
