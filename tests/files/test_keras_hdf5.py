"""`.h5` files: those that old Keras really wrote, and there and back with today's."""

import json
from pathlib import Path
from typing import Any

import h5py
import jax
import keras
import numpy as np
import pytest

from files.old_keras_files import OldFile, old_files
from files.saved_models import NETWORKS, model_named, opened_in_keras, rows
from plainnet.errors import FileError
from plainnet.files.keras_hdf5 import read_hdf5
from plainnet.files.model_file import read_model_file, write_model_file
from plainnet.files.saved_model import SavedModel
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.metrics.confusion_metrics import Precision
from plainnet.model import load_model
from plainnet.optimizers.catalogue import find_optimizer

UNREADABLE = OldFile("keras_1", "channels_first")
READABLE = [file for file in old_files() if file != UNREADABLE]


def outputs_of(saved: SavedModel, inputs: Any) -> tuple[Any, ...]:
    """Compute the outputs, always as a tuple."""
    outputs = saved.network.apply(saved.weights, inputs)
    return outputs if isinstance(outputs, tuple) else (outputs,)


@pytest.mark.parametrize("file", READABLE, ids="/".join)
def test_computes_what_the_old_keras_computed(file: OldFile, tmp_path: Path) -> None:
    saved = read_model_file(file.unpack(tmp_path))
    inputs, expected = file.computed()
    for ours, theirs in zip(outputs_of(saved, inputs), expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)
    assert saved.compile_config is not None
    is_state_kept = file.archive != "keras_1"
    assert bool(saved.optimizer_variables) == is_state_kept
    assert len(saved.ignored) == (0 if is_state_kept else 1)


@pytest.mark.parametrize("file", READABLE, ids="/".join)
def test_converted_it_computes_the_same_in_keras(file: OldFile, tmp_path: Path) -> None:
    ending = ".h5" if file.archive in ("keras_2", "tensorflow_1") else ".keras"
    converted = tmp_path / f"converted{ending}"
    write_model_file(converted, read_model_file(file.unpack(tmp_path)))
    inputs, expected = file.computed()
    twin = opened_in_keras(converted)
    given = twin(list(inputs) if isinstance(inputs, tuple) else inputs)
    for theirs, old in zip(given if isinstance(given, list) else [given], expected, strict=True):
        np.testing.assert_allclose(theirs, old, rtol=1e-5, atol=1e-5)
    assert twin.compiled
    again = read_model_file(converted)
    assert again.ignored == ()
    for ours, old in zip(outputs_of(again, inputs), expected, strict=True):
        np.testing.assert_allclose(ours, old, rtol=1e-5, atol=1e-5)


def test_kernels_that_may_be_turned_round_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not say whether Theano or TensorFlow"):
        read_hdf5(UNREADABLE.unpack(tmp_path))


def test_kernels_of_theano_are_turned_round(tmp_path: Path) -> None:
    path = OldFile("keras_2", "lenet").unpack(tmp_path)
    plain = read_hdf5(path).weights
    with h5py.File(path, "r+") as file:
        file["model_weights"].attrs["backend"] = "theano"
    turned = read_hdf5(path).weights
    name = next(iter(plain))
    np.testing.assert_array_equal(turned[name]["kernel"], plain[name]["kernel"][::-1, ::-1])
    np.testing.assert_array_equal(turned[name]["bias"], plain[name]["bias"])


@pytest.mark.parametrize("archive", ["keras_2", "tensorflow_1"])
def test_the_decay_of_old_is_a_schedule(archive: str, tmp_path: Path) -> None:
    saved = read_hdf5(OldFile(archive, "gold").unpack(tmp_path))
    assert saved.compile_config is not None
    optimizer = find_optimizer(saved.compile_config["optimizer"])
    rates = [float(optimizer.rate_at(step)) for step in (0, 10)]
    np.testing.assert_allclose(rates, [0.01, 0.01 / (1 + 10 * 1e-3)], rtol=1e-6)


@pytest.mark.parametrize("archive", ["keras_2", "tensorflow_1", "tensorflow_2"])
def test_the_state_of_the_optimizer_is_that_of_the_file(archive: str, tmp_path: Path) -> None:
    path = OldFile(archive, "gold").unpack(tmp_path)
    model = load_model(path)
    assert model.state.steps_taken == 2  # two batches of two rows, one epoch
    state = model.state.optimizer_state
    assert state is not None
    with h5py.File(path) as file:
        group = file["optimizer_weights"]
        names = [n.decode() if isinstance(n, bytes) else n for n in group.attrs["weight_names"]]
        arrays = [np.asarray(group[name]) for name in names]
    first, *_ = model.network.hidden
    momentum, velocity = (state[slot][first.name] for slot in ("momentum", "velocity"))
    is_by_weight = archive == "tensorflow_2"
    of_kernel = (1, 2) if is_by_weight else (1, 1 + 8)  # 3 + 3 + 2 arrays of weights
    np.testing.assert_array_equal(momentum["kernel"], arrays[of_kernel[0]])
    np.testing.assert_array_equal(velocity["kernel"], arrays[of_kernel[1]])


