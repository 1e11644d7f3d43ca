"""Read the course's data as the course's scripts do: pandas, scikit-learn, Pillow.

All peers read through this file, so that all train on the same arrays. Images are decoded
once and in parallel, not again in every epoch as the course does, so that what is compared
is training and not decoding.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PIL import Image
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

from peers.recipes import (
    CLASS_NAMES,
    FILES,
    SIDE,
    SPLIT_SEED,
    TEST_FRACTION,
    TRAINING_DAYS,
    WINDOW,
)

Array = NDArray[np.float32]


@dataclass(frozen=True)
class CourseArrays:
    """What one case trains, validates and is evaluated on.

    Attributes
    ----------
    x, y : array
        Training rows.
    x_validation, y_validation : array
        What the course validates on: the test rows, or the training images again.
    x_test, y_test : array
        What the finished network is evaluated on.
    """

    x: Array
    y: Array
    x_validation: Array
    y_validation: Array
    x_test: Array
    y_test: Array


def read_arrays(case: str, folder: Path) -> CourseArrays:
    """Read one case with the course's mistakes left in."""
    readers = {"breast": _breast, "air": _air, "gold": _gold, "defects": _defects}
    return readers[case](folder / FILES[case])


def _breast(file: Path) -> CourseArrays:
    """Scale training and test rows each by their own range."""
    table = pd.read_csv(file)
    parts = _split(table.iloc[:, :-1].to_numpy(), table["target"].to_numpy(np.int64))
    x, x_test, labels, test_labels = parts
    x, x_test = MinMaxScaler().fit_transform(x), MinMaxScaler().fit_transform(x_test)
    return _validated_on_test(x, np.eye(2)[labels], x_test, np.eye(2)[test_labels])


def _air(file: Path) -> CourseArrays:
    """Scale all rows together, the target too, and split afterwards."""
    scaled = MinMaxScaler().fit_transform(pd.read_csv(file))
    x, x_test, y, y_test = _split(scaled[:, :-1], scaled[:, -1:])
    return _validated_on_test(x, y, x_test, y_test)


def _gold(file: Path) -> CourseArrays:
    """Scale earlier and later days each by their own range, and cut windows of five days."""
    prices = pd.read_csv(file, index_col=0).to_numpy()  # (days, 1)
    earlier = _windows(MinMaxScaler().fit_transform(prices[:TRAINING_DAYS]))
    later = _windows(MinMaxScaler().fit_transform(prices[TRAINING_DAYS:]))
    return _validated_on_test(*earlier, *later)


def _defects(folder: Path) -> CourseArrays:
    """Train on one folder and validate on the same; the other is for the evaluation."""
    x, y = _images(folder / "train")
    x_test, y_test = _images(folder / "val")
    return CourseArrays(x, y, x, y, x_test, y_test)


def _split(x: NDArray, y: NDArray) -> Sequence[NDArray]:
    """Split as the course does."""
    return train_test_split(x, y, test_size=TEST_FRACTION, random_state=SPLIT_SEED)


def _windows(scaled: NDArray) -> tuple[NDArray, NDArray]:
    """Pair five days with the one after."""
    stretches = np.lib.stride_tricks.sliding_window_view(scaled[:-1, 0], WINDOW)
    return stretches[:, :, None], scaled[WINDOW:]  # (windows, 5, 1), (windows, 1)


def _images(folder: Path) -> tuple[Array, Array]:
    """Decode all images of the class folders, nearest neighbour, 0..1."""
    files = [sorted((folder / name).iterdir()) for name in CLASS_NAMES]
    labels = np.repeat(np.arange(len(files)), [len(of_class) for of_class in files])
    with ThreadPoolExecutor() as threads:
        pixels = list(threads.map(_image, [file for of_class in files for file in of_class]))
    x = np.stack(pixels).astype(np.float32) / np.float32(255)
    return x, np.eye(len(files), dtype=np.float32)[labels]


def _image(file: Path) -> NDArray[np.uint8]:
    """Decode one image as Keras' image loader does."""
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.NEAREST))


def _validated_on_test(x: NDArray, y: NDArray, x_test: NDArray, y_test: NDArray) -> CourseArrays:
    """Let the test rows be the validation rows, as the course does."""
    arrays = [np.ascontiguousarray(array, np.float32) for array in (x, y, x_test, y_test)]
    return CourseArrays(*arrays, *arrays[2:])
