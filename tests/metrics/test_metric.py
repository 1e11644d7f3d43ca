"""What every metric promises."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.errors import ShapeError
from plainnet.losses.catalogue import LOSSES
from plainnet.metrics.catalogue import METRICS, find_metric
from plainnet.metrics.metric import Metric

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
