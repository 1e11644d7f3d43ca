"""The model: what it refuses, what it measures, and that it agrees with Keras."""

import hashlib
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.model import Model, load_model
from plainnet.networks.network import Network, Stack
from plainnet.optimizers.adam import Adam
from plainnet.optimizers.optimizer import SGD
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.model_state import optimizer_variables

RANDOM = np.random.default_rng(11)
X = RANDOM.normal(size=(20, 3)).astype(np.float32)
NUMBERS = RANDOM.integers(0, 3, 20)
Y = np.eye(3, dtype=np.float32)[NUMBERS]


def classifier(loss: str = "categorical_crossentropy", seed: int = 0) -> Model:
    """Make a small compiled classifier."""
    model = Model(Stack((Input((3,)), Dense(4, "tanh"), Dense(3, "softmax"))), seed=seed)
    model.compile(SGD(0.1), loss, ["accuracy"])
    return model


def keras_twin(model: Model, loss: str = "categorical_crossentropy") -> Any:
    """Make the same in Keras."""
    twin = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(4, "tanh"),
            keras.layers.Dense(3, "softmax"),
        ]
    )
    twin.set_weights([np.asarray(a) for w in model.weights.values() for a in w.values()])
    twin.compile(keras.optimizers.SGD(0.1), loss, metrics=["accuracy"])
    return twin


@pytest.fixture(scope="module")
def pair() -> tuple[Model, Any]:
    """Make both models, trained by neither."""
    model = classifier()
    return model, keras_twin(model)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("count", [1, 20])
def test_evaluate_against_keras(weighted: bool, count: int, pair: tuple[Model, Any]) -> None:
    model, twin = pair
    weights = np.linspace(0.5, 2, count).astype(np.float32) if weighted else None
    ours = model.evaluate(X[:count], Y[:count], sample_weight=weights)
    theirs = twin.evaluate(X[:count], Y[:count], sample_weight=weights, verbose=0, return_dict=True)
    assert ours == pytest.approx(theirs, rel=1e-5)


def test_class_numbers_against_keras() -> None:
    model = classifier("sparse_categorical_crossentropy")
    twin = keras_twin(model, "sparse_categorical_crossentropy")
    options: dict[str, Any] = {"shuffle": False, "epochs": 2, "batch_size": 6}
    ours = model.fit(X, NUMBERS, **options)
    theirs = twin.fit(X, NUMBERS, verbose=0, **options)
    for name, figures in theirs.history.items():
        np.testing.assert_allclose(ours.figures[name], figures, rtol=1e-5)


def test_rows_split_off_are_not_weighed_by_class_as_in_keras() -> None:
    model = classifier()
    twin = keras_twin(model)
    options: dict[str, Any] = {
        "shuffle": False,
        "validation_split": 0.3,
        "class_weight": {0: 5.0, 2: 0.1},
        "epochs": 2,
    }
    ours = model.fit(X, Y, **options)
    theirs = twin.fit(X, Y, verbose=0, **options)
    for name, figures in theirs.history.items():
        np.testing.assert_allclose(ours.figures[name], figures, rtol=1e-5, err_msg=name)


def test_a_split_is_the_last_rows() -> None:
    split, given = classifier(), classifier()
    first = split.fit(X, Y, validation_split=0.25, epochs=3)
    second = given.fit(X[:15], Y[:15], validation_data=(X[15:], Y[15:]), epochs=3)
    assert first.figures == second.figures
    assert split.weights_hash() == given.weights_hash()


def test_validation_rows_are_never_trained_on() -> None:
    with_rows, without = classifier(), classifier()
    with_rows.fit(X[:15], Y[:15], validation_data=(X[15:], Y[15:]), epochs=3)
    without.fit(X[:15], Y[:15], epochs=3)
    assert with_rows.weights_hash() == without.weights_hash()


def test_one_row_and_a_batch_larger_than_all_rows() -> None:
    assert classifier().fit(X[:1], Y[:1]).figures.keys() == {"loss", "accuracy"}
    large, whole = classifier(), classifier()
    large.fit(X, Y, batch_size=10_000, epochs=2, shuffle=False)
    whole.fit(X, Y, batch_size=20, epochs=2, shuffle=False)
    assert large.weights_hash() == whole.weights_hash()


