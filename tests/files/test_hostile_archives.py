"""Whatever is called a model file: it opens, or one FileError says why not."""

import copy
import io
import json
import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest

from files.saved_models import members_of, with_config, write_members
from plainnet.errors import FileError
from plainnet.files import keras_archive
from plainnet.files.model_file import read_model_file
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.lstm import LSTM
from plainnet.layers.padding_and_cropping import ZeroPadding2D
from plainnet.layers.regularizers import L2
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model, load_model
from plainnet.networks.network import Stack


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small sound archive."""
    path = tmp_path_factory.mktemp("sound") / "m.keras"
    model = Model(Stack((Conv2D(1, 2, name="conv"), Flatten(), Dense(2, kernel_regularizer=L2()))))
    model.compile("adam", "mse", ["mae"])
    model.fit(np.zeros((2, 3, 3, 1)), np.zeros((2, 2)))
    model.save(path, {"version": 1})
    return path


def refusal(path: Path) -> str:
    """Give the sentence with which a file is refused; it names the file."""
    with pytest.raises(FileError) as caught:
        load_model(path)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    return sentence


def opens_or_is_refused(path: Path) -> bool:
    """Tell whether a file opens; anything but FileError is a bug."""
    try:
        load_model(path)
    except FileError:
        return False
    return True


def test_cut_short_anywhere(sound: Path, tmp_path: Path) -> None:
    whole = sound.read_bytes()
    for size in [*range(0, len(whole), len(whole) // 50), *range(len(whole) - 30, len(whole))]:
        (tmp_path / "cut.keras").write_bytes(whole[:size])
        assert "damaged" in refusal(tmp_path / "cut.keras")


def test_one_byte_changed_anywhere(sound: Path, tmp_path: Path) -> None:
    whole = bytearray(sound.read_bytes())
    opened = 0
    for place in range(0, len(whole), len(whole) // 150):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x5A
        (tmp_path / "spoilt.keras").write_bytes(spoilt)
        opened += opens_or_is_refused(tmp_path / "spoilt.keras")
    assert opened < 30  # a date, a name of a member nobody reads


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"hello", b"\x89HDF\r\n\x1a\n" + b"\0" * 99, b"PK\x05\x06" + b"\0" * 18]
)
def test_other_kinds_of_file(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "m.keras").write_bytes(content)
    assert "not a whole model file" in refusal(tmp_path / "m.keras")


@pytest.mark.parametrize("member", ["config.json", "model.weights.h5"])
def test_a_member_missing(member: str, sound: Path, tmp_path: Path) -> None:
    members = members_of(sound)
    del members[member]
    assert "damaged" in refusal(write_members(tmp_path / "m.keras", members))


@pytest.mark.parametrize("member", ["config.json", "model.weights.h5", "plainnet.json"])
@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"\0" * 50, b'{"a": 1}}']
)
def test_a_member_of_garbage(member: str, content: bytes, sound: Path, tmp_path: Path) -> None:
    members = {**members_of(sound), member: content}
    assert "damaged" in refusal(write_members(tmp_path / "m.keras", members))


@pytest.mark.parametrize("config", [b"null", b"5", b'"x"', b"[]", b"{}", b"[[]]", b"NaN"])
def test_a_configuration_of_another_build(config: bytes, sound: Path, tmp_path: Path) -> None:
    refusal(write_members(tmp_path / "m.keras", {**members_of(sound), "config.json": config}))


def places_in(tree: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Walk through all places of a JSON tree."""
    yield above
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from places_in(value, (*above, key))


@pytest.mark.parametrize("garbage", [None, -1, 2.5, "x", [], {}, [None, "y"], {"class_name": "Z"}])
def test_each_place_of_the_configuration_spoilt(garbage: Any, sound: Path, tmp_path: Path) -> None:
    members = members_of(sound)
    config = json.loads(members["config.json"])
    opened = 0
    places = [place for place in places_in(config) if place]
    for place in places:
        spoilt = copy.deepcopy(config)
        inner = spoilt
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = garbage
        members["config.json"] = json.dumps(spoilt).encode()
        opened += opens_or_is_refused(write_members(tmp_path / "m.keras", members))
    assert 0 < opened < len(places)


