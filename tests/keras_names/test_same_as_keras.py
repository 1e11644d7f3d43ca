"""Programs in the words of Keras give the same numbers under plainnet."""

from typing import Any

import numpy as np
import pytest

from keras_names.twin_models import Program, train_both

rng = np.random.default_rng(0)
ROWS = rng.normal(size=(40, 4)).astype(np.float32)
SIDES = (ROWS[:, 0] > 0).astype(np.float32)
SERIES = rng.normal(size=(40, 6, 3)).astype(np.float32)
ENDS = rng.normal(size=(40, 1)).astype(np.float32)
IMAGES = rng.normal(size=(20, 12, 12, 3)).astype(np.float32)
KINDS = np.eye(4, dtype=np.float32)[rng.integers(0, 4, 20)]
WORDS = rng.integers(0, 20, (30, 7))
MOODS = rng.integers(0, 2, 30)


def dense(k: Any) -> Any:
    layers = k.layers
    model = k.Sequential(
        [
            layers.Input((4,)),
            layers.Dense(5, "relu", kernel_regularizer=k.regularizers.l2(0.01)),
            layers.BatchNormalization(),
            layers.Dense(1, activation="sigmoid", kernel_constraint=k.constraints.MaxNorm(1)),
        ]
    )
    words = {"optimizer": k.optimizers.Adam(0.01), "loss": "binary_crossentropy"}
    return model, (ROWS, SIDES), {**words, "metrics": ["accuracy"]}


def recurrent(k: Any) -> Any:
    layers = k.layers
    model = k.Sequential([layers.Input((6, 3)), layers.LSTM(5, return_sequences=True)])
    model.add(layers.GRU(4))
    model.add(layers.Dense(1))
    words = {"optimizer": "rmsprop", "loss": k.losses.Huber()}
    return model, (SERIES, ENDS), {**words, "metrics": ["mae", k.metrics.RootMeanSquaredError()]}


def convolutional(k: Any) -> Any:
    layers = k.layers
    model = k.Sequential(
        [
            layers.Input((12, 12, 3)),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(5, (3, 3), activation=k.activations.tanh),
            layers.GlobalAveragePooling2D(),
            layers.Dense(4, activation="softmax"),
        ]
    )
    words = {
        "optimizer": k.optimizers.SGD(learning_rate=0.1, momentum=0.9),
        "loss": k.losses.CategoricalCrossentropy(label_smoothing=0.1),
        "metrics": ["acc", k.metrics.AUC()],
    }
    return model, (IMAGES, KINDS), words


def branching(k: Any) -> Any:
    layers = k.layers
    start = k.Input((4,), name="start")
    left = layers.Dense(4, activation="relu")(start)
    right = layers.Dense(4, activation=layers.LeakyReLU(0.1))(start)
    joined = layers.concatenate([left, right])
    parts = [joined, layers.Add()([left, right]), left * right, left - right, left / 2.0 + 1.0]
    model = k.Model(start, layers.Dense(1)(layers.Concatenate()(parts)))
    return model, (ROWS, SIDES), {"optimizer": "nadam", "loss": "mse"}


def words(k: Any) -> Any:
    layers = k.layers
    model = k.Sequential(
        [
            layers.Embedding(20, 6, mask_zero=True),
            layers.Bidirectional(layers.LSTM(4)),
            layers.Dense(2),
        ]
    )
    loss = k.losses.SparseCategoricalCrossentropy(from_logits=True)
    return model, (WORDS, MOODS), {"optimizer": "adam", "loss": loss, "metrics": ["accuracy"]}


def own_loss(k: Any) -> Any:
    class Squares(k.losses.Loss):  # type: ignore[misc, name-defined]
        def call(self, y_true: Any, y_pred: Any) -> Any:
            return (y_true - y_pred) ** 2

    def distance(y_true: Any, y_pred: Any) -> Any:
        return abs(y_true - y_pred)

    model = k.Sequential([k.layers.Input((4,)), k.layers.Dense(3), k.layers.Dense(1)])
    metrics = [distance, "mse"]
    return model, (ROWS, ENDS), {"optimizer": "sgd", "loss": Squares(), "metrics": metrics}


def nested(k: Any) -> Any:
    layers = k.layers
    encoder = k.Sequential([layers.Input((4,)), layers.Dense(3, activation="relu")])
    start = k.Input((4,))
    model = k.Model(start, layers.Dense(4)(encoder(start)))
    return model, (ROWS, ROWS), {"optimizer": "adagrad", "loss": "mae"}


def several(k: Any) -> Any:
    layers = k.layers
    one, other = k.Input((4,)), k.Input((4,))
    shared = layers.Dense(3, activation="relu")
    left, right = shared(one), shared(other)
    number = layers.Dense(1, name="number")(layers.Subtract()([left, right]))
    side = layers.Dense(1, activation="sigmoid", name="side")(left)
    model = k.Model([one, other], [number, side])
    words = {
        "optimizer": "adamax",
        "loss": ["mse", "binary_crossentropy"],
        "loss_weights": [1.0, 0.5],
        "metrics": {"side": "accuracy"},
    }
    return model, ([ROWS, ROWS[::-1].copy()], [ENDS, SIDES]), words


def own_layer(k: Any) -> Any:
    class Scale(k.layers.Layer):  # type: ignore[misc, name-defined]
        def build(self, input_shape: Any) -> None:
            self.factor = self.add_weight(
                name="factor", shape=(input_shape[-1],), initializer="ones", trainable=True
            )

        def call(self, inputs: Any) -> Any:
            return inputs * self.factor

    layers = k.layers
    model = k.Sequential(
        [layers.Input((4,)), Scale(), layers.Lambda(lambda x: x * x + x), layers.Dense(1)]
    )
    return model, (ROWS, ENDS), {"optimizer": "sgd", "loss": "mse"}


PROGRAMS = [
    dense, recurrent, convolutional, branching, words, own_loss, nested, several, own_layer,
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_history_weights_and_predictions_agree(program: Program) -> None:
    _, _, differences = train_both(program)
    assert max(differences.values()) < 5e-6, differences


def test_frozen_layers_stay_and_the_rest_moves_alike() -> None:
    def program(k: Any) -> Any:
        model, data, words = dense(k)
        model.layers[0].trainable = False
        return model, data, words

    theirs, ours, differences = train_both(program)
    assert max(differences.values()) < 5e-6, differences
    assert len(ours.trainable_weights) == len(theirs.trainable_weights)
