"""Windows cut from a series."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainnet.data.sliding_windows import slide, slide_ahead
from plainnet.errors import DataError, SettingError, ShapeError


@given(st.integers(1, 40), st.integers(1, 3), st.integers(1, 8), st.integers(1, 5))
def test_each_window_ends_horizon_steps_before_its_target(
    rows: int, columns: int, window: int, horizon: int
) -> None:
    values = np.arange(rows * columns, dtype=np.float64).reshape(rows, columns)
    if rows < window + horizon:
        with pytest.raises(DataError, match=f"at least {window + horizon}"):
            slide(values, window, horizon)
        return
    inputs, targets, target_rows = slide(values, window, horizon)
    assert inputs.shape == (rows - window - horizon + 1, window, columns)
    for place, row in enumerate(target_rows):
        end = row - horizon + 1
        assert np.array_equal(inputs[place], values[end - window : end])
        assert np.array_equal(targets[place], values[row])
    assert target_rows[-1] == rows - 1


def test_does_not_share_memory_with_the_series() -> None:
    values = np.zeros((5, 1))
    inputs, targets, _ = slide(values, 2)
    inputs += 1
    targets += 1
    assert values.sum() == 0


def test_refuses_other_shapes_and_lengths() -> None:
    with pytest.raises(ShapeError, match=r"\(5,\)"):
        slide(np.zeros(5), 2)
    with pytest.raises(SettingError, match="at least 1"):
        slide(np.zeros((5, 1)), 0)
    with pytest.raises(SettingError, match="at least 1"):
        slide(np.zeros((5, 1)), 2, 0)


@given(st.integers(1, 30), st.integers(1, 3), st.integers(1, 8), st.integers(1, 5))
def test_windows_are_followed_by_all_the_steps_ahead(
    rows: int, columns: int, window: int, horizon: int
) -> None:
    values = np.arange(rows * columns, dtype=np.float64).reshape(rows, columns)
    if rows < window + horizon:
        with pytest.raises(DataError, match=f"at least {window + horizon}"):
            slide_ahead(values, window, horizon)
        return
    inputs, targets, first_rows = slide_ahead(values, window, horizon)
    assert inputs.shape == (rows - window - horizon + 1, window, columns)
    for place, row in enumerate(first_rows):
        assert np.array_equal(inputs[place], values[row - window : row])
        assert np.array_equal(targets[place], values[row : row + horizon, 0])