@pytest.mark.parametrize(
    ("x", "y", "sentence"),
    [
        (X[:, :2], Y, r"takes inputs of shape \('batch', 3\), but got \(20, 2\)"),
        (X[0], Y[:3], r"takes inputs of shape \('batch', 3\), but got \(3,\)"),
        (X[:5], Y, "same number of rows, at least one; found 5, 20 and 5"),
        (X[:0], Y[:0], "at least one; found 0, 0 and 0"),
        (X, Y[:, :2], "compares targets and outputs number by number"),
        (X, NUMBERS, "expects one-hot targets of shape"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(x: Any, y: Any, sentence: str) -> None:
    model = classifier()
    before = model.weights_hash()
    for door in (model.fit, model.evaluate):
        with pytest.raises((ShapeError, SettingError), match=sentence):
            door(x, y)  # type: ignore[operator]
    assert model.weights_hash() == before


def test_class_numbers_beyond_the_outputs_are_refused() -> None:
    model = classifier("sparse_categorical_crossentropy")
    with pytest.raises((ShapeError, SettingError), match=r"y\[2\] is 3"):
        model.fit(X[:3], [0, 1, 3])


def test_validation_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ShapeError, match="but got"):
        classifier().fit(X, Y, validation_data=(X[:, :1], Y))


@pytest.mark.parametrize("size", [0, -4, 2.5])
def test_batches_of_no_rows_are_refused(size: Any) -> None:
    with pytest.raises(SettingError, match="batch_size must be a whole number of at least 1"):
        classifier().fit(X, Y, batch_size=size)


@pytest.mark.parametrize("x", [X[:0], X[:, :2], X[0], np.zeros((2, 3, 2))])
def test_predicting_refuses_other_shapes(x: Any) -> None:
    with pytest.raises(ShapeError, match=r"takes inputs of shape \('batch', 3\)|at least one"):
        classifier().predict(x)


def test_not_compiled_not_built_not_measured() -> None:
    model = Model(Stack((Dense(3, "softmax"),)))
    with pytest.raises(SettingError, match=r"Call compile\(\)"):
        model.fit(X, Y)
    with pytest.raises(SettingError, match=r"Call compile\(\)"):
        model.evaluate(X, Y)
    for door in (model.summary, lambda: model.save("never.keras")):
        with pytest.raises(SettingError, match="does not know its input shape"):
            door()
    assert not Path("never.keras").exists()
    with pytest.raises(SettingError, match="monitors 'val_loss', which is not measured"):
        classifier().fit(X, Y, stopping=EarlyStopping())


def test_early_stopping_may_stand_among_the_callbacks() -> None:
    stopping = EarlyStopping("loss", patience=1, min_delta=100)
    named = classifier().fit(X, Y, epochs=9, stopping=stopping)
    listed = classifier().fit(X, Y, epochs=9, callbacks=[stopping])
    assert len(named.epochs) == len(listed.epochs) == 2
    with pytest.raises(SettingError, match="asked for 2 times"):
        classifier().fit(X, Y, stopping=stopping, callbacks=[stopping])


def test_built_by_the_first_rows_it_sees() -> None:
    for see in (lambda m: m.predict(X), lambda m: m.fit(X, Y), lambda m: m.evaluate(X, Y)):
        model = Model(Stack((Dense(3, "softmax"),)))
        model.compile("sgd", "categorical_crossentropy")
        see(model)
        assert (model.input_shape, model.output_shape) == ((3,), (3,))


def test_training_goes_on_where_it_stopped_and_compiling_starts_afresh() -> None:
    def trained(*epochs: int, again: bool = False) -> str:
        model = Model(Stack((Input((3,)), Dense(3, "softmax"))))
        model.compile(Adam(0.1), "categorical_crossentropy")
        for count in epochs:
            model.fit(X, Y, epochs=count, shuffle=False)
            if again:
                model.compile(Adam(0.1), "categorical_crossentropy")
        return model.weights_hash()

    assert trained(2, 3) == trained(5)
    assert trained(2, 3, again=True) != trained(5)


def test_no_epochs_change_nothing() -> None:
    model = classifier()
    before = model.weights_hash()
    assert model.fit(X, Y, epochs=0).epochs == []
    assert model.weights_hash() == before


def test_weights_handed_out_before_training_stay() -> None:
    model = classifier()
    kept = model.weights
    before = np.array(kept["dense"]["kernel"])
    model.fit(X, Y, epochs=2)
    np.testing.assert_array_equal(kept["dense"]["kernel"], before)
    assert (np.asarray(model.weights["dense"]["kernel"]) != before).any()


def test_the_hash_is_that_of_all_bytes_in_the_order_of_layers(tmp_path: Path) -> None:
    layers = (Input((3,)), Dense(2, name="z"), BatchNormalization(), Dense(1, name="a"))
    model = Model(Stack(layers), seed=4)
    model.compile("adam", "mse")
    model.fit(X, X[:, 0], epochs=2)
    digest = hashlib.sha256()
    for layer, names in [
        ("z", ("kernel", "bias")),
        ("batch_normalization", ("gamma", "beta", "moving_mean", "moving_variance")),
        ("a", ("kernel", "bias")),
    ]:
        for name in names:
            digest.update(np.asarray(model.weights[layer][name], "<f4").tobytes())
    assert model.weights_hash() == digest.hexdigest()
    model.save(tmp_path / "m.keras")
    assert load_model(tmp_path / "m.keras").weights_hash() == digest.hexdigest()


def test_the_seed_decides_everything() -> None:
    def run(seed: int) -> str:
        model = Model(Stack((Dense(4, "relu"), Dropout(0.5), Dense(3, "softmax"))), seed=seed)
        model.compile("adam", "categorical_crossentropy")
        model.fit(X, Y, epochs=3, batch_size=8)
        return model.weights_hash()

    assert run(1) == run(1) != run(2)


def test_a_loaded_model_predicts_and_measures_the_same(tmp_path: Path) -> None:
    model = classifier()
    model.fit(X, Y, epochs=2)
    model.save(tmp_path / "m.keras")
    loaded = load_model(str(tmp_path / "m.keras"))
    np.testing.assert_array_equal(loaded.predict(X), model.predict(X))
    assert loaded.evaluate(X, Y) == model.evaluate(X, Y)


def test_trace_and_summary() -> None:
    model = classifier()
    inside = model.trace(X)
    assert list(inside) == ["dense", "dense_1"]
    np.testing.assert_allclose(inside["dense_1"]["outputs"], model.predict(X), rtol=1e-6)
    assert model.summary().endswith("Weights in all: 31")


def test_a_trace_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    plain_trace = Network.trace

    def counted_trace(network: Network, *arguments: Any) -> Any:
        calls.append(network)
        return plain_trace(network, *arguments)

    monkeypatch.setattr(Network, "trace", counted_trace)
    layers = (LSTM(3, return_sequences=True), LSTM(2), Dense(1, name="only_traced_here"))
    model = Model(Stack(layers), 0)
    sequences = np.random.default_rng(0).normal(size=(4, 5, 2)).astype(np.float32)
    inside = [model.trace(sequences) for _ in range(3)][-1]
    assert len(calls) == 1
    for name, own in plain_trace(model.network, model.weights, sequences).items():
        assert set(inside[name]) == set(own)
        for inner, array in own.items():
            np.testing.assert_allclose(inside[name][inner], array, rtol=2e-5, atol=1e-6)


def test_a_trace_refuses_other_shapes() -> None:
    model = classifier()
    with pytest.raises(ShapeError):
        model.trace(np.ones((2, 7)))


def test_frozen_layers_against_keras() -> None:
    frozen = {"trainable": False}
    model = Model(
        Stack(
            (
                Input((3,)),
                Dense(4, "tanh", **frozen),
                BatchNormalization(**frozen),
                Dense(4, "tanh"),
                BatchNormalization(),
                Dense(3, "softmax"),
            )
        )
    )
    twin = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(4, "tanh", **frozen),
            keras.layers.BatchNormalization(**frozen),
            keras.layers.Dense(4, "tanh"),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(3, "softmax"),
        ]
    )
    twin.set_weights(model.state.copy_weights())
    before = model.state.copy_weights()[:6]
    model.compile(Adam(0.05), "categorical_crossentropy")
    twin.compile(keras.optimizers.Adam(0.05), "categorical_crossentropy")
    options: dict[str, Any] = {"epochs": 3, "batch_size": 8, "shuffle": False}
    ours, theirs = model.fit(X, Y, **options), twin.fit(X, Y, verbose=0, **options)
    np.testing.assert_allclose(ours.figures["loss"], theirs.history["loss"], rtol=1e-5)
    for weights, expected in zip(model.state.copy_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(weights, expected, rtol=1e-4, atol=1e-6)
    for weights, expected in zip(model.state.copy_weights(), before, strict=False):
        np.testing.assert_array_equal(weights, expected)
    assert model.state.optimizer_state is not None
    assert len(optimizer_variables(model.state, model.network)) == len(twin.optimizer.variables)
