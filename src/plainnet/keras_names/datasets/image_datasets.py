"""The picture collections that Keras names: MNIST, Fashion-MNIST, CIFAR."""

import gzip
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.arrays.backend_settings import image_data_format
from plainnet.keras_names.datasets.array_files import read_arrays, read_pickle
from plainnet.keras_names.datasets.file_download import (
    get_file,
    keras_home,
)

KERAS_FILES = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_CIFAR = "https://www.cs.toronto.edu/~kriz/"
Parts = tuple[tuple[NDArray[Any], NDArray[Any]], tuple[NDArray[Any], NDArray[Any]]]


def load_mnist(path: str = "mnist.npz") -> Parts:
    """Read handwritten digits, 28 x 28 grey: 60,000 for training, 10,000 for testing."""
    arrays = read_arrays(get_file(path, origin=f"{KERAS_FILES}mnist.npz"))
    return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])


def load_fashion_mnist() -> Parts:
    """Read clothes, 28 x 28 grey: 60,000 for training, 10,000 for testing."""
    read = [
        _fashion_file(name)
        for name in (
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
        )
    ]
    return (read[0], read[1]), (read[2], read[3])


def _fashion_file(name: str) -> NDArray[np.uint8]:
    """Read images or labels: a heading that tells the shape, then the bytes."""
    path = get_file(name, KERAS_FILES + name, cache_subdir="datasets/fashion-mnist")
    try:
        content = gzip.decompress(Path(path).read_bytes())
    except (OSError, EOFError) as error:
        raise DataError("script_data.damaged", file=path) from error
    axes = content[3]
    shape = np.frombuffer(content, ">u4", axes, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape).copy()


def load_cifar10() -> Parts:
    """Read photographs of 10 kinds, 32 x 32 in colour: 50,000 and 10,000."""
    names = [f"data_batch_{number}" for number in range(1, 6)]
    batches = [_cifar_file("cifar-10-batches-py", "cifar-10-python.tar.gz", n) for n in names]
    training = [_cifar_part(batch, b"labels") for batch in batches]
    x_train = np.concatenate([images for images, _ in training])
    y_train = np.concatenate([labels for _, labels in training])
    test = _cifar_file("cifar-10-batches-py", "cifar-10-python.tar.gz", "test_batch")
    return (x_train, y_train), _cifar_part(test, b"labels")


def load_cifar100(label_mode: str = "fine") -> Parts:
    """Read photographs of 100 kinds, 32 x 32 in colour: 50,000 and 10,000.

    Parameters
    ----------
    label_mode : {"fine", "coarse"}, default="fine"
        100 kinds, or 20 groups of them.

    Returns
    -------
    ((array, array), (array, array))
        Images and labels for training, and for testing.

    Raises
    ------
    SettingError
        If the mode is another.
    """
    if label_mode not in ("fine", "coarse"):
        raise SettingError("script_data.fine_or_coarse", found=label_mode)
    train, test = (
        _cifar_part(
            _cifar_file("cifar-100-python", "cifar-100-python.tar.gz", name),
            f"{label_mode}_labels".encode(),
        )
        for name in ("train", "test")
    )
    return train, test


def _cifar_file(folder: str, archive: str, name: str) -> tuple[dict[bytes, Any], Path]:
    """Read one file of a collection, unpacked by Keras or still in its archive."""
    kept = keras_home() / "datasets"
    for place in (kept / folder, kept / f"{folder}-target" / folder):
        if (place / name).is_file():
            return read_pickle((place / name).read_bytes(), place / name), place / name
    own = next((each for each in (f"{folder}.tar.gz", folder) if (kept / each).is_file()), archive)
    path = Path(get_file(own, _CIFAR + archive))
    try:
        with tarfile.open(path) as content:
            member = content.extractfile(f"{folder}/{name}")
            if member is None:
                raise DataError("script_data.damaged", file=path)
            return read_pickle(member.read(), path), path
    except (tarfile.TarError, KeyError, EOFError) as error:
        raise DataError("script_data.damaged", file=path) from error


def _cifar_part(
    read: tuple[dict[bytes, Any], Path], label_key: bytes
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return images with their channels where the program wants them, and labels."""
    batch, path = read
    if b"data" not in batch or label_key not in batch:
        raise DataError("script_data.damaged", file=path)
    images = np.asarray(batch[b"data"], np.uint8).reshape(-1, 3, 32, 32)
    labels = np.asarray(batch[label_key], np.uint8).reshape(-1, 1)
    is_last = image_data_format() == "channels_last"
    return (images.transpose(0, 2, 3, 1) if is_last else images), labels
