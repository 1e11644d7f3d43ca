"""Convolution as one matrix product over tiles of the map.

A processor multiplies matrices far faster than it convolves small maps. Cut the output
into tiles; each tile depends on one patch of the input, and all tiles on it in the same
way: by a banded (Toeplitz) matrix that holds the kernel once for each pixel of a tile.
Larger tiles mean fewer, larger patches, but more zeros in the band.
"""

import jax
import jax.numpy as jnp
import numpy as np
from jax.lax import slice_in_dim

from plainnet.layers.activations import Activation
from plainnet.layers.matrix_product import times_kernel
from plainnet.layers.max_pooling import largest_of_parts
from plainnet.layers.window_geometry import Pair


def convolve_in_tiles(images: jax.Array, kernel: jax.Array, strides: Pair, tile: Pair) -> jax.Array:
    """Convolve without padding, tile by tile.

    Shapes: `images` (batch, height, width, channels), `kernel` (kernel_height, kernel_width,
    channels, filters) -> (batch, rows, columns, filters).
    `strides`: step of the kernel, in pixels.
    """
    rows, columns = map_size(images.shape, kernel.shape, strides)
    patches, (across, down) = patches_of_tiles(images, kernel.shape, strides, tile, rows, columns)
    band = banded_kernel(kernel, strides, tile)  # (patch, tile_rows, tile_columns, filters)
    products = times_kernel(patches, band.reshape(band.shape[0], -1))
    batch, filters = images.shape[0], kernel.shape[-1]
    products = products.reshape(batch, across, down, *tile, filters)
    maps = products.transpose(0, 2, 3, 1, 4, 5)
    maps = maps.reshape(batch, down * tile[0], across * tile[1], filters)
    return maps[:, :rows, :columns]


def convolve_and_pool(
    images: jax.Array,
    kernel: jax.Array,
    bias: jax.Array | None,
    activation: Activation,
    strides: Pair,
    tile: Pair,
) -> jax.Array:
    """Convolve, add the bias, activate and keep the largest of each 2 x 2 window.

    The band's columns are ordered so that the four pixels of a window lie in four
    separate blocks. As the activation is rising and the bias the same for all four, both
    come after the maximum, on a quarter of the numbers.

    Shapes: `images` (batch, height, width, channels), `kernel` (kernel_height, kernel_width,
    channels, filters), `bias` (filters,) -> (batch, rows // 2, columns // 2, filters).
    """
    rows, columns = (size // 2 * 2 for size in map_size(images.shape, kernel.shape, strides))
    patches, (across, down) = patches_of_tiles(images, kernel.shape, strides, tile, rows, columns)
    band = banded_kernel(kernel, strides, tile)
    half, filters = (tile[0] // 2, tile[1] // 2), kernel.shape[-1]
    band = band.reshape(-1, half[0], 2, half[1], 2, filters).transpose(0, 2, 4, 1, 3, 5)
    products = times_kernel(patches, band.reshape(band.shape[0], -1))
    largest = largest_of_parts(products.reshape(products.shape[0], 4, -1))
    batch = images.shape[0]
    maps = largest.reshape(batch, across, down, *half, filters).transpose(0, 2, 3, 1, 4, 5)
    maps = maps.reshape(batch, down * half[0], across * half[1], filters)
    maps = maps[:, : rows // 2, : columns // 2]
    return activation(maps if bias is None else maps + bias)


def map_size(images: tuple[int, ...], kernel: tuple[int, ...], strides: Pair) -> Pair:
    """Count the rows and columns of the output, from the shapes of images and kernel."""
    return (
        (images[1] - kernel[0]) // strides[0] + 1,
        (images[2] - kernel[1]) // strides[1] + 1,
    )


def patches_of_tiles(
    images: jax.Array,
    kernel_shape: tuple[int, ...],
    strides: Pair,
    tile: Pair,
    rows: int,
    columns: int,
) -> tuple[jax.Array, Pair]:
    """Cut out the input of every tile, one column of tiles after another.

    With the pixels of a strip next to each other, whatever its row, every patch is one run of
    whole blocks.

    Shapes: returns `patches` (batch * across * down, patch).
    `patches`: a patch is its rows, each with its pixels, each with its channels.
    """
    down, across = -(-rows // tile[0]), -(-columns // tile[1])
    height, width = (step * size for step, size in zip(strides, tile, strict=True))  # of a block
    heights = (tile[0] - 1) * strides[0] + kernel_shape[0]
    widths = (tile[1] - 1) * strides[1] + kernel_shape[1]
    blocks_down, blocks_across = -(-heights // height), -(-widths // width)
    images = jax.lax.optimization_barrier(images)  # else computed again for every patch
    images = _fit(images, (down + blocks_down - 1) * height, (across + blocks_across - 1) * width)
    batch, total, _, channels = images.shape
    strips = images.reshape(batch, total, -1, width * channels).swapaxes(1, 2)
    strips = _runs(strips, 1, across, blocks_across)[..., : widths * channels]
    strips = strips.reshape(batch, across, total // height, -1)
    patches = _runs(strips, 2, down, blocks_down)[..., : heights * widths * channels]
    return patches.reshape(-1, patches.shape[-1]), (across, down)


def _runs(blocks: jax.Array, axis: int, count: int, length: int) -> jax.Array:
    """Lay `length` blocks side by side, from every one of the first `count` along an axis on."""
    starts = range(length)
    return jnp.concatenate([slice_in_dim(blocks, at, at + count, axis=axis) for at in starts], -1)


def _fit(images: jax.Array, height: int, width: int) -> jax.Array:
    """Crop to the pixels that tiles see, and fill up with zeros those they see beyond."""
    images = images[:, :height, :width]
    missing = height - images.shape[1], width - images.shape[2]
    if missing == (0, 0):
        return images
    return jnp.pad(images, ((0, 0), (0, missing[0]), (0, missing[1]), (0, 0)))


def banded_kernel(kernel: jax.Array, strides: Pair, tile: Pair) -> jax.Array:
    """Write the kernel once for each pixel of a tile.

    Shapes: returns (patch, tile_rows, tile_columns, filters).
    """
    down = _places(tile[0], kernel.shape[0], strides[0])  # (patch_rows, tile_rows, kernel_rows)
    across = _places(tile[1], kernel.shape[1], strides[1])
    band = jnp.einsum("Xxl,klio->kXixo", across, kernel)
    band = jnp.einsum("Yyk,kXixo->YXiyxo", down, band)
    return band.reshape(-1, *tile, kernel.shape[-1])


def _places(tile: int, kernel: int, stride: int) -> jax.Array:
    """Mark, for each pixel of a tile, where the kernel's rows lie in the patch."""
    places = np.zeros(((tile - 1) * stride + kernel, tile, kernel), np.float32)
    for pixel in range(tile):
        for row in range(kernel):
            places[pixel * stride + row, pixel, row] = 1
    return jnp.asarray(places)
