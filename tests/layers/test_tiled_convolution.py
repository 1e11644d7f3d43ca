"""Convolution in tiles against XLA's own, for every tile."""

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
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.layers.tiled_convolution import (
    banded_kernel,
    convolve_and_pool,
    convolve_in_tiles,
    map_size,
    patches_of_tiles,
)
from plainnet.layers.window_geometry import Pair

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


@pytest.mark.parametrize("strides", [(1, 1), (2, 1), (1, 3)])
@pytest.mark.parametrize("tile", [(1, 1), (2, 2), (2, 3), (4, 2)])
@pytest.mark.parametrize("kernel", [(1, 1), (2, 3), (5, 5)])
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
