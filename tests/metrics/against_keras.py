"""Gather a metric over several unequal batches with weights, here and in Keras."""

from typing import Any

import jax
import keras
import numpy as np
import pytest

from plainnet.metrics.metric import Metric

BATCHES = (7, 5, 1)
CLASSES = 4
Batch = tuple[Any, Any, Any]


def draw_batches(targets: str, *, columns: int = CLASSES, seed: int = 5) -> list[Batch]:
    """Draw targets ("numbers", "one_hot" or "class_numbers"), outputs and weights."""
    random = np.random.default_rng(seed)
    drawn = []
    for rows in BATCHES:
        outputs = np.asarray(jax.nn.softmax(random.normal(size=(rows, CLASSES))))[:, :columns]
        numbers = random.integers(0, CLASSES, rows)
        y_true = {
            "numbers": random.normal(size=(rows, columns)),
            "one_hot": np.eye(CLASSES)[numbers][:, :columns],
            "class_numbers": numbers,
        }[targets]
        weights = random.choice([0.0, 0.5, 1.0, 3.0], size=rows)
        drawn.append((y_true.astype(np.float32), outputs, weights.astype(np.float32)))
    return drawn


def measured(metric: Metric, batches: list[Batch]) -> float:
    """Add up the tallies of all batches."""
    tallies = [metric.tally(*batch) for batch in batches]
    return float(metric.result(jax.tree.map(lambda *sums: sum(sums), *tallies)))


def assert_same(metric: Metric, batches: list[Batch], **settings: Any) -> None:
    """Compare with the metric of the same class name in Keras."""
    reference = getattr(keras.metrics, type(metric).__name__)(**settings)
    assert measured(metric, batches) == pytest.approx(measured_by_keras(reference, batches))


def measured_by_keras(reference: Any, batches: list[Batch]) -> float:
    """Let Keras gather the batches."""
    for batch in batches:
        reference.update_state(*batch)
    return float(reference.result())


def with_targets_as_rows(batches: list[Batch]) -> list[Batch]:
    """Leave out the targets' last axis of length one."""
    return [(targets[:, 0], outputs, weights) for targets, outputs, weights in batches]
