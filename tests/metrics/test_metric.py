"""What every metric promises."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, measured_by_keras
from plainnet.errors import ShapeError
from plainnet.losses.catalogue import LOSSES
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.metrics.catalogue import KERAS_METRICS, METRICS, WRAPPED, find_metric
from plainnet.metrics.metric import LossOfOutput, MeanOfLoss, Metric, MetricOfOutput, weighted_sums
from plainnet.metrics.regression_metrics import RootMeanSquaredError
from training.callbacks.keras_twins import X, Y, assert_alike, fit_both, twins

NAMES = sorted({cls.__name__ for cls in {*METRICS.values(), *LOSSES.values()}})


def metric_and_rows(name: str) -> tuple[Metric, np.ndarray, np.ndarray]:
    """Give a metric with ten targets and outputs that suit it."""
    random = np.random.default_rng(0)
    outputs = np.asarray(jax.nn.softmax(random.normal(size=(10, 3))))
    numbers = random.integers(0, 3, 10)
    targets = numbers if "Sparse" in name else np.eye(3)[numbers]
    settings = {"average": "macro"} if name in ("F1Score", "FBetaScore") else {}
    saved = {"class_name": name, "config": settings}
    metric = find_metric(saved, output_shape=(3,), y_shape=targets.shape[1:])
    return metric, targets.astype(np.float32), outputs


@pytest.mark.parametrize("name", NAMES)
def test_sums_add_up_over_any_cut_and_padded_rows_do_not_count(name: str) -> None:
    metric, targets, outputs = metric_and_rows(name)
    whole = metric.tally(targets, outputs, np.ones(10))
    first = metric.tally(targets[:4], outputs[:4], np.ones(4))
    rows = np.asarray([4, 5, 6, 7, 8, 9, 0, 0])
    padded = metric.tally(targets[rows], outputs[rows], [1, 1, 1, 1, 1, 1, 0, 0])
    for key, total in whole.items():
        np.testing.assert_allclose(first[key] + padded[key], total, rtol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_can_be_compiled_as_a_hashable_argument(name: str) -> None:
    metric, targets, outputs = metric_and_rows(name)

    def measure(metric: Metric, *rows: jax.Array) -> jax.Array:
        return metric.result(metric.tally(*rows))

    compiled = jax.jit(measure, static_argnums=0)(metric, targets, outputs, jnp.ones(10))
    assert compiled.shape == ()
    assert compiled.dtype == np.float32
    plain = measure(metric, targets, outputs, jnp.ones(10))
    np.testing.assert_allclose(compiled, plain, rtol=1e-6)


@pytest.mark.parametrize("name", ["Precision", "RootMeanSquaredError", "BinaryAccuracy"])
def test_shapes_are_never_broadcast(name: str) -> None:
    metric = METRICS[name]()
    with pytest.raises(ShapeError, match=rf"{metric.name}.*\(10,\) and the outputs \(10, 3\)"):
        metric.tally(np.zeros(10), np.zeros((10, 3)), np.ones(10))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "R2Score"])
def test_no_weight_at_all_gives_zero(name: str) -> None:
    metric, targets, outputs = metric_and_rows(name)
    assert float(metric.result(metric.tally(targets, outputs, np.zeros(10)))) == 0.0


def test_the_tally_holds_the_weighted_sum_and_the_weight() -> None:
    errors = np.asarray([[1.0, 3.0], [2.0, 2.0], [9.0, 9.0]])
    tally = RootMeanSquaredError().tally(np.zeros((3, 2)), errors, [1.0, 0.5, 0.0])
    assert float(tally["total"]) == pytest.approx(5.0 + 0.5 * 4.0)
    assert float(tally["count"]) == 1.5


def test_times_may_have_weights_of_their_own() -> None:
    values = jnp.asarray([[1.0, 2, 3], [4, 5, 6]])
    of_times = jnp.asarray([[1.0, 1, 0], [0, 0, 2]])
    sums = weighted_sums(values, of_times)
    assert float(sums["total"] / sums["count"]) == pytest.approx((1 + 2 + 12) / 4)
    of_samples = weighted_sums(values, jnp.asarray([1.0, 3.0]))
    assert [float(of_samples[key]) for key in ("total", "count")] == [2 + 15, 4]
    narrower = weighted_sums(values.mean(1), of_times)
    assert float(narrower["count"]) == pytest.approx(4 / 3)


@pytest.mark.parametrize(
    "name", ["AUC", "Precision", "TruePositives", "RootMeanSquaredError", "BinaryAccuracy"]
)
def test_weights_of_times_are_those_of_keras(name: str) -> None:
    random = np.random.default_rng(3)
    targets = random.integers(0, 2, size=(4, 5, 1)).astype(np.float32)
    outputs = random.uniform(size=(4, 5, 1)).astype(np.float32)
    batch = targets, outputs, random.choice([0.0, 0.5, 2.0], size=(4, 5)).astype(np.float32)
    assert_same(METRICS[name](), [batch])


SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("MeanSquaredError", {}),
    ("MeanAbsoluteError", {}),
    ("BinaryCrossentropy", {}),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}),
    ("CategoricalCrossentropy", {}),
    ("CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}),
    ("SparseCategoricalCrossentropy", {}),
    ("SparseCategoricalCrossentropy", {"from_logits": True}),
    *((name, {}) for name in (
        "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "LogCosh", "Hinge",
        "SquaredHinge", "CategoricalHinge", "KLDivergence", "Poisson", "CosineSimilarity",
        "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy",
    )),
    ("Huber", {"delta": 0.5}),
]  # fmt: skip


def keras_metric(name: str, settings: dict[str, Any]) -> Any:
    """Make Keras' metric, or wrap its loss where it has none."""
    if name in WRAPPED:
        return keras.metrics.MeanMetricWrapper(getattr(keras.losses, WRAPPED[name]), **settings)
    return getattr(keras.metrics, KERAS_METRICS.get(name, name))(**settings)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("name", "settings"), SETTINGS)
def test_against_keras(name: str, settings: dict[str, Any], seed: int) -> None:
    loss = LOSSES[name](**settings)
    is_one_hot = name.startswith(("Binary", "CategoricalF", "CategoricalH", "KL"))
    kind = "one_hot" if is_one_hot else loss.target_kind
    batches = draw_batches(kind, seed=seed)
    expected = measured_by_keras(keras_metric(name, settings), batches)
    assert measured(MeanOfLoss(loss, name="mine"), batches) == pytest.approx(expected)


def test_no_loss_is_left_untried() -> None:
    known = {loss.__name__ for loss in LOSSES.values() if hasattr(keras.losses, loss.__name__)}
    assert {name for name, _ in SETTINGS} == known


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


TARGETS = np.zeros((3, 1)), np.array([[1.0], [2.0], [3.0]])
OUTPUTS = np.ones((3, 1)), np.zeros((3, 1))


def test_a_metric_of_the_second_output() -> None:
    metric = MetricOfOutput(MeanOfLoss(MeanSquaredError(), name="mse"), 1, name="size_mse")
    tally = metric.tally(TARGETS, OUTPUTS, np.array([1.0, 1.0, 0.0]))
    assert float(metric.result(tally)) == 2.5
    assert not metric.mixes_rows


def test_the_loss_of_an_output_counts_rows_not_weights() -> None:
    loss = LossOfOutput(MeanSquaredError(), 1, name="size_loss")
    tally = loss.tally(TARGETS, OUTPUTS, np.array([0.5, 2.0, 0.0]))
    assert float(loss.result(tally)) == (0.5 * 1 + 2.0 * 4) / 2
    assert not loss.mixes_rows
