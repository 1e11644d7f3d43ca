"""Holes filled with what was known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from plainnet.data.carrying_forward import carry_forward


@given(arrays(np.float64, (9, 2), elements=st.sampled_from([1.0, 2.0, np.nan])))
def test_every_hole_takes_the_value_above_it(values: np.ndarray) -> None:
    filled = carry_forward(values)
    for column in range(2):
        last = np.nan
        for row in range(9):
            last = last if np.isnan(values[row, column]) else values[row, column]
            np.testing.assert_equal(filled[row, column], last)
