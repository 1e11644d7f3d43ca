"""Padding and number of windows against counting them one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.flatten import Flatten
from plainnet.layers.window_geometry import output_size, padding_of
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


def test_unknown_padding_is_refused() -> None:
    with pytest.raises(SettingError, match='must be "valid" or "same", not \'full\''):
        padding_of(10, 3, 1, "full")
