"""Optimizers in every spelling; the learning rate can be read and set."""

from pathlib import Path

import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet import keras
from plainnet.errors import PlainnetError
from plainnet.keras_names.model.keras_optimizer import optimizer_of
from plainnet.optimizers.learning_rate_schedules import InverseTimeDecay


@pytest.mark.parametrize("name", ["sgd", "SGD", "Adam", "adam", "RMSProp", "rmsprop", "NADAM"])
def test_a_name_in_any_case(name: str) -> None:
    assert type(optimizer_of(name)).__name__.lower() == name.lower()


def test_old_spellings_keep_their_meaning() -> None:
    old = keras.optimizers.SGD(lr=0.1, decay=0.01, momentum=0.9, nesterov=True)
    assert old.plain.learning_rate == InverseTimeDecay(0.1, 1, 0.01)
    assert old.momentum == 0.9
    assert float(keras.optimizers.Adam(0.5).lr) == 0.5
    assert optimizer_of(keras.optimizers.Adagrad).plain.learning_rate == 0.001


def test_the_rate_is_a_variable() -> None:
    optimizer = keras.optimizers.Adam(learning_rate=0.25)
    assert optimizer.learning_rate * 2 == 0.5
    assert f"{optimizer.lr:.2f}" == "0.25"
    optimizer.learning_rate.assign(0.125)
    assert optimizer.lr.numpy() == np.float32(0.125)
    optimizer.lr = 0.5
    assert float(optimizer.learning_rate) == 0.5
    assert optimizer.get_config()["learning_rate"] == 0.5
    assert keras.optimizers.Adam.from_config(optimizer.get_config()).plain == optimizer.plain


def test_decay_is_that_of_keras_2() -> None:
    x, y = np.ones((4, 1)), np.zeros((4, 1))
    model = keras.Sequential([keras.layers.Dense(1, use_bias=False, input_shape=(1,))])
    model.set_weights([np.ones((1, 1))])
    model.compile(keras.optimizers.SGD(lr=0.1, decay=1.0), "mse")
    weight = 1.0
    for step in range(3):
        model.train_on_batch(x, y)
        weight -= 0.1 / (1 + step) * 2 * weight
    assert model.get_weights()[0][0, 0] == pytest.approx(weight, rel=1e-5)


def test_optimizers_of_tensorflow_1() -> None:
    names = run(
        """
        import tensorflow as tf
        made = [tf.train.AdamOptimizer(0.01), tf.train.RMSPropOptimizer(0.01, decay=0.8),
                tf.train.MomentumOptimizer(0.1, 0.9), tf.train.GradientDescentOptimizer(0.5)]
        """
    )
    kinds = [type(each).__name__ for each in names["made"]]
    assert kinds == ["Adam", "RMSprop", "SGD", "SGD"]
    assert names["made"][1].rho == 0.8
    assert names["made"][2].momentum == 0.9


def test_what_changes_the_outcome_is_refused() -> None:
    with pytest.raises(PlainnetError, match="use_ema"):
        keras.optimizers.Adam(use_ema=True)


def test_a_scheduled_rate_is_a_number_and_a_function_of_the_step() -> None:
    decay = keras.optimizers.schedules.ExponentialDecay(0.5, decay_steps=2, decay_rate=0.25)
    model = keras.Sequential([keras.layers.Dense(1, input_shape=(1,))])
    model.compile(keras.optimizers.SGD(decay), "mse")
    assert float(model.optimizer.learning_rate) == 0.5
    model.train_on_batch(np.ones((4, 1)), np.zeros((4, 1)))
    model.train_on_batch(np.ones((4, 1)), np.zeros((4, 1)))
    assert float(model.optimizer.lr) == 0.125
    assert model.optimizer.learning_rate(model.optimizer.iterations + 2).numpy() == 0.03125
    assert model.optimizer.learning_rate.decay_steps == 2


def test_a_schedule_answers_for_a_step_and_is_saved_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = run("""
        import tensorflow as tf
        schedule = tf.keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.5, staircase=True)
        rate = schedule(150).numpy()
        optimizer = tf.keras.optimizers.Adam(schedule)
        model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(1,))])
        model.compile(optimizer, "mse")
        model.fit([[1.0], [2.0]], [1.0, 2.0], batch_size=1, epochs=60, verbose=0)
        after = float(optimizer.learning_rate.numpy())
        model.save("scheduled.keras")
        again = tf.keras.models.load_model("scheduled.keras")
        kind = type(again.optimizer.get_config()["learning_rate"]).__name__
        """)
    assert (names["rate"], names["after"]) == pytest.approx((0.05, 0.05))
    assert names["kind"] == "ExponentialDecay"
