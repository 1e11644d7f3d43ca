"""Windows that touch, cut out of maps."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import (
    assert_close,
    assert_finite_differences,
    assert_same,
    drawn,
    pulled_back,
)
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    AveragePooling3D,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalAveragePooling3D,
    GlobalMaxPooling3D,
    MaxPooling1D,
    MaxPooling2D,
    MaxPooling3D,
    largest_of_parts,
    split_windows,
)
from reference.convolution import pool_slowly


@pytest.mark.parametrize("window", [(1, 1), (2, 3), (3, 2)])
def test_every_window_is_there_with_all_its_pixels(window: tuple[int, int]) -> None:
    maps = np.random.default_rng(0).normal(size=(2, 7, 8, 3))
    parts = np.asarray(split_windows(jnp.asarray(maps), window))
    for row in range(7 // window[0]):
        for column in range(8 // window[1]):
            top, left = row * window[0], column * window[1]
            cut = maps[:, top : top + window[0], left : left + window[1]]
            expected = cut.reshape(2, -1, 3).astype(np.float32)
            np.testing.assert_array_equal(parts[:, :, row, column], expected)


def test_strides_are_the_window_unless_given() -> None:
    assert MaxPooling2D((3, 2)).geometry == ((3, 2), (3, 2))
    assert MaxPooling2D(3, 1).geometry == ((3, 3), (1, 1))
    assert MaxPooling1D(3).geometry == ((1, 3), (1, 3))


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


GEOMETRIES_OF_AVERAGE_POOLING = [(2, None), (2, 1), (3, 2), ((2, 3), (3, 2))]


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "strides"), GEOMETRIES_OF_AVERAGE_POOLING)
def test_images_against_keras(window: Any, strides: Any, padding: Any, data_format: Any) -> None:
    assert_same(AveragePooling2D(window, strides, padding, data_format), (7, 5, 6))


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "strides"), [(2, None), (3, 2)])
def test_series_against_keras(window: Any, strides: Any, padding: Any, data_format: Any) -> None:
    assert_same(AveragePooling1D(window, strides, padding, data_format), (7, 5))


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_an_even_image_pools_to_itself_of_average_pooling(padding: Any) -> None:
    even = jnp.full((2, 5, 5, 3), -2.5)
    assert (AveragePooling2D(2, 1, padding).apply({}, even) == -2.5).all()


@pytest.mark.parametrize("strides", [1, 2])
def test_finite_differences_of_average_pooling(strides: int) -> None:
    assert_finite_differences(AveragePooling2D(2, strides, "same"), (5, 5, 2))


KINDS = [name for name in LAYERS if name.startswith("Global")]


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("kind", KINDS)
def test_against_keras_of_global_pooling(kind: str, data_format: Any, keepdims: bool) -> None:
    shape = (5, 4, 3, 2)[: 1 + int(kind[-2])]
    assert_same(LAYERS[kind](data_format, keepdims), shape)  # type: ignore[call-arg]


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
def test_masked_times_against_keras(data_format: Any, keepdims: bool) -> None:
    layer = GlobalAveragePooling1D(data_format, keepdims)
    shape = (6, 4) if data_format == "channels_last" else (4, 6)
    _, inputs = drawn(layer, shape)
    mask = jnp.asarray([[True] * 6, [False, True] * 3, [True] + [False] * 5])
    reference = keras.layers.GlobalAveragePooling1D(data_format, keepdims)
    ours = layer.forward({}, inputs, mask=mask)
    assert ours.mask is None
    assert_close(ours.outputs, reference(inputs, mask=mask))


def test_an_example_without_any_time_has_no_mean_as_in_keras() -> None:
    outputs = GlobalAveragePooling1D().apply({}, jnp.ones((1, 3, 2)), mask=jnp.zeros((1, 3), bool))
    assert np.isnan(outputs).all()


def test_finite_differences_of_global_pooling() -> None:
    assert_finite_differences(GlobalAveragePooling2D(), (3, 2, 2))


@pytest.mark.parametrize(
    "layer",
    [
        MaxPooling3D(),
        MaxPooling3D(3, 1, "same", "channels_first"),
        AveragePooling3D(),
        AveragePooling3D((3, 2, 2), 2, "same"),
        GlobalMaxPooling3D(),
        GlobalAveragePooling3D(keepdims=True),
    ],
    ids=str,
)
def test_volumes_against_keras(layer: Any) -> None:
    assert_same(layer, (4, 6, 5, 7))