@pytest.mark.parametrize("name", NETWORKS)
def test_there_and_back_with_todays_keras(name: str, tmp_path: Path) -> None:
    ours = model_named(name)
    ours.save(tmp_path / "ours.h5")
    inputs, _ = rows(NETWORKS[name][0])
    twin = opened_in_keras(tmp_path / "ours.h5")
    expected = ours.predict(inputs)
    np.testing.assert_allclose(twin(inputs), expected, rtol=1e-5, atol=1e-5)
    twin.save(tmp_path / "theirs.h5")
    back = load_model(tmp_path / "theirs.h5")
    assert back.weights_hash() == ours.weights_hash()


def test_training_goes_on_where_it_stopped(tmp_path: Path) -> None:
    inputs, targets = rows(NETWORKS["dense"][0], 20)
    model = model_named("dense")
    model.compile("adam", "mse", ["mse", "accuracy", Precision(thresholds=0.4)])
    model.fit(inputs, targets, shuffle=False)
    model.save(tmp_path / "m.h5", {"version": 1, "name": "金价"})
    again = load_model(tmp_path / "m.h5")
    card = read_model_file(tmp_path / "m.h5").card
    assert card is not None
    assert (card["version"], card["name"]) == (1, "金价")
    histories = [each.fit(inputs, targets, epochs=2, shuffle=False) for each in (model, again)]
    assert histories[0].figures == histories[1].figures
    twin = opened_in_keras(tmp_path / "m.h5")
    measured = twin.evaluate(inputs, targets, verbose=0, return_dict=True)
    reference = load_model(tmp_path / "m.h5").evaluate(inputs, targets)
    assert set(measured) == set(reference)
    for figure, value in reference.items():
        assert measured[figure] == pytest.approx(value, rel=1e-4), figure


def test_losses_and_metrics_are_written_in_full(tmp_path: Path) -> None:
    model = model_named("dense")
    model.compile("sgd", "mse", ["mse"])
    model.save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5") as file:
        training = json.loads(file.attrs["training_config"])
    assert training["loss"]["class_name"] == MeanSquaredError.__name__
    assert [metric["class_name"] for metric in training["metrics"]] == [MeanSquaredError.__name__]
    assert training["metrics"][0]["config"]["name"] == "mse"  # as histories call it


def test_a_list_of_names_cut_into_parts_is_put_together(tmp_path: Path) -> None:
    model = model_named("dense")
    model.save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5", "r+") as file:
        group = file["model_weights"]
        names = group.attrs["layer_names"]
        del group.attrs["layer_names"]
        group.attrs["layer_names0"], group.attrs["layer_names1"] = names[:2], names[2:]
    assert load_model(tmp_path / "m.h5").weights_hash() == model.weights_hash()


@pytest.mark.parametrize("kind", ["float16", "mixed_float16", "bfloat16", "float64"])
def test_another_precision_is_said(kind: str, tmp_path: Path) -> None:
    layer = keras.layers.Dense(2, dtype=kind)
    for ending in (".keras", ".h5"):
        with jax.enable_x64(kind == "float64"):
            keras.Sequential([keras.Input((3,)), layer]).save(tmp_path / f"m{ending}")
        saved = read_model_file(tmp_path / f"m{ending}")
        kernel = np.asarray(layer.kernel, np.float32)
        np.testing.assert_array_equal(saved.weights[layer.name]["kernel"], kernel)
        (note,) = saved.ignored
        assert f"computed in {kind}; plainnet computes in float32" in note


def test_a_loss_of_the_scripts_own_is_known_by_its_name(tmp_path: Path) -> None:
    path = OldFile("tensorflow_2", "air").unpack(tmp_path)
    with h5py.File(path, "r+") as file:
        training = json.loads(file.attrs["training_config"])
        training["loss"], training["metrics"] = "own_loss", ["own_metric", "mae"]
        file.attrs["training_config"] = json.dumps(training)
    unknown = read_hdf5(path)
    assert unknown.compile_config is None
    assert "There is no loss named 'own_loss'" in unknown.ignored[0]
    known = read_hdf5(path, ["own_loss", "own_metric"])
    assert known.compile_config is not None
    assert known.compile_config["loss"] == "own_loss"
    assert known.compile_config["metrics"][0] == "own_metric"
