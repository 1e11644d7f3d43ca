import numpy as np
import pytest
from sklearn import calibration, metrics

from plainnet.errors import DataError, ShapeError
from plainnet.evaluation.calibration import (
    brier_by_row,
    calibration_curve,
    calibration_error_by_chance,
    likeliest_class,
)

GENERATOR = np.random.default_rng(0)
SAID = GENERATOR.random(400) ** 2
TRUE = (GENERATOR.random(400) < SAID).astype(int)


def test_the_curve_agrees_with_scikit_learn() -> None:
    curve = calibration_curve(TRUE, SAID)
    observed, said = calibration.calibration_curve(TRUE, SAID, n_bins=10)
    assert curve.observed == pytest.approx(observed)
    assert curve.predicted == pytest.approx(said)
    assert curve.rows.sum() == 400


def test_the_error_is_the_mean_gap_by_hand() -> None:
    curve = calibration_curve([1, 0, 1, 1, 0], [0.95, 0.95, 0.3, 0.25, 0.25])
    # Bin 0.2 to 0.3 holds three rows, said 0.8/3, was so 2/3; bin 0.9 to 1 two.
    assert curve.rows.tolist() == [3, 2]
    assert curve.error == pytest.approx((3 * abs(2 / 3 - 0.8 / 3) + 2 * 0.45) / 5)


def test_brier_scores_agree_with_scikit_learn() -> None:
    two = np.stack([1 - SAID, SAID], axis=1)
    expected = metrics.brier_score_loss(TRUE, SAID)
    assert brier_by_row(TRUE, SAID).mean() == pytest.approx(expected)
    assert brier_by_row(TRUE, two).mean() == pytest.approx(expected)
    shares, labels = GENERATOR.dirichlet(np.ones(3), 200), GENERATOR.integers(0, 3, 200)
    many = metrics.brier_score_loss(labels, shares, scale_by_half=False)
    assert brier_by_row(labels, shares).mean() == pytest.approx(many)


def test_perfect_probabilities_stay_below_the_error_by_chance() -> None:
    limit = calibration_error_by_chance(SAID)
    generator = np.random.default_rng(1)
    errors = [
        calibration_curve((generator.random(400) < SAID).astype(int), SAID).error
        for _ in range(400)
    ]
    assert np.mean(np.array(errors) <= limit) == pytest.approx(0.95, abs=0.03)
    assert calibration_curve(TRUE, SAID / 2).error > calibration_error_by_chance(SAID / 2)


def test_the_likeliest_class_is_right_or_not() -> None:
    is_right, said = likeliest_class([0, 2], [[0.5, 0.3, 0.2], [0.1, 0.6, 0.3]])
    assert is_right.tolist() == [1, 0]
    assert said.tolist() == [0.5, 0.6]


def test_bad_rows_end_in_one_sentence() -> None:
    with pytest.raises(DataError, match=r"Row 2 has the probability 1\.2"):
        calibration_curve([0, 1], [0.1, 1.2])
    with pytest.raises(DataError, match="Row 2 has the probability nan"):
        brier_by_row([0, 1], [[0.5, 0.5], [np.nan, 1]])
    with pytest.raises(ShapeError, match="1 true values stand against 2"):
        brier_by_row([0], [0.5, 0.5])