def change_layer(number: int, **settings: Any) -> Callable[[Any], None]:
    """Change settings of one layer; the input is number 0."""
    return lambda config: config["config"]["layers"][number]["config"].update(settings)


def rename_layer(config: Any) -> None:
    """Make the last layer one that runs code."""
    config["config"]["layers"][-1]["class_name"] = "Lambda"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (rename_layer, "holds a layer Lambda, which is not covered"),
        (change_layer(1, lora_rank=[2, 2]), r"layer Conv2D has lora_rank = [2, 2]"),
        (change_layer(1, kernel_constraint={"class_name": "Own"}), "kernel_constraint = 'Own'"),
        (change_layer(1, padding="causal"), 'must be "valid" or "same", not \'causal\''),
        (change_layer(1, kernel_size=[4, 4]), "a window of 4 pixels does not fit"),
        (change_layer(1, activation="gelu2"), "holds gelu2, code of the program that wrote it"),
        (change_layer(3, units=3), "dense/kernel should have shape (4, 3) but has (4, 2)"),
        (change_layer(3, units=-3), "units must be a whole number"),
        (change_layer(3, units=10**12), "layer dense gives arrays of shape (1000000000000,)"),
        (
            change_layer(3, kernel_regularizer={"class_name": "Orthogonal2"}),
            "kernel_regularizer = ",
        ),
        (lambda config: config.update(class_name="Own"), "holds a Own"),
        (lambda config: config["config"].update(layers=[]), "at least one layer"),
        (lambda config: config["compile_config"].update(metrics=5), "damaged"),
    ],
)
def test_what_is_not_covered_is_said(
    change: Callable[[Any], None], sentence: str, sound: Path, tmp_path: Path
) -> None:
    assert sentence in refusal(with_config(sound, tmp_path / "m.keras", change))


def test_a_layer_of_code_is_refused(tmp_path: Path) -> None:
    layer = keras.layers.Lambda(lambda x: x)
    keras.Sequential([keras.Input((6, 6, 1)), layer]).save(tmp_path / "m.keras")
    assert "holds a layer Lambda" in refusal(tmp_path / "m.keras")


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("loss", "own", "There is no loss named 'own'"),
        ("metrics", ["mse", "own"], "There is no metric named 'own'"),
        ("optimizer", {"class_name": "Own", "config": {}}, "There is no optimizer named 'Own'"),
    ],
)
def test_what_training_does_not_cover_is_left_out_and_said(
    setting: str, value: Any, sentence: str, sound: Path, tmp_path: Path
) -> None:
    def change(config: Any) -> None:
        config["compile_config"][setting] = value

    saved = read_model_file(with_config(sound, tmp_path / "m.keras", change))
    assert saved.compile_config is None
    (note,) = saved.ignored
    assert sentence in note
    assert saved.weights


def spoil_weights(path: Path, target: Path, spoil: Callable[[Any], None]) -> Path:
    """Copy an archive with its weight file changed by a function."""
    members = members_of(path)
    content = io.BytesIO(members["model.weights.h5"])
    with h5py.File(content, "r+") as file:
        spoil(file)
    return write_members(target, {**members, "model.weights.h5": content.getvalue()})


def replace(name: str, **dataset: Any) -> Callable[[Any], None]:
    """Put another data set in the place of one; none at all for no arguments."""

    def spoil(file: Any) -> None:
        del file[name]
        if dataset:
            file.create_dataset(name, **dataset)

    return spoil


KERNEL = "layers/dense/vars/0"


def make_group(file: Any) -> None:
    """Put a group where the kernel is looked for."""
    del file[KERNEL]
    file.create_group(KERNEL)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (replace(KERNEL), "damaged"),
        (replace("layers/dense"), "damaged"),
        (replace(KERNEL, data=np.zeros((2, 4))), "should have shape (4, 2) but has (2, 4)"),
        (replace(KERNEL, data=np.zeros(())), "should have shape (4, 2) but has ()"),
        (replace(KERNEL, data=[["a", "b"]] * 4), "damaged"),
        (replace(KERNEL, shape=(10**9, 10**9), dtype="f4", chunks=(1, 1)), "should have shape"),
        (replace("optimizer/vars/0", data="x"), "damaged"),
        (make_group, "damaged"),
    ],
)
def test_weights_that_do_not_fit(
    spoil: Callable[[Any], None], sentence: str, sound: Path, tmp_path: Path
) -> None:
    assert sentence in refusal(spoil_weights(sound, tmp_path / "m.keras", spoil))


