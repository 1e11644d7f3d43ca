"""Average pooling against Keras."""

from typing import Any

import jax.numpy as jnp
import pytest

from layers.against_keras import assert_finite_differences, assert_same
from plainnet.layers.average_pooling import AveragePooling1D, AveragePooling2D

GEOMETRIES = [(2, None), (2, 1), (3, 2), ((2, 3), (3, 2))]


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "strides"), GEOMETRIES)
def test_images_against_keras(window: Any, strides: Any, padding: Any, data_format: Any) -> None:
    assert_same(AveragePooling2D(window, strides, padding, data_format), (7, 5, 6))


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "strides"), [(2, None), (3, 2)])
def test_series_against_keras(window: Any, strides: Any, padding: Any, data_format: Any) -> None:
    assert_same(AveragePooling1D(window, strides, padding, data_format), (7, 5))


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_an_even_image_pools_to_itself(padding: Any) -> None:
    even = jnp.full((2, 5, 5, 3), -2.5)
    assert (AveragePooling2D(2, 1, padding).apply({}, even) == -2.5).all()


@pytest.mark.parametrize("strides", [1, 2])
def test_finite_differences(strides: int) -> None:
    assert_finite_differences(AveragePooling2D(2, strides, "same"), (5, 5, 2))
