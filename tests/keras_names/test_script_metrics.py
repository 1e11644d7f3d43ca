"""Metrics of a script's own classes against the same classes in Keras."""

from typing import Any

import keras
import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet import keras as ours

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(50, 4)).astype(np.float32)
Y = (X[:, :1] > 0).astype(np.float32)


def true_positives(library: Any) -> Any:
    """Make the class of Keras' guide."""

    class Positives(library.metrics.Metric):  # type: ignore[misc]
        def __init__(self, name: str = "positives", **settings: Any) -> None:
            super().__init__(name=name, **settings)
            self.found = self.add_weight(name="found", shape=(), initializer="zeros")

        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            ops = library.ops
            hits = ops.logical_and(ops.equal(y_true, 1), ops.greater(y_pred, 0.5))
            self.found.assign_add(ops.sum(ops.cast(hits, "float32")))

        def result(self) -> Any:
            return self.found + 0

    return Positives()


def bounded(library: Any) -> Any:
    """Make a mean of two sums, one of them a vector."""

    class Ratio(library.metrics.Metric):  # type: ignore[misc]
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.errors = self.add_weight(shape=(2,), initializer="zeros", name="errors")
            self.seen = self.add_weight(shape=(), initializer="zeros", name="seen")

        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            ops = library.ops
            error = y_true - y_pred
            sums = ops.stack([ops.sum(ops.square(error)), ops.sum(ops.abs(error))])
            self.errors.assign(self.errors + sums)
            self.seen.assign_add(ops.cast(ops.shape(y_true)[0], "float32"))

        def result(self) -> Any:
            return library.ops.sqrt(self.errors[0] / self.seen) - self.errors[1] / self.seen

    return Ratio(name="ratio")


def weighted_errors(library: Any) -> Any:
    """Make a mean that weighs rows."""

    class Errors(library.metrics.Metric):  # type: ignore[misc]
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.total = self.add_weight(shape=(), initializer="zeros", name="total")

        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            errors = library.ops.abs(y_true - y_pred)[:, 0]
            weighted = errors if sample_weight is None else errors * sample_weight
            self.total.assign_add(library.ops.sum(weighted))

        def result(self) -> Any:
            return self.total + 0

    return Errors(name="errors")


def test_weighted_metrics_are_handed_the_weights() -> None:
    weights, found = np.linspace(0, 3, len(X)).astype(np.float32), []
    kernel = [RANDOM.normal(size=(4, 1)).astype(np.float32), np.zeros(1, np.float32)]
    for library in (ours, keras):
        layers = [library.layers.Input((4,)), library.layers.Dense(1, "sigmoid")]
        net = library.Sequential(layers)
        metric = weighted_errors(library)
        net.compile("sgd", "mse", weighted_metrics=[metric])
        net.set_weights(kernel)
        settings = {"sample_weight": weights, "batch_size": 16, "verbose": 0}
        found.append(net.evaluate(X, Y, return_dict=True, **settings)["errors"])
    np.testing.assert_allclose(*found, rtol=1e-4)


@pytest.mark.parametrize("make", [true_positives, bounded])
def test_against_keras(make: Any) -> None:
    nets, metrics = [], []
    for library in (ours, keras):
        layers = [library.layers.Input((4,)), library.layers.Dense(1, "sigmoid")]
        net = library.Sequential(layers)
        metrics.append(make(library))
        net.compile("sgd", "mse", metrics=[metrics[-1]])
        nets.append(net)
    mine, twin = nets
    mine.set_weights(twin.get_weights())
    settings: dict[str, Any] = {"batch_size": 16, "epochs": 2, "shuffle": False, "verbose": 0}
    history, expected = (
        net.fit(X, Y, validation_data=(X[:20], Y[:20]), **settings).history for net in nets
    )
    assert list(history) == list(expected)
    for name, figures in expected.items():
        np.testing.assert_allclose(history[name], figures, rtol=1e-4, atol=1e-5)
    for metric in metrics:
        metric.reset_state()
    found = [
        metric(Y, net.predict(X, verbose=0)) for metric, net in zip(metrics, nets, strict=True)
    ]
    np.testing.assert_allclose(np.asarray(found[0]), np.asarray(found[1]), rtol=1e-4, atol=1e-5)
    assert metrics[0].name == metrics[1].name


def test_functions_of_tensorflow_take_the_variables() -> None:
    names = run(
        """
        import numpy as np
        import tensorflow as tf
        class Huber(tf.keras.metrics.Metric):
            def __init__(self, threshold=1.0, **kwargs):
                super().__init__(**kwargs)
                self.total = self.add_weight("total", initializer="zeros")
                self.count = self.add_weight("count", initializer="zeros")
            def update_state(self, y_true, y_pred, sample_weight=None):
                error = y_true - y_pred
                small = tf.abs(error) < 1
                losses = tf.where(small, tf.square(error) / 2, tf.abs(error) - 0.5)
                self.total.assign_add(tf.reduce_sum(losses))
                self.count.assign_add(tf.cast(tf.size(y_true), tf.float32))
            def result(self):
                return tf.math.divide_no_nan(self.total, self.count)
        x = np.random.RandomState(0).randn(40, 3)
        y = x[:, :1]
        model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(3,))])
        model.compile("sgd", tf.keras.losses.Huber(), metrics=[Huber(name="own")])
        history = model.fit(x, y, epochs=2, verbose=0).history
        own = Huber()
        first = own(np.array([[2.0]]), np.array([[0.0]])).numpy()
        mean = tf.keras.metrics.Mean(name="loss")
        mean(3.0); mean([5.0, 7.0])
        kept = mean.result().numpy()
        mean.reset_states()
        after = float(mean.result())
        """
    )
    np.testing.assert_allclose(names["history"]["own"], names["history"]["loss"], rtol=1e-5)
    assert names["first"] == 1.5
    assert (names["kept"], names["after"]) == (5, 0)
