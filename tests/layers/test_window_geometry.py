"""Padding and number of windows against counting them one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.flatten import Flatten
from plainnet.layers.max_pooling import MaxPooling1D
from plainnet.layers.window_geometry import (
    output_size,
    padding_of,
    reach,
    settle_padding,
    settle_sizes,
)
from reference.convolution import pad_slowly, places

sizes = st.integers(1, 40)


@given(
    size=sizes, window=sizes, stride=st.integers(1, 7), padding=st.sampled_from(["valid", "same"])
)
@settings(max_examples=200, deadline=None)
def test_windows_are_counted_right(size: int, window: int, stride: int, padding: str) -> None:
    line = np.zeros((1, size, 1, 1))
    padded = pad_slowly(line, (window, 1), (stride, 1), padding, 0.0)
    assert sum(padding_of(size, window, stride, padding)) == padded.shape[1] - size
    count = places(padded, (window, 1), (stride, 1))[0]
    if count == 0:
        with pytest.raises(ShapeError, match="does not fit"):
            output_size(Flatten(), size, window, stride, padding)
    else:
        assert output_size(Flatten(), size, window, stride, padding) == count


def test_an_odd_pixel_goes_after_the_line() -> None:
    assert padding_of(10, 4, 1, "same") == (1, 2)


@pytest.mark.parametrize("further", [(), ("causal",)])
def test_unknown_padding_is_refused(further: tuple[str, ...]) -> None:
    for padding in ("valid", "SAME", *further):
        settle_padding(MaxPooling1D(), padding, *further)
    for padding in ("full", "causal", None):
        if padding not in further:
            with pytest.raises(SettingError, match='must be "valid" or "same", not'):
                settle_padding(MaxPooling1D(), padding, *further)  # type: ignore[arg-type]


def test_causal_windows_never_look_ahead() -> None:
    assert padding_of(10, 3, 1, "causal") == (2, 0)
    assert [output_size(Flatten(), 10, 3, step, "causal") for step in (1, 2, 3)] == [10, 5, 4]


@pytest.mark.parametrize(("window", "dilation", "seen"), [(1, 5, 1), (3, 1, 3), (3, 4, 9)])
def test_reach_of_dilated_windows(window: int, dilation: int, seen: int) -> None:
    assert reach(window, dilation) == seen


@pytest.mark.parametrize(
    ("rank", "given", "settled"),
    [(1, 3, (3,)), (1, [3], (3,)), (2, 3, (3, 3)), (2, [3, 2], (3, 2))],
)
def test_sizes_are_written_for_each_axis(rank: int, given: object, settled: object) -> None:
    layer = MaxPooling1D(2)
    object.__setattr__(layer, "pool_size", given)
    settle_sizes(layer, rank, "pool_size")
    assert layer.pool_size == settled


@pytest.mark.parametrize(
    ("rank", "given"), [(1, (3, 3)), (1, 0), (1, ()), (2, (3,)), (2, (3, 0)), (2, "3")]
)
def test_sizes_without_sense_are_refused(rank: int, given: object) -> None:
    layer = MaxPooling1D(2)
    object.__setattr__(layer, "pool_size", given)
    with pytest.raises(SettingError, match="MaxPooling1D: pool_size must be"):
        settle_sizes(layer, rank, "pool_size")
