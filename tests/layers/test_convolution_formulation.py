"""Dilated and grouped convolution against XLA's own."""

from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.against_keras import QUICK_TO_COMPILE, assert_close, pulled_back
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.convolution_formulation import (
    FEW_CHANNELS,
    WIDE_ENOUGH_FOR_IM2COL,
    banded_kernel,
    convolution_formulation,
    convolve_and_pool,
    convolve_by_taps,
    convolve_each_channel,
    convolve_in_tiles,
    map_size,
    patches_of_tiles,
    pooled_tile,
    shifted_images,
)
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.window_geometry import Pair


@pytest.mark.parametrize("dilation", [(1, 1), (2, 3)])
@pytest.mark.parametrize("strides", [(1, 1), (2, 1)])
@pytest.mark.parametrize("groups", [1, 2, 4])
def test_against_the_library(strides: Any, dilation: Any, groups: int) -> None:
    random = np.random.default_rng(0)
    images = jnp.asarray(random.normal(size=(2, 9, 8, 4)), jnp.float32)
    kernel = jnp.asarray(random.normal(size=(3, 2, 4 // groups, 8)), jnp.float32)

    def ours(images: jax.Array, kernel: jax.Array) -> jax.Array:
        return convolve_by_taps(images, kernel, strides, dilation, groups)

    def library(images: jax.Array, kernel: jax.Array) -> jax.Array:
        return jax.lax.conv_general_dilated(
            images,
            kernel,
            strides,
            "VALID",
            rhs_dilation=dilation,
            dimension_numbers=("NHWC", "HWIO", "NHWC"),
            feature_group_count=groups,
        )

    expected = pulled_back(library, images, kernel)
    jax.tree.map(assert_close, pulled_back(ours, images, kernel), expected)


def test_every_tap_sees_its_own_shift() -> None:
    line = jnp.arange(7.0).reshape(1, 1, 7, 1)
    shifted = shifted_images(line, (1, 3), (1, 2), (1, 2))
    assert [part.reshape(-1).tolist() for part in shifted] == [[0, 2], [2, 4], [4, 6]]


@pytest.mark.parametrize("multiplier", [1, 2])
def test_every_channel_on_its_own_is_as_many_groups(multiplier: int) -> None:
    random = np.random.default_rng(0)
    images = jnp.asarray(random.normal(size=(2, 6, 7, 4)), jnp.float32)
    kernel = jnp.asarray(random.normal(size=(3, 2, 4, multiplier)), jnp.float32)
    grouped = kernel.reshape(3, 2, 1, 4 * multiplier)
    expected = convolve_by_taps(images, grouped, (1, 2), (2, 1), groups=4)
    assert_close(convolve_each_channel(images, kernel, (1, 2), (2, 1)), expected)


TILES = [(1, 1), (2, 4), (3, 2)]
SHAPES = [  # (height, width, channels), (rows, columns, filters), strides
    ((9, 11, 1), (3, 3, 2), (1, 1)),
    ((8, 13, 3), (5, 2, 6), (1, 1)),
    ((11, 10, 2), (3, 4, 3), (2, 2)),
    ((10, 12, 2), (2, 3, 3), (2, 3)),
    ((5, 6, 8), (1, 1, 4), (1, 1)),
    ((6, 7, 2), (2, 2, 3), (3, 2)),
]


def library(images: jax.Array, kernel: jax.Array, strides: tuple[int, int]) -> jax.Array:
    """Convolve as XLA does."""
    return jax.lax.conv_general_dilated(
        images, kernel, strides, "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )


def images_and_kernel(image: Any, kernel: Any, rows: int = 2) -> tuple[jax.Array, jax.Array]:
    """Draw images and a kernel."""
    random = np.random.default_rng(5)
    *size, filters = kernel
    return (
        jnp.asarray(random.normal(size=(rows, *image)), jnp.float32),
        jnp.asarray(0.4 * random.normal(size=(*size, image[2], filters)), jnp.float32),
    )


@lru_cache
def pulled_back_by_library(image: Any, kernel: Any, strides: Any) -> Any:
    """Give XLA's outputs and gradients."""
    arrays = images_and_kernel(image, kernel)
    return pulled_back(lambda i, k: library(i, k, strides), *arrays)


@pytest.mark.parametrize("tile", TILES)
@pytest.mark.parametrize(("image", "kernel", "strides"), SHAPES)
def test_tiles_against_the_library(image: Any, kernel: Any, strides: Any, tile: Any) -> None:
    arrays = images_and_kernel(image, kernel)
    outputs, gradients = pulled_back(lambda i, k: convolve_in_tiles(i, k, strides, tile), *arrays)
    expected, theirs = pulled_back_by_library(image, kernel, strides)
    assert (
        outputs.shape == expected.shape == (2, *map_size((2, *image), kernel, strides), kernel[2])
    )
    assert_close(outputs, expected)
    for ours, reference in zip(gradients, theirs, strict=True):
        assert_close(ours, reference)


@pytest.mark.parametrize(("tile", "activation"), [((2, 2), "relu"), ((2, 4), "tanh")])
@pytest.mark.parametrize(("image", "kernel", "strides"), SHAPES[:3])
def test_pooling_within_against_pooling_after(
    image: Any, kernel: Any, strides: Any, tile: Any, activation: str
) -> None:
    images, weights = images_and_kernel(image, kernel)
    bias = jnp.linspace(-0.5, 0.5, kernel[2])
    function = ACTIVATIONS[activation]

    def within(images: Any, weights: Any, bias: Any) -> jax.Array:
        return convolve_and_pool(images, weights, bias, function, strides, tile)

    def after(images: Any, weights: Any, bias: Any) -> jax.Array:
        maps = function(library(images, weights, strides) + bias)
        return MaxPooling2D(2).apply({}, maps)

    outputs, gradients = pulled_back(within, images, weights, bias)
    expected, theirs = pulled_back(after, images, weights, bias)
    assert_close(outputs, expected)
    for ours, reference in zip(gradients, theirs, strict=True):
        assert_close(ours, reference)


def test_without_bias() -> None:
    images, kernel = images_and_kernel((7, 7, 2), (2, 2, 3))
    line = ACTIVATIONS["linear"]
    np.testing.assert_array_equal(
        convolve_and_pool(images, kernel, None, line, (1, 1), (2, 2)),
        convolve_and_pool(images, kernel, jnp.zeros(3), line, (1, 1), (2, 2)),
    )


@given(
    size=st.tuples(st.integers(3, 14), st.integers(3, 14)),
    window=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    strides=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    tile=st.tuples(st.integers(1, 4), st.integers(1, 5)),
)
@settings(max_examples=8, deadline=None, derandomize=True)
def test_any_geometry_against_the_library(size: Any, window: Any, strides: Any, tile: Any) -> None:
    images, kernel = images_and_kernel((*size, 2), (*window, 3), rows=1)
    convolve = jax.jit(lambda i, k: convolve_in_tiles(i, k, strides, tile))
    ours = convolve.lower(images, kernel).compile(QUICK_TO_COMPILE)(images, kernel)
    assert_close(ours, library(images, kernel, strides))


STRIDES = [(1, 1), (2, 1), (1, 3)]
SEEN_BY_TILES = [  # every pair of tile, kernel and strides
    (STRIDES[(row + column) % 3], tile, kernel)
    for row, tile in enumerate([(1, 1), (2, 2), (2, 3), (4, 2)])
    for column, kernel in enumerate([(1, 1), (2, 3), (5, 5)])
]


@pytest.mark.parametrize(("strides", "tile", "kernel"), SEEN_BY_TILES)
def test_patches_are_what_each_tile_sees(strides: Pair, tile: Pair, kernel: Pair) -> None:
    images = np.random.default_rng(0).normal(size=(2, 9, 11, 2)).astype(np.float32)
    rows, columns = map_size(images.shape, (*kernel, 2, 1), strides)
    patches, tiles = patches_of_tiles(
        jnp.asarray(images), (*kernel, 2, 1), strides, tile, rows, columns
    )
    across, down = -(-columns // tile[1]), -(-rows // tile[0])
    assert tiles == (across, down)
    beyond = np.pad(images, ((0, 0), (0, 30), (0, 30), (0, 0)))  # a tile sees zeros there
    height, width = ((tile[at] - 1) * strides[at] + kernel[at] for at in (0, 1))
    seen = [
        image[top : top + height, left : left + width].ravel()
        for image in beyond
        for left in range(0, across * tile[1] * strides[1], tile[1] * strides[1])
        for top in range(0, down * tile[0] * strides[0], tile[0] * strides[0])
    ]
    np.testing.assert_array_equal(patches, seen)


def test_the_band_holds_the_kernel_once_for_each_pixel() -> None:
    kernel = jnp.arange(1.0, 5.0).reshape(2, 2, 1, 1)
    band = banded_kernel(kernel, (1, 1), (1, 2))[:, 0, :, 0]  # (patch, tile_columns)
    assert band.T.tolist() == [[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]]


on_a_processor = pytest.mark.skipif(
    jax.default_backend() != "cpu", reason="the tiles are for processors"
)


KERNEL_ROWS = 5


@on_a_processor
@pytest.mark.parametrize(
    ("columns", "channels", "filters", "strides", "expected"),
    [
        (1, 16, 120, (1, 1), "whole_map"),
        (1, 3, 8, (2, 2), "whole_map"),
        (2, 16, WIDE_ENOUGH_FOR_IM2COL, (1, 1), (1, 1)),
        (16, 1, WIDE_ENOUGH_FOR_IM2COL, (1, 1), (1, 1)),
        (16, FEW_CHANNELS, WIDE_ENOUGH_FOR_IM2COL - 1, (1, 1), (2, 4)),
        (16, FEW_CHANNELS, WIDE_ENOUGH_FOR_IM2COL - 1, (2, 2), (2, 4)),
        (15, FEW_CHANNELS, WIDE_ENOUGH_FOR_IM2COL - 1, (1, 1), (2, 2)),
        (16, FEW_CHANNELS + 1, WIDE_ENOUGH_FOR_IM2COL - 1, (1, 1), (2, 2)),
    ],
)
def test_switches(
    columns: int, channels: int, filters: int, strides: tuple[int, int], expected: object
) -> None:
    size = [(columns - 1) * stride + KERNEL_ROWS for stride in strides]
    image = size[0], size[1], channels
    kernel = KERNEL_ROWS, KERNEL_ROWS, channels, filters
    assert convolution_formulation(image, kernel, strides) == expected


@on_a_processor
def test_series_are_cut_into_tiles_one_row_high() -> None:
    assert convolution_formulation((1, 50, 3), (1, 3, 3, 8), (1, 1)) == (1, 4)
    assert convolution_formulation((1, 50, 3), (1, 3, 3, 64), (1, 1)) == (1, 1)


@on_a_processor
def test_large_maps_are_copied_one_by_one_and_huge_ones_left_to_the_library() -> None:
    assert convolution_formulation((226, 226, 3), (3, 3, 3, 64), (1, 1)) == (1, 1)
    assert convolution_formulation((226, 226, 64), (3, 3, 64, 64), (1, 1)) == "one_by_one"
    assert convolution_formulation((1026, 1026, 64), (3, 3, 64, 64), (1, 1)) == "library"


def test_a_pooled_tile_is_even_or_none() -> None:
    for formulation in ("library", "whole_map", (1, 1), (1, 4)):
        assert pooled_tile(formulation) is None  # type: ignore[arg-type]
    assert pooled_tile((2, 2)) == (2, 2)
    assert pooled_tile((2, 4)) == (2, 4)
