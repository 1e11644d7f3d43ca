"""Losses written as functions: of each sample, of each number, or of the whole batch."""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.losses.catalogue import find_loss
from plainnet.losses.custom_loss import CustomLoss
from training.callbacks.keras_twins import VALIDATION, X, Y, assert_alike, fit_both, twins


def by_sample(y_true: Any, y_pred: Any) -> Any:
    """Give one number a sample."""
    return jnp.mean(jnp.square(y_true - y_pred), axis=-1)


def by_number(y_true: Any, y_pred: Any) -> Any:
    """Give one number a number."""
    return jnp.abs(y_true - y_pred)


def of_batch(y_true: Any, y_pred: Any) -> Any:
    """Give one number a batch, which is no mean over its samples."""
    return jnp.sqrt(jnp.mean(jnp.square(y_true - y_pred)))


def against_mean(y_true: Any, y_pred: Any) -> Any:
    """Compare each sample with the mean of the batch."""
    return jnp.square(y_pred - jnp.mean(y_true, axis=0))


FUNCTIONS = [by_sample, by_number, of_batch, against_mean]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_as_in_keras(function: Callable[..., Any]) -> None:
    ours, theirs = twins(loss=function, metrics=["accuracy", of_batch])
    mine, others = fit_both(ours, theirs)
    assert_alike(ours, theirs, mine, others)
    evaluated = theirs.evaluate(*VALIDATION, batch_size=4, verbose=0, return_dict=True)
    assert ours.evaluate(*VALIDATION, batch_size=4) == pytest.approx(evaluated, rel=1e-5)
    evaluated = theirs.evaluate(*VALIDATION, verbose=0, return_dict=True)
    assert ours.evaluate(*VALIDATION) == pytest.approx(evaluated, rel=1e-5)


def test_sample_weights_as_in_keras() -> None:
    ours, theirs = twins(loss=of_batch)
    weights = np.linspace(0, 2, len(X)).astype(np.float32)
    assert_alike(ours, theirs, *fit_both(ours, theirs, sample_weight=weights))


def test_functions_are_told_apart_by_identity() -> None:
    assert find_loss(by_sample) == find_loss(by_sample) != find_loss(by_number)
    assert hash(find_loss(by_sample)) == hash(CustomLoss(by_sample, name="by_sample"))
    assert find_loss(by_sample).name == "by_sample"


def test_a_loss_of_another_form_counts_with_its_mean() -> None:
    per_class = CustomLoss(lambda y_true, y_pred: jnp.mean(jnp.square(y_true - y_pred), axis=0))
    targets, outputs = jnp.asarray(Y), jnp.zeros_like(Y)
    expected = float(keras.ops.mean(keras.ops.square(targets)))
    np.testing.assert_allclose(per_class.apply(targets, outputs).mean(), expected, rtol=1e-6)
