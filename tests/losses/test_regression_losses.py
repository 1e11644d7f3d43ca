"""MeanSquaredError against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.regression_losses import (
    CosineSimilarity,
    Huber,
    LogCosh,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    Poisson,
    cosine,
)


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("MeanSquaredError", settings)


@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((5,), (5, 1)), ((5, 1), (5, 1)), ((5, 1), (5,)), ((5,), (5,))]
)
def test_a_last_axis_of_one_may_be_missing(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    y_true = np.asarray([0.0, 1.0, 1.0, 0.0, 1.0], np.float32)
    y_pred = np.linspace(0.1, 0.9, 5, dtype=np.float32)
    losses = MeanSquaredError().apply(y_true.reshape(y_shape), y_pred.reshape(output_shape))
    np.testing.assert_allclose(losses, (y_true - y_pred) ** 2, rtol=1e-6)


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_mean_absolute_error(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("MeanAbsoluteError", settings)


@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((5,), (5, 1)), ((5, 1), (5, 1)), ((5, 1), (5,)), ((5,), (5,))]
)
def test_a_last_axis_of_one_may_be_missing_of_mean_absolute_error(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    y_true = np.asarray([0.0, 1.0, 1.0, 0.0, 1.0], np.float32)
    y_pred = np.linspace(0.1, 0.9, 5, dtype=np.float32)
    losses = MeanAbsoluteError().apply(y_true.reshape(y_shape), y_pred.reshape(output_shape))
    np.testing.assert_allclose(losses, abs(y_true - y_pred), rtol=1e-6)


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_mean_absolute_percentage_error(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("MeanAbsolutePercentageError", settings)


def test_it_is_in_percent_and_a_target_of_zero_makes_it_huge() -> None:
    loss = MeanAbsolutePercentageError()
    assert loss.apply([[-2.0]], [[-1.0]]).tolist() == [50.0]
    np.testing.assert_allclose(loss.apply([[0.0]], [[1.0]]), [1e9], rtol=1e-6)


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_mean_squared_logarithmic_error(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("MeanSquaredLogarithmicError", settings)


def test_errors_count_as_ratios() -> None:
    loss = MeanSquaredLogarithmicError()
    losses = loss.apply([[1.0], [99.0], [-5.0]], [[3.0], [199.0], [-9.0]])
    np.testing.assert_allclose(losses, [np.log(2) ** 2] * 2 + [0], rtol=1e-5)


@pytest.mark.parametrize("settings", [{}, {"delta": 0.3}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_huber(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("Huber", settings)


def test_square_up_to_delta_and_straight_from_there() -> None:
    losses = Huber(delta=2.0).apply(np.zeros((3, 1)), [[1.0], [2.0], [-4.0]])
    np.testing.assert_allclose(losses, [0.5, 2.0, 6.0])


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_log_cosh(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("LogCosh", settings)


def test_large_errors_do_not_overflow() -> None:
    losses = LogCosh().apply(np.zeros((3, 1)), [[0.5], [1e4], [-1e4]])
    expected = [np.log(np.cosh(0.5)), 1e4 - np.log(2), 1e4 - np.log(2)]
    np.testing.assert_allclose(losses, expected, rtol=1e-6)


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_poisson(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("Poisson", settings)


def test_the_best_rate_is_the_count() -> None:
    losses = Poisson().apply([[3.0]] * 3, [[2.5], [3.0], [3.5]])
    assert losses[1] < min(losses[0], losses[2])
    np.testing.assert_allclose(losses[1], 3 - 3 * np.log(3), rtol=1e-6)


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras_of_cosine_similarity(
    proof: Callable[..., None], settings: dict[str, Any]
) -> None:
    proof("CosineSimilarity", settings)


def test_alike_across_and_opposite() -> None:
    losses = CosineSimilarity().apply([[0.0, 2.0]] * 4, [[0, 5], [3, 0], [0, -1], [0, 0]])
    np.testing.assert_allclose(losses, [-1, 0, 1, 0], atol=1e-6)
    short = keras.losses.cosine_similarity([[0.0, 2.0]], [[0.0, 1e-9]])
    np.testing.assert_allclose(CosineSimilarity().apply([[0.0, 2.0]], [[0.0, 1e-9]]), short)


def test_the_cosine_is_that_of_the_angle() -> None:
    angle = cosine(jnp.asarray([1.0, 0.0]), jnp.asarray([1.0, 1.0]))
    np.testing.assert_allclose(angle, 0.5**0.5, rtol=1e-6)
