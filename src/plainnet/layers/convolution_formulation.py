"""Which way of computing a convolution suits its shapes: all the rules in one place.

The answer depends on shapes and backend alone, never on a clock, so that the same program
gives the same bits. The rules were found by measurement on processors with AVX-512.
"""

from math import prod
from typing import Literal

import jax

from plainnet.layers.layer import Shape
from plainnet.layers.tiled_convolution import map_size
from plainnet.layers.window_geometry import Pair

Formulation = Literal["library", "whole_map"] | Pair


def convolution_formulation(image: Shape, kernel: Shape, strides: Pair) -> Formulation:
    """Choose how to convolve one image, already padded."""
    rows, columns = map_size((0, *image), kernel, strides)
    if (rows, columns) == (1, 1):
        return "whole_map"
    if jax.default_backend() != "cpu" or rows * columns * prod(kernel[:3]) > MOST_COPIES:
        return "library"
    if kernel[3] >= WIDE_ENOUGH_FOR_IM2COL:
        return 1, 1
    if rows == 1:
        return 1, 4
    return (2, 4) if kernel[2] <= FEW_CHANNELS and columns >= 16 else (2, 2)


def pooled_tile(formulation: Formulation) -> Pair | None:
    """Give the tile for convolution and 2 x 2 pooling in one, or None to do them apart."""
    is_pooled = not isinstance(formulation, str) and formulation[0] % 2 == 0
    return formulation if is_pooled else None  # type: ignore[return-value]


# A matrix product needs some two dozen columns to fill the vector units. With as many
# filters a single pixel is wide enough, and the zeros of a band only cost.
WIDE_ENOUGH_FOR_IM2COL = 24
FEW_CHANNELS = 4
# Numbers that one image may become when every pixel is copied to all that look at it.
MOST_COPIES = 4_000_000
