"""Levels and changes, there and back."""

import numpy as np
import pytest

from plainnet.data.series_form import for_network, form_targets, form_windows, undo_form
from plainnet.errors import DataError

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
