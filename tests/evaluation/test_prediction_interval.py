"""Intervals that hold what they say."""

import numpy as np
import pytest

from plainnet.errors import ShapeError
from plainnet.evaluation.prediction_interval import interval_half_widths, rows_for_level


def test_new_errors_are_held_as_often_as_said() -> None:
    random = np.random.default_rng(0)
    held = []
    for _ in range(400):
        errors = random.standard_t(3, size=(40, 2))
        half_widths = interval_half_widths(errors[:39], level=0.9)
        held.append(np.abs(errors[39]) <= half_widths)
    assert np.mean(held, axis=0) == pytest.approx(0.9, abs=0.04)


def test_each_step_has_its_width_and_few_rows_give_the_largest() -> None:
    assert interval_half_widths([[1.0, -5.0], [-2.0, 3.0]]).tolist() == [2.0, 5.0]


def test_counts_the_rows_of_a_level() -> None:
    for level in (0.5, 0.8, 0.9, 0.95):
        rows = rows_for_level(level)
        assert np.ceil(round((rows + 1) * level, 9)) <= rows
        assert np.ceil(round(rows * level, 9)) > rows - 1


def test_refuses_what_is_no_table_of_residuals() -> None:
    for residuals in ([1.0, 2.0], np.empty((0, 2))):
        with pytest.raises(ShapeError, match="rows, steps"):
            interval_half_widths(residuals)
