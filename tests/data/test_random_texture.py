"""Random textures: grain, smoothness and slant."""

import numpy as np
import pytest
from scipy.interpolate import BSpline

from plainnet.data.random_texture import (
    _Spline,
    slanted,
    smooth_curve,
    smooth_noise,
    soft_step,
)


def correlation_at(field: np.ndarray, distance: int) -> float:
    """Correlate a field with itself moved across."""
    return float(np.corrcoef(field[:, distance:].ravel(), field[:, :-distance].ravel())[0, 1])


def test_noise_has_mean_0_and_deviation_1() -> None:
    noise = smooth_noise(np.random.default_rng(0), 200, 3, 9)
    assert noise.dtype == np.float32
    assert noise.mean() == pytest.approx(0, abs=1e-5)
    assert noise.std() == pytest.approx(1, abs=1e-5)


def test_noise_is_as_coarse_as_asked_in_each_direction() -> None:
    noise = smooth_noise(np.random.default_rng(0), 400, 2, 10)
    assert correlation_at(noise, 8) > 0.5
    assert abs(correlation_at(noise.T, 8)) < 0.1
    assert correlation_at(noise.T, 1) > 0.5


@pytest.mark.parametrize("distance", [1.3, 7.5])
def test_spline_joins_knots_as_scipy_does(distance: float) -> None:
    spline = _Spline.drawn(np.random.default_rng(3), 50, distance)
    knots = np.random.default_rng(4).standard_normal((spline.knots, 1), dtype=np.float32)
    places = np.arange(50) / distance + np.random.default_rng(3).random(dtype=np.float32)
    theirs = BSpline(np.arange(-3, spline.knots + 1), knots[:, 0], 3)(places)
    np.testing.assert_allclose(spline.join(knots)[:, 0], theirs, atol=1e-5)


def test_curve_is_smooth_and_of_the_stated_size() -> None:
    curve = smooth_curve(np.random.default_rng(0), 20000, 10)
    assert curve.shape == (20000,)
    assert curve.std() == pytest.approx(0.7, abs=0.05)
    assert np.diff(curve).std() < 0.1


def test_slant_moves_each_row_around_the_edge() -> None:
    field = np.eye(5, dtype=np.float32)[[0] * 5]  # a line down the first column
    np.testing.assert_array_equal(slanted(field, 1), np.eye(5))
    np.testing.assert_array_equal(slanted(field, 0), field)


def test_step_is_half_way_at_the_threshold() -> None:
    field = np.array([0.0, 0.75, 1.0, 1.25, 2.0], np.float32)
    np.testing.assert_allclose(soft_step(field, 1, 1), [0, 0.25, 0.5, 0.75, 1])
