"""Metrics written as functions: means over samples, or over batches."""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.metrics.catalogue import find_metric
from training.callbacks.keras_twins import X, Y, assert_alike, fit_both, twins


def by_sample(y_true: Any, y_pred: Any) -> Any:
    """Give one number a sample."""
    return jnp.max(jnp.abs(y_true - y_pred), axis=-1)


def by_number(y_true: Any, y_pred: Any) -> Any:
    """Give one number a number."""
    return jnp.abs(y_true - y_pred)


def of_batch(y_true: Any, y_pred: Any) -> Any:
    """Give one number a batch."""
    return jnp.sum(y_true * y_pred) / jnp.sum(y_pred * y_pred)


@pytest.mark.parametrize("function", [by_sample, by_number, of_batch])
def test_as_in_keras(function: Callable[..., Any]) -> None:
    ours, theirs = twins(metrics=[function, "accuracy"])
    assert_alike(ours, theirs, *fit_both(ours, theirs, epochs=2))


def test_weights_as_in_keras() -> None:
    ours, theirs = twins(metrics=[])
    ours.compile("sgd", "mse", weighted_metrics=[by_number])
    theirs.compile("sgd", "mse", weighted_metrics=[by_number])
    weights = np.linspace(0, 2, len(X)).astype(np.float32)
    expected = theirs.evaluate(X, Y, sample_weight=weights, verbose=0, return_dict=True)
    assert ours.evaluate(X, Y, sample_weight=weights) == pytest.approx(expected, rel=1e-5)


def test_a_metric_is_named_after_its_function() -> None:
    metric = find_metric(of_batch, output_shape=(2,), y_shape=(2,))
    assert metric.name == "of_batch"
    assert metric.mixes_rows
