"""Max pooling against Keras, against loops, and where several pixels are equal."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_finite_differences, assert_same, drawn, pulled_back
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.max_pooling import MaxPooling2D, largest_of_parts
from reference.convolution import pool_slowly

GEOMETRIES = [(2, None), (2, 1), (3, 2), ((2, 3), (3, 2)), ((2, 2), (2, 2)), (1, 2)]


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "strides"), GEOMETRIES)
@pytest.mark.parametrize("size", [(6, 8), (7, 5)])
def test_against_loops(
    window: object, strides: object, padding: str, size: tuple[int, int]
) -> None:
    layer = MaxPooling2D(window, strides, padding)  # type: ignore[arg-type]
    _, maps = drawn(layer, (*size, 3), rows=2)
    expected = pool_slowly(np.asarray(maps, np.float64), *layer.geometry, padding)
    np.testing.assert_array_equal(layer.apply({}, maps), expected.astype(np.float32))
    assert layer.init((0,), (*size, 3)) == ({}, expected.shape[1:])


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "strides"), GEOMETRIES)
def test_against_keras(window: object, strides: object, padding: str) -> None:
    assert_same(MaxPooling2D(window, strides, padding), (7, 5, 3))  # type: ignore[arg-type]


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "strides"), [(2, None), (3, 2)])
def test_ties_against_keras(window: int, strides: int | None, padding: str) -> None:
    levels = np.random.default_rng(0).integers(-2, 1, (3, 9, 7, 4))
    assert_same(MaxPooling2D(window, strides, padding), (9, 7, 4), inputs=levels)  # type: ignore[arg-type]


@pytest.mark.parametrize("window", [2, 3])
def test_of_equal_pixels_the_first_gets_the_gradient(window: int) -> None:
    flat = jnp.ones((1, window, window, 1))
    gradient = jax.grad(lambda maps: MaxPooling2D(window).apply({}, maps).sum())(flat)
    assert gradient.reshape(-1).tolist() == [1.0] + [0.0] * (window**2 - 1)


@pytest.mark.parametrize("levels", [2, 5, 1000])
def test_largest_of_parts_against_the_maximum(levels: int) -> None:
    quarters = np.random.default_rng(levels).integers(0, levels, (6, 4, 30)).astype(np.float32)
    largest, (gradient,) = pulled_back(largest_of_parts, jnp.asarray(quarters))
    assert (largest == quarters.max(1)).all()
    weights = np.random.default_rng(8).normal(size=largest.shape).astype(np.float32)
    expected = np.zeros_like(quarters)
    np.put_along_axis(expected, quarters.argmax(1, keepdims=True), weights[:, None], 1)
    np.testing.assert_array_equal(gradient, expected)


def test_an_even_image_pools_to_itself() -> None:
    even = jnp.full((2, 5, 5, 3), -2.5)
    for padding in ("valid", "same"):
        assert (MaxPooling2D(2, padding=padding).apply({}, even) == -2.5).all()  # type: ignore[arg-type]


@pytest.mark.parametrize("window", [2, 3])
def test_finite_differences(window: int) -> None:
    apart = np.random.default_rng(0).permutation(2 * 6 * 6 * 2).reshape(2, 6, 6, 2)
    assert_finite_differences(MaxPooling2D(window), (6, 6, 2), inputs=apart)


def test_a_window_larger_than_the_map_is_refused() -> None:
    with pytest.raises(ShapeError, match="a window of 4 pixels does not fit on a map of 3"):
        MaxPooling2D(4).output_shape((8, 3, 1))


@pytest.mark.parametrize("settings", [{"pool_size": 0}, {"strides": 1.5}, {"pool_size": (1, 2, 3)}])
def test_impossible_settings_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(SettingError, match="MaxPooling2D: "):
        MaxPooling2D(**settings)  # type: ignore[arg-type]
