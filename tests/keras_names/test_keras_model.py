"""A layer used inside a model and outside of it holds one set of weights; their order."""

from typing import Any

import keras as real
import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet import keras
from plainnet.errors import PlainnetError

INSIDE_AND_OUTSIDE = """
import numpy as np
from keras.layers import *
from keras.models import Model, Sequential, load_model
rows = np.random.RandomState(0).rand(6, 3).astype("float32")
shared = Dense(4)
"""
IN_A_GRAPH = """
i = Input((3,))
inner = Model(i, shared(i))
j = Input((3,))
model = Model(j, add([inner(j), shared(j)]))
"""
IN_A_ROW = """
inner = Sequential([shared])
k = Input((3,))
model = Model(k, add([Sequential([inner, ReLU()])(k), Sequential([inner])(k)]))
"""


@pytest.mark.parametrize("models", [IN_A_GRAPH, IN_A_ROW])
def test_training_moves_one_set_of_weights(tmp_path, models):
    names = run(
        INSIDE_AND_OUTSIDE
        + models
        + f"""

model.compile("sgd", "mse")
model.fit(rows, np.zeros((6, 4)), epochs=2, verbose=0)
alone = inner.predict(rows, verbose=0)
whole = model.predict(rows, verbose=0)
count = len(model.get_weights())
model.save({str(tmp_path / "m.h5")!r})
again = load_model({str(tmp_path / "m.h5")!r}).predict(rows, verbose=0)
"""
    )
    alone = names["alone"]
    first = alone if models == IN_A_GRAPH else np.maximum(alone, 0)
    np.testing.assert_allclose(names["whole"], first + alone, atol=1e-6)
    np.testing.assert_allclose(names["again"], names["whole"], atol=1e-6)
    assert names["count"] == 2


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


def _program_with_layers_called_in_another_order(keras: Any) -> Any:
    """Make a model whose layers are not called in the order they are made in."""

    class Block(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.second, self.first = keras.layers.Dense(5), keras.layers.Dense(6)

        def call(self, inputs: Any) -> Any:
            return self.second(self.first(inputs))

    class Own(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.last = keras.layers.Dense(1)
            self.blocks = [Block(), keras.layers.Dense(7)]
            self.hidden, self.unused = keras.layers.Dense(3), keras.layers.Dropout(0.1)

        def call(self, inputs: Any) -> Any:
            inputs = self.hidden(inputs)
            for block in self.blocks:
                inputs = block(inputs)
            return self.last(inputs)

    model = Own()
    model(np.ones((2, 4), np.float32))
    return model


def test_weights_of_an_own_model_stand_in_the_order_of_its_layers() -> None:
    models = [_program_with_layers_called_in_another_order(each) for each in (real, keras)]
    theirs, ours = (
        (
            [array.shape for array in model.get_weights()],
            [tuple(variable.shape) for variable in model.trainable_variables],
            [type(layer).__name__ for layer in model.layers],
        )
        for model in models
    )
    assert ours == theirs
    models[1].set_weights(models[0].get_weights())
    rows = np.random.default_rng(0).random((3, 4)).astype(np.float32)
    np.testing.assert_allclose(models[1](rows), models[0](rows), atol=1e-6)
