"""Small models of a table, of images and of a series, trained and saved with their cards."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from plainnet.data.dataset import Source
from plainnet.data.image_folder import read_all_parts
from plainnet.data.scaling import learn_min_max, learn_standard
from plainnet.data.series import read_series
from plainnet.data.sliding_windows import slide
from plainnet.data.table_file import read_table
from plainnet.files.model_card import (
    ClassTarget,
    ImageInputs,
    ModelCard,
    NumberTarget,
    Origin,
    SeriesInputs,
    TableInputs,
)
from plainnet.layers.dense import Dense
from plainnet.layers.layer import Layer
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import Adam

TEST_ROWS = (3, 7, 8, 20, 31)
WINDOW = 3


def write_table(path: Path, rows: int = 40, seed: int = 0, columns: str = "a,b,class,y") -> Path:
    """Write a table: two inputs, a class written 2 or 4, a number."""
    random = np.random.default_rng(seed)
    a, b = random.uniform(0, 10, rows), random.uniform(-100, 100, rows)
    values = {"a": a, "b": b, "class": 2 + 2 * (10 * a > b + 30), "y": 50 * a + b, "c": 0 * a}
    lines = [
        ",".join(f"{values[name][row]:.6g}" for name in columns.split(",")) for row in range(rows)
    ]
    path.write_text("\n".join([columns, *lines, ""]))
    return path


def write_series(path: Path, steps: int = 60, start: float = 100.0) -> Path:
    """Write a series that wanders upwards."""
    changes = np.random.default_rng(5).normal(0.002, 0.02, steps)
    prices = start * np.exp(np.cumsum(changes))
    path.write_text("\n".join(["price", *(f"{price:.4f}" for price in prices), ""]))
    return path


def write_images(folder: Path, parts: tuple[str, ...] = ("train", "val"), count: int = 4) -> Path:
    """Write class folders of dark and bright pictures."""
    random = np.random.default_rng(6)
    for part in parts:
        for name, level in (("dark", 40), ("bright", 200)):
            place = folder / part / name
            place.mkdir(parents=True)
            for number in range(count):
                pixels = random.integers(-30, 30, (8, 8, 3)) + level
                Image.fromarray(pixels.astype(np.uint8)).save(place / f"{number}.png")
    return folder


def fitted(layers: tuple[Layer, ...], loss: str, inputs: Any, targets: Any) -> Model:
    """Train a little."""
    model = Model(Stack(layers), seed=1)
    model.compile(Adam(0.05), loss)
    model.fit(inputs, targets, epochs=30, batch_size=16)
    return model


def apart(count: int) -> NDArray[np.int64]:
    """Give the rows that are trained on."""
    return np.setdiff1d(np.arange(count), TEST_ROWS)


def save_classifier(path: Path, data: Path, threshold: float = 0.05) -> Path:
    """Train on two columns, in another order than the file's, to tell the classes."""
    table = read_table(data, columns=["b", "a", "class"])
    train = apart(len(table.values))
    scaling = learn_standard(table.values[train, :2])
    inputs = scaling.apply(table.values[train, :2])
    is_four = table.values[train, 2] == 4
    model = fitted((Dense(6, "tanh"), Dense(1, "sigmoid")), "binary_crossentropy", inputs, is_four)
    target = ClassTarget(("harmless", "harmful"), "class", (2.0, 4.0), 1, threshold, 0)
    card = ModelCard(TableInputs(("b", "a"), scaling), target, origin_of(table.source))
    model.save(path, card.to_dict())
    return path


def save_regression(path: Path, data: Path) -> Path:
    """Train on two columns to tell a number in its unit."""
    table = read_table(data, columns=["a", "b", "y"])
    train = apart(len(table.values))
    scaling = learn_min_max(table.values[train, :2])
    of_target = learn_min_max(table.values[train, 2:])
    inputs, targets = (
        scaling.apply(table.values[train, :2]),
        of_target.apply(table.values[train, 2:]),
    )
    model = fitted((Dense(8, "tanh"), Dense(1)), "mse", inputs, targets)
    mean = float(table.values[train, 2].mean())
    target = NumberTarget("y", "µg/m³", of_target, mean)
    card = ModelCard(TableInputs(("a", "b"), scaling), target, origin_of(table.source))
    model.save(path, card.to_dict())
    return path


def save_forecast(path: Path, data: Path, forecast: Any) -> Path:
    """Train on windows to tell the next value, or its relative change."""
    series = read_series(data)
    windows, targets, rows = slide(series.values, WINDOW)
    seen = rows < 50
    if forecast == "log_change":
        steps = np.diff(np.log(windows), axis=1)
        scaling = learn_standard(steps[seen].reshape(-1, 1))
        inputs, outputs = scaling.apply(steps), np.log(targets / windows[:, -1])
        of_target = learn_standard(outputs[seen])
    else:
        scaling = of_target = learn_min_max(series.values[:50])
        inputs, outputs = scaling.apply(windows), targets
    model = fitted((SimpleRNN(4), Dense(1)), "mse", inputs[seen], of_target.apply(outputs[seen]))
    origin = Origin(series.source, tuple(rows[~seen].tolist()), 1)
    target = NumberTarget("price", "USD", of_target)
    card = ModelCard(SeriesInputs("price", WINDOW, scaling, forecast), target, origin)
    model.save(path, card.to_dict())
    return path


def save_image_classifier(path: Path, folder: Path) -> Path:
    """Train on the training part, keep the other for testing."""
    images = read_all_parts(
        folder, height=4, width=4, resize="area", class_names=("dark", "bright")
    )
    is_test = np.array([not file.startswith("train/") for file in images.files])
    inputs = images.pixels / np.float32(255)
    targets = np.eye(2)[images.labels]
    layers = (Flatten(), Dense(2, "softmax"))
    model = fitted(layers, "categorical_crossentropy", inputs[~is_test], targets[~is_test])
    origin = Origin(images.source, tuple(np.flatnonzero(is_test).tolist()), 1)
    card = ModelCard(ImageInputs(4, 4, 3, "area"), ClassTarget(("dark", "bright")), origin)
    model.save(path, card.to_dict())
    return path


def origin_of(source: Source) -> Origin:
    """Say where the rows came from."""
    baselines = {"logistic regression": {"accuracy": 0.5}}
    return Origin(source, TEST_ROWS, 1, baselines=baselines)
