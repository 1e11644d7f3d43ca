"""The course's arithmetic to the last digit, and other ways to the same line."""

import numpy as np
import pytest

from plainnet.cases.linear_regression import CASE, read, search_exhaustively
from plainnet.training.history import SILENT
from plainnet.training.least_squares import least_squares


def test_as_taught_to_the_last_digit() -> None:
    way = CASE.taught(read(None), 0, SILENT)
    assert way.extra["prediction_at_4"] == 8.000444482757587
    assert way.extra["w"] == 8.000444482757587 / 4
    assert len(way.history.epochs) == 100
    assert way.predictor.model.predict([[4.0]])[0, 0] == np.float32(8.000444482757587)


def test_as_it_should_be_is_exact() -> None:
    way = CASE.should(read(None), 0, SILENT)
    assert way.extra["prediction_at_4"] == pytest.approx(8, abs=1e-12)
    # The engine's own descent takes the course's steps in single precision.
    by_engine = way.blocks[1].rows[2][1]  # type: ignore[union-attr]
    assert float(by_engine) == pytest.approx(2.0001111206893967, abs=1e-6)


def test_exhaustive_search_finds_the_best_candidate() -> None:
    assert search_exhaustively() == 2.0


def test_least_squares_handles_singular_matrices() -> None:
    generator = np.random.default_rng(0)
    X = generator.normal(size=(20, 3))
    X = np.column_stack([X, X[:, 0]])  # two features are copies of each other
    y = X @ [1.0, 2.0, 3.0, 1.0] + 4
    weights, bias = least_squares(X, y)
    np.testing.assert_allclose(X @ weights + bias, y, atol=1e-10)
    np.testing.assert_allclose(weights, [1, 2, 3, 1], atol=1e-10)  # the smallest of all