@pytest.mark.parametrize("data", [np.zeros(3), np.zeros((0,)), 2.5])
def test_an_optimizer_state_that_does_not_fit_is_started_afresh(
    data: Any, sound: Path, tmp_path: Path
) -> None:
    spoil = replace("optimizer/vars/0", data=data)
    model = load_model(spoil_weights(sound, tmp_path / "m.keras", spoil))
    model.fit(np.zeros((2, 3, 3, 1)), np.zeros((2, 2)))


def test_a_member_that_unpacks_to_too_much(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keras_archive, "LARGEST_TEXT", 100_000)
    members = members_of(sound)
    with zipfile.ZipFile(tmp_path / "m.keras", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content + b" " * 200_000 if name == "config.json" else content)
    assert (tmp_path / "m.keras").stat().st_size < 100_000
    assert "damaged" in refusal(tmp_path / "m.keras")


@pytest.mark.parametrize(("offset", "value"), [(8, 1), (10, 99)])  # encrypted; unknown method
def test_a_member_nobody_can_unpack(offset: int, value: int, sound: Path, tmp_path: Path) -> None:
    content = bytearray(sound.read_bytes())
    entry = content.index(b"PK\x01\x02")  # the first of the central directory
    second = content.index(b"PK\x01\x02", entry + 4)
    struct.pack_into("<H", content, second + offset, value)
    (tmp_path / "m.keras").write_bytes(content)
    assert "damaged" in refusal(tmp_path / "m.keras")


def test_a_stream_broken_inside(sound: Path, tmp_path: Path) -> None:
    members = members_of(sound)
    with zipfile.ZipFile(tmp_path / "m.keras", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    content = bytearray((tmp_path / "m.keras").read_bytes())
    start = content.index(b"config.json") + len(b"config.json")
    content[start + 5 : start + 60] = b"\xff" * 55
    (tmp_path / "m.keras").write_bytes(content)
    assert "damaged" in refusal(tmp_path / "m.keras")


def test_no_file_a_folder_and_an_unreadable_one(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "none.keras")
    assert "is a folder" in refusal(tmp_path)
    (tmp_path / "file").write_text("x")
    assert "cannot be read" in refusal(tmp_path / "file" / "m.keras")
    assert "cannot be read" in refusal(tmp_path / ("x" * 5000))
    if Path("/proc/self/mem").exists():
        assert "cannot be read" in refusal(Path("/proc/self/mem"))


def test_a_network_of_too_many_layers_is_refused(sound: Path, tmp_path: Path) -> None:
    def change(config: Any) -> None:
        config["config"]["layers"] += [config["config"]["layers"][-1]] * 20_000

    assert "at most 10000 are read" in refusal(with_config(sound, tmp_path / "m.keras", change))


def test_a_pipe_is_no_model_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.keras")
    assert "is a device or a pipe" in refusal(tmp_path / "m.keras")


def test_a_layer_that_gives_too_much_is_refused(tmp_path: Path) -> None:
    model = Model(Stack((ZeroPadding2D(((30_000, 30_000), (30_000, 30_000)), name="pad"),)))
    model.build((8, 8, 1))
    model.save(tmp_path / "m.keras")
    assert "layer pad gives arrays of shape (60008, 60008, 1)" in refusal(tmp_path / "m.keras")


def test_lstm_weights_lie_one_level_deeper(tmp_path: Path) -> None:
    model = Model(Stack((LSTM(2),)))
    model.build((3, 1))
    model.save(tmp_path / "m.keras")
    spoil = replace("layers/lstm/cell/vars/1")
    assert "damaged" in refusal(spoil_weights(tmp_path / "m.keras", tmp_path / "n.keras", spoil))
