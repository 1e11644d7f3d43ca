"""Every metric over several unequal batches with weights, against Keras."""

from typing import Any

import jax
import keras
import numpy as np
import pytest

from plainnet.losses.catalogue import LOSSES
from plainnet.metrics.catalogue import METRICS
from plainnet.metrics.mean_of_loss import MeanOfLoss
from plainnet.metrics.metric import Metric

BATCHES = (7, 5, 1)
CLASSES = 4
KERAS_CLASSES = sorted(cls.__name__ for cls in {*METRICS.values(), *LOSSES.values()})


def ours(name: str) -> Metric:
    """Give our metric of a Keras class name."""
    return METRICS[name]() if name in METRICS else MeanOfLoss(LOSSES[name](), name=name)


def batches(name: str, *, columns: int, seed: int = 5) -> list[tuple[Any, Any, Any]]:
    """Draw targets, outputs and weights of unequal batches."""
    random = np.random.default_rng(seed)
    drawn = []
    for rows in BATCHES:
        outputs = np.asarray(jax.nn.softmax(random.normal(size=(rows, CLASSES))))[:, :columns]
        targets = np.eye(CLASSES)[random.integers(0, CLASSES, rows)][:, :columns]
        if "Error" in name:
            targets = random.normal(size=(rows, columns))
        if "Sparse" in name:
            targets = random.integers(0, columns, rows)
        weights = random.choice([0.0, 0.5, 1.0, 3.0], size=rows)
        drawn.append((targets.astype(np.float32), outputs, weights.astype(np.float32)))
    return drawn


def measured(metric: Metric, drawn: list[tuple[Any, Any, Any]]) -> float:
    """Add up the tallies of all batches."""
    tallies = [metric.tally(*batch) for batch in drawn]
    return float(metric.result(jax.tree.map(lambda *sums: sum(sums), *tallies)))


def measured_by_keras(metric: Any, drawn: list[tuple[Any, Any, Any]]) -> float:
    """Let Keras gather the batches."""
    for batch in drawn:
        metric.update_state(*batch)
    return float(metric.result())


@pytest.mark.parametrize("name", KERAS_CLASSES)
@pytest.mark.parametrize("seed", range(3))
def test_several_outputs(name: str, seed: int) -> None:
    drawn = batches(name, columns=CLASSES, seed=seed)
    expected = measured_by_keras(getattr(keras.metrics, name)(), drawn)
    assert measured(ours(name), drawn) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("name", [name for name in KERAS_CLASSES if "ategorical" not in name])
@pytest.mark.parametrize("y_as_row", [True, False])
def test_one_output(name: str, y_as_row: bool) -> None:
    drawn = batches(name, columns=1)
    expected = measured_by_keras(getattr(keras.metrics, name)(), drawn)
    if y_as_row:
        drawn = [(targets[:, 0], outputs, weights) for targets, outputs, weights in drawn]
    assert measured(ours(name), drawn) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("name", ["SparseCategoricalAccuracy", "SparseCategoricalCrossentropy"])
def test_class_numbers_in_a_column(name: str) -> None:
    drawn = batches(name, columns=CLASSES)
    column = [(targets[:, None], outputs, weights) for targets, outputs, weights in drawn]
    expected = measured_by_keras(getattr(keras.metrics, name)(), column)
    assert measured(ours(name), column) == pytest.approx(expected, rel=1e-6)
    assert measured(ours(name), column) == measured(ours(name), drawn)


@pytest.mark.parametrize("name", ["SparseCategoricalAccuracy", "CategoricalAccuracy"])
def test_accuracy_of_sequences(name: str) -> None:
    random = np.random.default_rng(8)
    numbers = random.integers(0, CLASSES, (6, 5))
    outputs = random.uniform(size=(6, 5, CLASSES)).astype(np.float32)
    targets = numbers if "Sparse" in name else np.eye(CLASSES)[numbers]
    drawn = [(targets, outputs, np.ones(6, np.float32))]
    expected = measured_by_keras(getattr(keras.metrics, name)(), drawn)
    assert measured(ours(name), drawn) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("name", ["BinaryAccuracy", "Precision", "Recall"])
@pytest.mark.parametrize("threshold", [0.2, 0.3])
def test_thresholds(name: str, threshold: float) -> None:
    setting = {"threshold" if name == "BinaryAccuracy" else "thresholds": threshold}
    drawn = batches(name, columns=1)
    expected = measured_by_keras(getattr(keras.metrics, name)(**setting), drawn)
    assert measured(METRICS[name](**setting), drawn) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("name", KERAS_CLASSES)
def test_no_weight_at_all_gives_zero(name: str) -> None:
    drawn = [(y_true, y_pred, 0 * weights) for y_true, y_pred, weights in batches(name, columns=4)]
    assert measured(ours(name), drawn) == 0.0
