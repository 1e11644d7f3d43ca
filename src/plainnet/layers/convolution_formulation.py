"""Which way of computing a convolution suits its shapes: all the rules in one place.

The answer depends on shapes and backend alone, never on a clock, so that the same program
gives the same bits. The rules were found by measurement on processors with AVX-512.
"""

from collections.abc import Callable
from math import prod
from typing import Literal

import jax
import jax.numpy as jnp
import numpy as np
from jax.lax import slice_in_dim

from plainnet.layers.activations import Activation
from plainnet.layers.dense import times_kernel
from plainnet.layers.layer import Shape
from plainnet.layers.pooling import largest_of_parts
from plainnet.layers.window_geometry import Pair, reach


def convolve_by_taps(
    images: jax.Array,
    kernel: jax.Array,
    strides: tuple[int, ...],
    dilation: tuple[int, ...],
    groups: int = 1,
) -> jax.Array:
    """Convolve without padding.

    Shapes: `images` (batch, height, width, channels), `kernel` (kernel_height, kernel_width,
    channels // groups, filters) -> (batch, rows, columns, filters).
    `strides`: step of the kernel, in pixels.
    `dilation`: distance of the taps, in pixels.

    Yu and Koltun (2016), "Multi-scale context aggregation by dilated convolutions", ICLR.

    >>> convolve_by_taps(jnp.ones((1, 7, 7, 2)), jnp.ones((3, 3, 2, 4)), (1, 1), (2, 2)).shape
    (1, 3, 3, 4)
    """
    patches = jnp.stack(shifted_images(images, kernel.shape[:2], strides, dilation), 3)
    batch, rows, columns, taps, channels = patches.shape
    filters = kernel.shape[3]
    if groups == 1:
        flat = patches.reshape(batch, rows, columns, taps * channels)
        return times_kernel(flat, kernel.reshape(taps * channels, filters))
    parted = patches.reshape(batch, rows, columns, taps, groups, channels // groups)
    kernels = kernel.reshape(taps, channels // groups, groups, filters // groups)
    maps = jnp.einsum("brctgi,tigf->brcgf", parted, kernels)
    return maps.reshape(batch, rows, columns, filters)


def convolve_volumes(
    volumes: jax.Array,
    kernel: jax.Array,
    strides: tuple[int, ...],
    dilation: tuple[int, ...],
    groups: int = 1,
) -> jax.Array:
    """Convolve volumes without padding: the frames that each frame of the kernel sees, summed up.

    Shapes: `volumes` (batch, depth, height, width, channels), `kernel` (kernel_depth,
    kernel_height, kernel_width, channels // groups, filters) -> (batch, frames, rows, columns,
    filters).
    `strides` and `dilation`: step of the kernel and distance of its taps, along each axis.

    >>> volumes, kernel = jnp.ones((2, 6, 7, 7, 3)), jnp.ones((3, 2, 2, 3, 4))
    >>> convolve_volumes(volumes, kernel, (1, 1, 1), (1, 1, 1)).shape
    (2, 4, 6, 6, 4)
    """
    unseen = reach(kernel.shape[0], dilation[0]) - 1
    maps = []
    for tap, start in enumerate(range(0, unseen + 1, dilation[0])):
        frames = volumes[:, start : volumes.shape[1] - unseen + start : strides[0]]
        images = frames.reshape(-1, *frames.shape[2:])
        seen = convolve_by_taps(images, kernel[tap], strides[1:], dilation[1:], groups)
        maps.append(seen.reshape(*frames.shape[:2], *seen.shape[1:]))
    return jnp.asarray(sum(maps))


def one_by_one(convolve: Callable[[jax.Array], jax.Array], batch: jax.Array) -> jax.Array:
    """Convolve one example of a batch after the other, so that only its copies are in memory.

    They are made again on the way back: those of all examples never meet.
    """
    alone = jax.checkpoint(lambda example: convolve(example[None])[0])
    return jnp.asarray(jax.lax.map(alone, batch))


def convolve_each_channel(
    images: jax.Array, kernel: jax.Array, strides: Pair, dilation: Pair
) -> jax.Array:
    """Convolve every channel on its own, without padding.

    Shapes: `images` (batch, height, width, channels), `kernel` (kernel_height, kernel_width,
    channels, multiplier) -> (batch, rows, columns, channels * multiplier).
    `strides` and `dilation`: step of the kernel and distance of the taps, in pixels.
    """
    taps = kernel.reshape(-1, *kernel.shape[2:])
    shifted = shifted_images(images, kernel.shape[:2], strides, dilation)
    maps = sum(image[..., None] * tap for image, tap in zip(shifted, taps, strict=True))
    return jnp.asarray(maps).reshape(*shifted[0].shape[:3], -1)


def shifted_images(
    images: jax.Array, taps: tuple[int, ...], strides: tuple[int, ...], dilation: tuple[int, ...]
) -> list[jax.Array]:
    """Cut out what each tap of a kernel sees at every place, row of the kernel by row."""
    height, width = images.shape[1:3]
    last = tuple(reach(taps[axis], dilation[axis]) - 1 for axis in (0, 1))
    return [
        images[
            :,
            row * dilation[0] : height - last[0] + row * dilation[0] : strides[0],
            column * dilation[1] : width - last[1] + column * dilation[1] : strides[1],
        ]
        for row in range(taps[0])
        for column in range(taps[1])
    ]


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


Formulation = Literal["library", "whole_map", "one_by_one"] | Pair


def convolution_formulation(image: Shape, kernel: Shape, strides: Pair) -> Formulation:
    """Choose how to convolve one image, already padded."""
    rows, columns = map_size((0, *image), kernel, strides)
    if (rows, columns) == (1, 1):
        return "whole_map"
    if copied := formulation_of_copies(rows * columns * prod(kernel[:3])):
        return copied
    if kernel[3] >= WIDE_ENOUGH_FOR_IM2COL:
        return 1, 1
    if rows == 1:
        return 1, 4
    return (2, 4) if kernel[2] <= FEW_CHANNELS and columns >= 16 else (2, 2)


def formulation_of_copies(copies: int) -> Literal["library", "one_by_one"] | None:
    """Choose by the numbers that one example becomes; None where a batch may be copied at once."""
    if jax.default_backend() != "cpu" or copies > MOST_COPIES_AT_ONCE:
        return "library"
    return "one_by_one" if copies > MOST_COPIES else None


def pooled_tile(formulation: Formulation) -> Pair | None:
    """Return the tile for convolution and 2 x 2 pooling in one, or None to do them apart."""
    is_pooled = not isinstance(formulation, str) and formulation[0] % 2 == 0
    return formulation if is_pooled else None  # type: ignore[return-value]


# A matrix product needs some two dozen columns to fill the vector units. With as many
# filters a single pixel is wide enough, and the zeros of a band only cost.
WIDE_ENOUGH_FOR_IM2COL = 24
FEW_CHANNELS = 4
# Numbers that one image may become when every pixel is copied to all that look at it: beside
# those of the other images of a batch, and alone. Within a compiled run XLA's own convolution
# takes some fifty times as long.
MOST_COPIES = 4_000_000
MOST_COPIES_AT_ONCE = 100_000_000
