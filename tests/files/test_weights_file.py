"""Weights alone: in order, by name, of every layout."""

from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest

from files.old_keras_files import OldFile, old_files
from files.saved_models import NETWORKS, model_named, opened_in_keras
from plainnet.errors import FileError
from plainnet.files.model_file import read_model_file
from plainnet.files.weights_file import Built, read_weights, write_weights
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.time_distributed import TimeDistributed
from plainnet.networks.network import NetworkWeights, Stack


def built(*layers: Any, seed: int = 0, shape: tuple[int, ...] = (3,)) -> Built:
    """Make a network and draw its weights."""
    network = Stack((Input(shape), *layers))
    return network, shape, network.init((seed,), shape)[0]


def assert_same(ours: NetworkWeights, theirs: NetworkWeights) -> None:
    """Compare all weights."""
    assert {n: list(own) for n, own in ours.items()} == {n: list(own) for n, own in theirs.items()}
    for layer, own in ours.items():
        for name, array in own.items():
            np.testing.assert_array_equal(array, theirs[layer][name], err_msg=f"{layer}/{name}")


READABLE = [file for file in old_files() if file != OldFile("keras_1", "channels_first")]


@pytest.mark.parametrize("file", [file for file in READABLE if file.ending == ".h5"], ids="/".join)
def test_weights_of_an_old_file_of_a_whole_model(file: OldFile, tmp_path: Path) -> None:
    path = file.unpack(tmp_path)
    saved = read_model_file(path)
    fresh, _ = saved.network.init((5,), saved.input_shape)
    model = (saved.network, saved.input_shape, fresh)
    assert_same(read_weights(path, model), saved.weights)
    with h5py.File(path) as whole, h5py.File(tmp_path / "w.h5", "w") as alone:
        for name in whole["model_weights"]:
            whole.copy(f"model_weights/{name}", alone)
        for name, value in whole["model_weights"].attrs.items():
            alone.attrs[name] = value
    assert_same(read_weights(tmp_path / "w.h5", model), saved.weights)


@pytest.mark.parametrize("ending", [".weights.h5", ".h5"])
@pytest.mark.parametrize("name", NETWORKS)
def test_there_and_back(name: str, ending: str, tmp_path: Path) -> None:
    model, other = model_named(name), model_named(name)
    shape = model.input_shape
    fresh, _ = other.network.init((9,), shape)
    write_weights(tmp_path / f"m{ending}", (model.network, shape, model.weights))
    assert_same(read_weights(tmp_path / f"m{ending}", (model.network, shape, fresh)), model.weights)


@pytest.mark.parametrize("ending", [".weights.h5", ".h5"])
@pytest.mark.parametrize("name", NETWORKS)
def test_keras_reads_what_plainnet_writes_and_the_other_way_round(
    name: str, ending: str, tmp_path: Path
) -> None:
    model = model_named(name)
    model.save(tmp_path / "m.keras")
    twin = opened_in_keras(tmp_path / "m.keras")
    twin.set_weights([0 * np.asarray(weight) for weight in twin.get_weights()])
    write_weights(tmp_path / f"w{ending}", (model.network, model.input_shape, model.weights))
    twin.load_weights(tmp_path / f"w{ending}")
    ours = [np.asarray(array) for own in model.weights.values() for array in own.values()]
    for theirs, array in zip(twin.get_weights(), ours, strict=True):
        np.testing.assert_array_equal(theirs, array)
    twin.save_weights(tmp_path / "theirs.weights.h5")
    fresh, _ = model.network.init((9,), model.input_shape)
    back = read_weights(tmp_path / "theirs.weights.h5", (model.network, model.input_shape, fresh))
    assert_same(back, model.weights)


def test_the_weights_in_an_archive(tmp_path: Path) -> None:
    model = model_named("images")
    model.save(tmp_path / "m.keras")
    fresh, _ = model.network.init((9,), model.input_shape)
    back = read_weights(tmp_path / "m.keras", (model.network, model.input_shape, fresh))
    assert_same(back, model.weights)


def test_in_order_whatever_the_layers_are_called(tmp_path: Path) -> None:
    written = built(Dense(4, name="a"), Dense(2, name="b"))
    write_weights(tmp_path / "w.h5", written)
    read = read_weights(tmp_path / "w.h5", built(Dense(4, name="x"), Dense(2, name="y"), seed=1))
    np.testing.assert_array_equal(read["y"]["kernel"], written[2]["b"]["kernel"])


