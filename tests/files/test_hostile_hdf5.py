"""Whatever is called an `.h5` model: it opens, or one FileError says why not."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from files.test_hostile_archives import opens_or_is_refused, places_in, refusal
from plainnet.errors import FileError
from plainnet.files import hdf5_content
from plainnet.files.hdf5_content import opened_hdf5
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.network import Stack

KERNEL = "model_weights/dense/dense/kernel"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small sound file."""
    path = tmp_path_factory.mktemp("sound") / "m.h5"
    layers = (Input((3, 3, 1)), Conv2D(1, 2, name="conv"), Flatten(), Dense(2, "relu"))
    model = Model(Stack(layers))
    model.compile("adam", "mse", ["mae"])
    model.save(path, {"version": 1})
    return path


def spoilt(sound: Path, folder: Path, spoil: Callable[[Any], None]) -> Path:
    """Copy a file, changed by a function."""
    path = folder / "m.h5"
    path.write_bytes(sound.read_bytes())
    with h5py.File(path, "r+") as file:
        spoil(file)
    return path


def test_cut_short_anywhere(sound: Path, tmp_path: Path) -> None:
    whole = sound.read_bytes()
    for size in [*range(0, len(whole), len(whole) // 50), len(whole) - 1]:
        (tmp_path / "cut.h5").write_bytes(whole[:size])
        assert "not a whole model file" in refusal(tmp_path / "cut.h5")


@pytest.mark.parametrize("name", [b"keras_version", b"model_weights", b"weight_names"])
def test_names_are_covered_by_checksums(sound: Path, tmp_path: Path, name: bytes) -> None:
    """Without, the library follows wrong places: it hung, or ended the process."""
    whole = sound.read_bytes()
    place = whole.index(name)
    (tmp_path / "m.h5").write_bytes(whole[:place] + b"x" + whole[place + 1 :])
    assert "not a whole model file" in refusal(tmp_path / "m.h5")


def test_one_byte_changed_anywhere(sound: Path, tmp_path: Path) -> None:
    whole = sound.read_bytes()
    for place in range(0, len(whole), max(len(whole) // 200, 1)):
        changed = bytearray(whole)
        changed[place] ^= 0x5A
        (tmp_path / "m.h5").write_bytes(changed)
        opens_or_is_refused(tmp_path / "m.h5")


@pytest.mark.parametrize("garbage", [None, -1, "x", [], {}, {"class_name": "Z"}])
@pytest.mark.parametrize("attribute", ["model_config", "training_config"])
def test_each_place_of_the_settings_spoilt(
    attribute: str, garbage: Any, sound: Path, tmp_path: Path
) -> None:
    with h5py.File(sound) as file:
        settings = json.loads(file.attrs[attribute])
    path = spoilt(sound, tmp_path, lambda file: None)
    for place in [place for place in places_in(settings) if place]:
        changed = inner = copy.deepcopy(settings)
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = garbage
        with h5py.File(path, "r+") as file:
            file.attrs[attribute] = json.dumps(changed)
        opens_or_is_refused(path)


def put(name: str, **dataset: Any) -> Callable[[Any], None]:
    """Put another data set in the place of one."""

    def spoil(file: Any) -> None:
        del file[name]
        file.create_dataset(name, **dataset)

    return spoil


def put_link(link: Any, name: str = KERNEL) -> Callable[[Any], None]:
    """Put a link in the place of something."""

    def spoil(file: Any) -> None:
        del file[name]
        file[name] = link

    return spoil


def put_virtual(file: Any) -> None:
    """Put a data set made of another file's in the place of the kernel."""
    layout = h5py.VirtualLayout((4, 2), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", (4, 2))
    del file[KERNEL]
    file.create_virtual_dataset(KERNEL, layout)


def put_attribute(place: str, name: str, value: Any) -> Callable[[Any], None]:
    """Give an attribute another value."""

    def spoil(file: Any) -> None:
        file[place].attrs[name] = value

    return spoil


OUTSIDE = {"shape": (4, 2), "dtype": "f4", "external": [("other.raw", 0, 32)]}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (put_link(h5py.ExternalLink("other.h5", "/x")), "is a link"),
        (put_link(h5py.SoftLink("/model_weights/conv")), "is a link"),
        (put_link(h5py.ExternalLink("other.h5", "/"), "model_weights"), "is a link"),
        (put_link(h5py.SoftLink("/nowhere"), "optimizer_weights"), "is a link"),
        (put_virtual, "is a link"),
        (put(KERNEL, **OUTSIDE), "is a link"),
        (put(KERNEL, shape=(10**9, 10**9), dtype="f4", chunks=(1, 1)), "should have shape (4, 2)"),
        (put(KERNEL, data=np.zeros((2, 4))), "should have shape (4, 2) but has (2, 4)"),
        (put(KERNEL, data=[["a", "b"]] * 4), "not a whole model file"),
        (put("optimizer_weights/variable_3", data="x"), "not a whole model file"),
        (put_attribute("model_weights", "layer_names", [b"conv"]), "weights of 1 layers"),
        (put_attribute("model_weights", "layer_names", [b"none"]), "not a whole model file"),
        (put_attribute("model_weights", "layer_names", 5), "not a whole model file"),
        (put_attribute("model_weights/dense", "weight_names", [b"dense/kernel"]), "dense/bias"),
        (put_attribute("model_weights/conv", "weight_names",
                       [b"conv/kernel", b"conv/bias", b"conv/bias"]), "more weights for layer"),
        (put_attribute("/", "model_config", "{"), "not a whole model file"),
        (put_attribute("/", "model_config", "[" * 100_000), "not a whole model file"),
        (put_attribute("/", "training_config", "[]"), "not a whole model file"),
        (lambda file: file.attrs.__delitem__("model_config"), "holds weights only"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    spoil: Callable[[Any], None], sentence: str, sound: Path, tmp_path: Path
) -> None:
    np.zeros(8, "f4").tofile(tmp_path / "other.raw")
    with h5py.File(tmp_path / "other.h5", "w") as other:
        other["x"] = np.ones((4, 2), "f4")
    assert sentence in refusal(spoilt(sound, tmp_path, spoil))


def test_arrays_that_unpack_to_too_much(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hdf5_content, "LARGEST_ARRAYS", 40)
    assert "more than plainnet reads" in refusal(sound)


def test_code_in_a_file_is_refused_by_name(sound: Path, tmp_path: Path) -> None:
    def change(file: Any) -> None:
        config = json.loads(file.attrs["model_config"])
        config["config"]["layers"][-1] = {
            "class_name": "Lambda",
            "config": {"name": "lambda_1", "function": ["4wEAAAA=", None, None]},
        }
        file.attrs["model_config"] = json.dumps(config)

    assert "holds a layer Lambda, which is not covered" in refusal(spoilt(sound, tmp_path, change))


def test_numbers_that_are_declared_and_not_stored(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "m.h5", "w") as file:
        file.create_dataset("kernel", (46_000, 46_000), np.int8)
        file.create_dataset("bias", (1000,), np.int8)
    with opened_hdf5((tmp_path / "m.h5").read_bytes(), "m.h5") as content:
        assert not content.array(content.dataset("bias")).any()
        with pytest.raises(FileError, match="not a whole model file"):
            content.array(content.dataset("kernel"))
