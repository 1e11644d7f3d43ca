"""Picture collections in the layout in which Keras keeps them."""

import gzip
import pickle
import tarfile

import numpy as np
import pytest

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.arrays.backend_settings import set_image_data_format
from plainnet.keras_names.datasets import image_datasets


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    return tmp_path / "datasets"


def test_digits(kept):
    arrays = {"x_train": np.zeros((3, 28, 28), np.uint8), "y_train": np.arange(3)}
    arrays |= {"x_test": np.ones((2, 28, 28), np.uint8), "y_test": np.arange(2)}
    np.savez(kept / "mnist.npz", **arrays)
    (x_train, y_train), (x_test, y_test) = image_datasets.load_mnist()
    assert x_train.shape == (3, 28, 28) and y_train.tolist() == [0, 1, 2]
    assert x_test.max() == 1 and y_test.tolist() == [0, 1]
    assert len(image_datasets.load_mnist(str(kept / "mnist.npz"))[0][0]) == 3


def test_clothes(kept):
    (kept / "fashion-mnist").mkdir()
    for name, count in (("train", 3), ("t10k", 2)):
        pixels = np.arange(count * 784, dtype=np.uint8)
        images = np.array([2051, count, 28, 28], ">u4").tobytes() + pixels.tobytes()
        labels = np.array([2049, count], ">u4").tobytes() + bytes(range(count))
        for kind, content in (("images-idx3", images), ("labels-idx1", labels)):
            path = kept / "fashion-mnist" / f"{name}-{kind}-ubyte.gz"
            path.write_bytes(gzip.compress(content, mtime=0))
    (x_train, y_train), (x_test, _) = image_datasets.load_fashion_mnist()
    assert x_train.shape == (3, 28, 28) and x_test.shape == (2, 28, 28)
    assert x_train[0, 0, 5] == 5 and y_train.tolist() == [0, 1, 2]
    path.write_bytes(b"no archive")
    with pytest.raises(DataError, match="damaged"):
        image_datasets.load_fashion_mnist()


def _cifar_batches(folder, labels):
    """Write batches of two images each, of which the colour planes are 0, 1 and 2."""
    folder.mkdir(parents=True)
    pixels = np.repeat(np.arange(3, dtype=np.uint8), 1024)[None].repeat(2, 0)
    batch = {b"data": pixels, **{key: [1, 0] for key in labels}}
    names = [f"data_batch_{n}" for n in range(1, 6)] + ["test_batch", "train", "test"]
    for name in names:
        (folder / name).write_bytes(pickle.dumps(batch))


@pytest.mark.parametrize("place", ["", "cifar-10-batches-py-target", "archive"])
def test_ten_kinds_of_photographs(kept, place):
    folder = kept / place / "cifar-10-batches-py"
    _cifar_batches(folder, [b"labels"])
    if place == "archive":
        with tarfile.open(kept / "cifar-10-batches-py.tar.gz", "w:gz") as archive:
            archive.add(folder, "cifar-10-batches-py")
    (x_train, y_train), (x_test, y_test) = image_datasets.load_cifar10()
    assert x_train.shape == (10, 32, 32, 3) and x_test.shape == (2, 32, 32, 3)
    assert x_train[0, 5, 5].tolist() == [0, 1, 2]
    assert y_train.shape == (10, 1) and y_test.ravel().tolist() == [1, 0]


def test_a_hundred_kinds_with_their_channels_first(kept):
    _cifar_batches(kept / "cifar-100-python", [b"fine_labels", b"coarse_labels"])
    try:
        set_image_data_format("channels_first")
        (x_train, _), _ = image_datasets.load_cifar100("coarse")
    finally:
        set_image_data_format("channels_last")
    assert x_train.shape == (2, 3, 32, 32)
    with pytest.raises(SettingError, match="medium"):
        image_datasets.load_cifar100("medium")


def test_what_is_damaged_or_absent_is_named(kept):
    with pytest.raises(DataError, match=r"mnist\.npz.*--allow-download"):
        image_datasets.load_mnist()
    with pytest.raises(DataError, match=r"cifar-10-python.*--allow-download"):
        image_datasets.load_cifar10()
    _cifar_batches(kept / "cifar-10-batches-py", [])
    with pytest.raises(DataError, match="damaged"):
        image_datasets.load_cifar10()
    with tarfile.open(kept / "cifar-100-python.tar.gz", "w:gz") as archive:
        archive.add(kept / "cifar-10-batches-py", "other")
    with pytest.raises(DataError, match="damaged"):
        image_datasets.load_cifar100()
