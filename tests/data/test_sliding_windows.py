"""Levels and changes, there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainnet.data.sliding_windows import (
    for_network,
    form_targets,
    form_windows,
    slide,
    slide_ahead,
    undo_form,
)
from plainnet.errors import DataError, SettingError, ShapeError

WINDOWS = np.array([[[1.0, 2.0, 5.0], [2.0, 4.0, 6.0], [4.0, 3.0, 8.0]]])


def test_each_column_has_its_form() -> None:
    formed = form_windows(WINDOWS, ("log_change", "change", "value"))
    expected = [[np.log(2), 2, 6], [np.log(2), -1, 8]]
    np.testing.assert_allclose(formed[0], expected)


def test_levels_alone_lose_no_step() -> None:
    assert np.array_equal(form_windows(WINDOWS, ("value",) * 3), WINDOWS)


@pytest.mark.parametrize("form", ["value", "change", "log_change"])
def test_targets_come_back(form: str) -> None:
    targets, last = np.array([[3.0, 5.0], [7.0, 1.0]]), np.array([2.0, 10.0])
    np.testing.assert_allclose(undo_form(form_targets(targets, last, form), last, form), targets)


def test_changes_are_counted_from_the_last_value_seen() -> None:
    targets, last = np.array([[3.0, 5.0]]), np.array([2.0])
    assert form_targets(targets, last, "change").tolist() == [[1.0, 3.0]]
    tiny, huge = np.array([[1e100]]), np.array([1e-300])
    assert np.isfinite(form_targets(tiny, huge, "log_change")).all()


def test_what_no_network_can_calculate_with_is_refused() -> None:
    assert for_network(np.array([1.5])).dtype == np.float32
    assert for_network(np.empty((0, 2))).shape == (0, 2)
    for number in (1e40, -1e40, np.nan, np.inf):
        with pytest.raises(DataError, match="too far to calculate with"):
            for_network(np.array([1.0, number]))


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
