"""The rules that choose how to convolve, on both sides of every switch."""

import jax
import pytest

from plainnet.layers.convolution_formulation import (
    FEW_CHANNELS,
    WIDE_ENOUGH_FOR_IM2COL,
    convolution_formulation,
    pooled_tile,
)

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
def test_maps_too_large_for_copies_are_left_to_the_library() -> None:
    assert convolution_formulation((226, 226, 3), (3, 3, 3, 64), (1, 1)) == (1, 1)
    assert convolution_formulation((226, 226, 64), (3, 3, 64, 64), (1, 1)) == "library"


def test_a_pooled_tile_is_even_or_none() -> None:
    for formulation in ("library", "whole_map", (1, 1), (1, 4)):
        assert pooled_tile(formulation) is None  # type: ignore[arg-type]
    assert pooled_tile((2, 2)) == (2, 2)
    assert pooled_tile((2, 4)) == (2, 4)
