"""Convolution as one matrix product over all that each place looks at.

A tap is one number of the kernel in height and width. For each tap the image is shifted,
and the shifted images are laid side by side; so holes in the kernel cost nothing.
"""

import jax
import jax.numpy as jnp

from plainnet.layers.matrix_product import times_kernel
from plainnet.layers.window_geometry import Pair, reach


def convolve_by_taps(
    images: jax.Array, kernel: jax.Array, strides: Pair, dilation: Pair, groups: int = 1
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
    images: jax.Array, taps: tuple[int, ...], strides: Pair, dilation: Pair
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
