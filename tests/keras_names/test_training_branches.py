"""Code that asks whether it trains: dropout may depend on it, nothing else."""

import pytest

from keras_names.opened_door import run
from plainnet.errors import PlainnetError

MODEL = """
import numpy as np, tensorflow as tf
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.first = tf.keras.layers.Dense(4, activation="relu")
        self.drop = tf.keras.layers.Dropout(0.5)
        self.last = tf.keras.layers.Dense(2)
    def call(self, x, training=None):
        x = self.first(x)
        if {condition}:
            x = self.drop(x, training=training)
        return {outputs}
net = Net()
net.compile("sgd", "mse", metrics=[tf.keras.metrics.MeanSquaredError(name="same")])
net.fit(np.ones((8, 3)), np.ones((8, 2)), verbose=0)
kinds = [type(layer).__name__ for layer in net.engine().network.hidden]
last = net.last.output
"""


def test_dropout_for_training_alone_is_wired_in() -> None:
    names = run(MODEL.format(condition="training", outputs="self.last(x)"))
    assert names["kinds"] == ["Dense", "Dropout", "Dense"]
    assert len(names["net"].last._calls) == 1


def test_what_else_depends_on_it_is_refused() -> None:
    outputs = "self.last(x) if training else tf.nn.softmax(self.last(x))"
    with pytest.raises(PlainnetError, match=r"Net\.call\(training=...\) is not covered; only Dro"):
        run(MODEL.format(condition="training", outputs=outputs))


def test_a_metric_takes_its_name_first() -> None:
    names = run(
        """
        import tensorflow as tf
        metric = tf.keras.metrics.SparseCategoricalAccuracy("hits")
        metric.update_state([1, 0], [[0.1, 0.9], [0.2, 0.8]])
        figure = metric.result().numpy()
        """
    )
    assert names["metric"].name == "hits"
    assert names["figure"] == 0.5
