"""Convolution along time against Keras; causal outputs never look ahead."""

from typing import Any

import jax.numpy as jnp
import pytest

from layers.against_keras import assert_finite_differences, assert_same, drawn
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.temporal_convolution import Conv1D


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same", "causal"])
@pytest.mark.parametrize(("strides", "dilation"), [(1, 1), (2, 1), (1, 2)])
def test_against_keras(padding: Any, strides: int, dilation: int, data_format: Any) -> None:
    layer = Conv1D(4, 3, strides, padding, data_format, dilation, activation="relu")
    assert_same(layer, (9, 7))


@pytest.mark.parametrize("filters", [3, 30])
@pytest.mark.parametrize(("size", "shape"), [(1, (5, 2)), (4, (11, 6)), (5, (5, 3))])
def test_shapes_against_keras(size: int, shape: tuple[int, int], filters: int) -> None:
    assert_same(Conv1D(filters, size, use_bias=False), shape)


def test_groups_against_keras() -> None:
    assert_same(Conv1D(6, 3, groups=3, padding="same"), (7, 9))


@pytest.mark.parametrize("activation", ["softmax", "tanh"])
def test_activations_work_on_the_last_axis_as_in_keras(activation: str) -> None:
    assert_same(Conv1D(3, 2, data_format="channels_first", activation=activation), (4, 6))


def test_finite_differences() -> None:
    assert_finite_differences(Conv1D(2, 3, padding="causal", dilation_rate=2), (8, 2))


@pytest.mark.parametrize("dilation", [1, 3])
def test_causal_outputs_never_look_ahead(dilation: int) -> None:
    layer = Conv1D(2, 3, padding="causal", dilation_rate=dilation)
    weights, series = drawn(layer, (12, 2))
    changed = layer.apply(weights, series.at[:, 7:].add(1.0))
    outputs = layer.apply(weights, series)
    assert jnp.array_equal(changed[:, :7], outputs[:, :7])
    assert not jnp.allclose(changed[:, 7], outputs[:, 7])


def test_impossible_settings_are_refused() -> None:
    with pytest.raises(SettingError, match="Conv1D: kernel_size must be a whole number"):
        Conv1D(2, (3, 3))
    with pytest.raises(SettingError, match="7 filters cannot be parted into 2 groups"):
        Conv1D(7, 3, groups=2)
    with pytest.raises(SettingError, match="images of 5 channels cannot be parted into 2"):
        Conv1D(8, 3, groups=2).output_shape((9, 5))
    with pytest.raises(ShapeError, match=r"Conv1D takes inputs of shape \(batch, time, features\)"):
        Conv1D(8, 3).output_shape((9,))
