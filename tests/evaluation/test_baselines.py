import numpy as np
import pytest

from plainnet.evaluation import baselines
from plainnet.evaluation.regression import rmse

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(50, 20, (400, 4))
LINE = X @ [1.0, -2.0, 0.5, 0.0] + 7
BEND = np.maximum(X[:, 0], X[:, 1])


def test_the_simplest_know_only_the_training_targets() -> None:
    assert baselines.majority_class([2, 0, 2, 1], 3).tolist() == [2, 2, 2]
    assert baselines.mean_value([1.0, 5.0], 2).tolist() == [3.0, 3.0]


def test_a_straight_line_is_found() -> None:
    guesses = baselines.linear_regression(X[:300], LINE[:300], X[300:])
    np.testing.assert_allclose(guesses, LINE[300:], rtol=1e-9)


def test_classes_are_told_apart() -> None:
    labels = (LINE.mean() < LINE).astype(int)
    guesses = baselines.logistic_regression(X[:300], labels[:300], X[300:])
    assert (guesses == labels[300:]).mean() > 0.95


@pytest.mark.parametrize(
    "baseline", [baselines.gradient_boosted_trees, baselines.neural_network_64_64]
)
def test_a_bend_is_learned_and_the_same_each_time(baseline: object) -> None:
    assert callable(baseline)
    first = baseline(X[:300], BEND[:300], X[300:])
    line = baselines.linear_regression(X[:300], BEND[:300], X[300:])
    error, error_of_line = rmse(BEND[300:], first), rmse(BEND[300:], line)
    assert error is not None
    assert error_of_line is not None
    assert error < 0.8 * error_of_line
    assert (baseline(X[:300], BEND[:300], X[300:]) == first).all()


def test_a_forest_sees_images() -> None:
    labels = np.arange(80) % 2
    pixels = GENERATOR.integers(0, 100, (80, 8, 8, 1)) + 60 * labels[:, None, None, None]
    guesses = baselines.random_forest_on_pixels(pixels[:60], labels[:60], pixels[60:])
    assert (guesses == labels[60:]).all()
