"""Layers told to do as in training, always or never: Monte Carlo dropout and frozen averages.

They do as they are told, as in Keras 2 and as Keras' guides say; in functional models Keras 3
overrules them.
"""

from typing import Any

import keras
import numpy as np
import pytest

from plainnet import keras as ours

X = np.random.default_rng(0).normal(size=(64, 5)).astype(np.float32)


def spread(model: Any) -> float:
    """Measure how far two predictions of the same rows are apart."""
    return float(abs(model.predict(X, verbose=0) - model.predict(X, verbose=0)).max())


def test_dropout_that_is_always_at_work(tmp_path: Any) -> None:
    inputs = ours.Input((5,))
    hidden = ours.layers.Dropout(0.5)(inputs, training=True)
    model = ours.Model(inputs, ours.layers.Dense(3)(ours.layers.Dropout(0.5)(hidden)))
    assert spread(model) > 0
    draws = np.stack([model.predict(X, verbose=0) for _ in range(400)])
    quiet = ours.Model(inputs, model.layers[-1](inputs))
    np.testing.assert_allclose(draws.mean(0), quiet.predict(X, verbose=0), atol=0.8)
    model.compile("sgd", "mse")
    assert np.isfinite(model.evaluate(X, X[:, :3], verbose=0))
    model.save(tmp_path / "m.keras")
    twin = keras.models.load_model(tmp_path / "m.keras")
    assert spread(ours.models.load_model(tmp_path / "m.keras")) > 0
    twin.save(tmp_path / "theirs.keras")
    assert spread(ours.models.load_model(tmp_path / "theirs.keras")) > 0


class MCDropout(ours.layers.Dropout):
    def call(self, inputs: Any) -> Any:
        return super().call(inputs, training=True)


class HalfDropout(ours.layers.Dropout):
    def call(self, inputs: Any, training: bool = False) -> Any:
        return 2 * super().call(inputs, training=training)


@pytest.mark.parametrize("is_functional", [False, True])
def test_a_class_that_derives_from_dropout(is_functional: bool) -> None:
    if is_functional:
        inputs = ours.Input((5,))
        model = ours.Model(inputs, MCDropout(0.5)(inputs))
    else:
        model = ours.Sequential([ours.layers.Input((5,)), MCDropout(0.5)])
    assert spread(model) > 0
    assert isinstance(model.layers[-1], MCDropout)
    assert model.layers[-1].rate == 0.5
    assert set(np.round(np.unique(np.asarray(model(X)) / X), 3)) == {0, 2}
    assert set(np.round(np.unique(np.asarray(MCDropout(0.5)(X)) / X), 3)) == {0, 2}


def test_a_class_that_hands_training_on_rests_outside_of_it() -> None:
    model = ours.Sequential([ours.layers.Input((5,)), HalfDropout(0.5)])
    np.testing.assert_allclose(model.predict(X, verbose=0), 2 * X)
    assert set(np.round(np.unique(np.asarray(model(X, training=True)) / X), 3)) == {0, 4}


def test_a_model_may_drop_out_always_and_hand_training_on() -> None:
    class Net(ours.Model):
        def __init__(self) -> None:
            super().__init__()
            self.always, self.usual = ours.layers.Dropout(0.5), ours.layers.Dropout(0.9)

        def call(self, inputs: Any, training: bool | None = None) -> Any:
            return self.usual(self.always(inputs, training=True), training=training)

    outputs = Net().predict(X, verbose=0)
    assert set(np.round(np.unique(outputs / X), 3)) == {0, 2}


def test_averages_of_a_part_called_at_rest_are_used_and_kept() -> None:
    inputs = ours.Input((5,))
    norm = ours.layers.BatchNormalization()
    part = ours.Model(inputs, norm(inputs))
    model = ours.Model(inputs, ours.layers.Dense(1)(part(inputs, training=False)))
    model.compile("sgd", "mse")
    loss = model.evaluate(X, X[:, :1], verbose=0)
    history = model.fit(X, X[:, :1], epochs=1, batch_size=64, verbose=0).history
    np.testing.assert_allclose(history["loss"][0], loss, rtol=1e-6)
    gamma, _, mean, variance = norm.get_weights()
    assert (gamma != 1).all()
    assert (mean == 0).all()
    assert (variance == 1).all()


class Block(ours.layers.Layer):
    def __init__(self, units: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.dense = ours.layers.Dense(units, "tanh")
        self.drop = ours.layers.Dropout(0.5)

    def call(self, inputs: Any, training: bool = False) -> Any:
        return inputs + self.drop(self.dense(inputs), training=training)


def test_a_row_may_hold_layers_of_layers_that_hand_training_on() -> None:
    model = ours.Sequential([ours.layers.Input((5,)), Block(5), ours.layers.Dense(1)])
    model.compile("sgd", "mse")
    assert spread(model) == 0
    assert (np.asarray(model(X, training=True)) != model.predict(X, verbose=0)).any()
    before = model.get_weights()
    model.fit(X, X[:, :1], epochs=1, verbose=0)
    assert [array.shape for array in before] == [(5, 5), (5,), (5, 1), (1,)]
    assert all((old != new).any() for old, new in zip(before, model.get_weights(), strict=True))
    assert [type(layer).__name__ for layer in model.layers] == ["Block", "Dense"]


def test_what_a_lambda_draws_is_new_with_every_prediction() -> None:
    inputs = ours.Input((5,))
    noisy = ours.layers.Lambda(lambda x: x + ours.backend.random_normal((5,)))(inputs)
    assert spread(ours.Model(inputs, noisy)) > 0


def test_sums_within_a_model_that_hands_training_on_are_wired() -> None:
    class Net(ours.Model):
        def __init__(self) -> None:
            super().__init__()
            self.dense, self.drop = ours.layers.Dense(5), ours.layers.Dropout(0.5)

        def call(self, inputs: Any, training: bool | None = None) -> Any:
            hidden = inputs + self.dense(inputs)
            if training:
                hidden = self.drop(hidden, training=training)
            return 2 * hidden

    net = Net()
    net.predict(X, verbose=0)
    expected = 2 * (X + np.asarray(net.dense(X)))
    np.testing.assert_allclose(net.predict(X, verbose=0), expected, rtol=1e-4, atol=1e-5)
    assert (np.asarray(net(X, training=True)) == 0).any()
