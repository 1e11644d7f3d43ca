"""Windows that touch, cut out of maps."""

import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.layers.max_pooling import MaxPooling1D, MaxPooling2D
from plainnet.layers.window_pooling import split_windows


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