def test_by_name_only_layers_of_that_name(tmp_path: Path) -> None:
    written = built(Dense(4, name="a"), Dense(2, name="b"))
    write_weights(tmp_path / "w.h5", written)
    other = built(Dense(4, name="a"), Dense(5, name="new"), seed=1)
    read = read_weights(tmp_path / "w.h5", other, by_name=True)
    np.testing.assert_array_equal(read["a"]["kernel"], written[2]["a"]["kernel"])
    np.testing.assert_array_equal(read["new"]["kernel"], other[2]["new"]["kernel"])


def test_what_does_not_fit_is_refused_or_skipped(tmp_path: Path) -> None:
    written = built(Dense(4, name="a"), Dense(2, name="b"))
    other = built(Dense(4, name="a"), Dense(3, name="b"), seed=1)
    for name in ("w.h5", "w.weights.h5"):
        write_weights(tmp_path / name, written)
        with pytest.raises(FileError, match=r"b/kernel should have shape \(4, 3\)"):
            read_weights(tmp_path / name, other)
        read = read_weights(tmp_path / name, other, skip_mismatch=True)
        np.testing.assert_array_equal(read["a"]["kernel"], written[2]["a"]["kernel"])
        np.testing.assert_array_equal(read["b"]["kernel"], other[2]["b"]["kernel"])


def test_another_number_of_layers_is_refused(tmp_path: Path) -> None:
    write_weights(tmp_path / "w.h5", built(Dense(4, name="a"), Dense(2, name="b")))
    with pytest.raises(FileError, match="weights of 2 layers, but the network has 1 layers"):
        read_weights(tmp_path / "w.h5", built(Dense(4, name="a")))


def test_by_name_needs_names(tmp_path: Path) -> None:
    model = built(Dense(4, name="a"))
    write_weights(tmp_path / "w.weights.h5", model)
    with pytest.raises(FileError, match="by position and not by name"):
        read_weights(tmp_path / "w.weights.h5", model, by_name=True)


@pytest.mark.parametrize("content", [b"", b"PK", b"hello", b"\x89HDF\r\n\x1a\n" + b"\0" * 99])
def test_no_weights_at_all(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "w.h5").write_bytes(content)
    with pytest.raises(FileError, match="not a whole model file"):
        read_weights(tmp_path / "w.h5", built(Dense(4)))
    with pytest.raises(FileError, match="There is no file"):
        read_weights(tmp_path / "none.h5", built(Dense(4)))


def test_groups_as_tensorflow_2_12_numbered_them(tmp_path: Path) -> None:
    written = built(Dense(4, name="a"), Dense(2, name="b"))
    with h5py.File(tmp_path / "w.weights.h5", "w") as file:
        for group, layer in (("dense", "a"), ("dense_2", "b")):
            for number, array in enumerate(written[2][layer].values()):
                file[f"_layer_checkpoint_dependencies/{group}/vars/{number}"] = np.asarray(array)
    other = built(Dense(4, name="a"), Dense(2, name="b"), seed=1)
    assert_same(read_weights(tmp_path / "w.weights.h5", other), written[2])


def test_nested_groups_as_tensorflow_2_12_numbered_them(tmp_path: Path) -> None:
    old = "_layer_checkpoint_dependencies"

    def nested(seed: int) -> Built:
        inner = Stack((Input((3,)), Dense(4), Dense(3)))
        around = Stack((Input((3,)), Dense(2), Dense(3)))
        return built(Dense(3), inner, TimeDistributed(around), Dense(1), seed=seed, shape=(5, 3))

    places = [
        f"{old}/dense",
        f"{old}/sequential/{old}/dense",
        f"{old}/sequential/{old}/dense_2",
        f"{old}/time_distributed/layer/{old}/dense",
        f"{old}/time_distributed/layer/{old}/dense_2",
        f"{old}/dense_2",
    ]
    written = nested(0)
    arrays = [np.asarray(array) for own in written[2].values() for array in own.values()]
    with h5py.File(tmp_path / "w.weights.h5", "w") as file:
        for at, place in enumerate(places):
            for number in range(2):  # kernel and bias
                file[f"{place}/vars/{number}"] = arrays[2 * at + number]
    assert_same(read_weights(tmp_path / "w.weights.h5", nested(1)), written[2])


def test_old_layout_of_todays_keras(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="a")])
    model.save(tmp_path / "m.h5")
    read = read_weights(tmp_path / "m.h5", built(Dense(2, name="a")), by_name=True)
    np.testing.assert_array_equal(read["a"]["kernel"], model.get_weights()[0])
