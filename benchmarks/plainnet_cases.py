"""The course's four networks in plainnet, by the same recipes as the peers.

The compile cache is set up as the commands set it up; PLAINNET_CACHE at an empty folder makes
it a cold one. What is read is what `peers/course_arrays.py` reads, by plainnet's own readers.
"""

from peers.stopwatch import Stopwatch, read_task, versions_of

watch = Stopwatch()
task = read_task()
with watch.lap("import_framework"):
    from plainnet.commands.engine_settings import prepare_engine

    prepare_engine()
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from peers.recipes import (
        ADAM_RATE,
        CLASS_NAMES,
        FILES,
        RECIPES,
        SGD_RATE,
        SIDE,
        SPLIT_SEED,
        TEST_FRACTION,
        TRAINING_DAYS,
        WINDOW,
    )
    from plainnet.data.image_folder import read_image_folder
    from plainnet.data.scaling import learn_min_max
    from plainnet.data.series import read_series
    from plainnet.data.sliding_windows import slide
    from plainnet.data.splitting import split_randomly
    from plainnet.data.table_file import read_table
    from plainnet.layers.convolution import Conv2D
    from plainnet.layers.dense import Dense
    from plainnet.layers.lstm import LSTM
    from plainnet.layers.pooling import MaxPooling2D
    from plainnet.layers.reshaping import Flatten
    from plainnet.model import Model
    from plainnet.networks.network import Stack
    from plainnet.optimizers.adam import Adam
    from plainnet.optimizers.optimizer import SGD

STACKS = {
    "breast": Stack((Dense(10, "relu"), Dense(10, "relu"), Dense(2, "softmax"))),
    "air": Stack((Dense(10, "relu"), Dense(10, "relu"), Dense(1))),
    "gold": Stack(
        (
            LSTM(80, activation="relu", return_sequences=True),
            LSTM(100, activation="relu"),
            Dense(10, "relu"),
            Dense(1),
        )
    ),
    "defects": Stack(
        (
            *(Conv2D(6, 5, activation="relu"), MaxPooling2D(2)),
            *(Conv2D(16, 5, activation="relu"), MaxPooling2D(2)),
            *(Conv2D(120, 5, activation="relu"), Flatten()),
            *(Dense(84, "relu"), Dense(len(CLASS_NAMES), "softmax")),
        )
    ),
}
RULES = {"SGD": SGD(SGD_RATE), "Adam": Adam(ADAM_RATE)}

Arrays = tuple[NDArray, ...]  # x, y to train on, to validate on, to evaluate on


def read(case: str, place: Path) -> Arrays:
    """Read one case with the course's mistakes left in."""
    if case == "defects":
        train, test = (_images(place / part) for part in ("train", "val"))
        return (*train, *train, *test)
    if case == "gold":
        prices = read_series(place).values  # (days, 1)
        train, test = (
            slide(learn_min_max(days).apply(days), WINDOW)[:2]
            for days in (prices[:TRAINING_DAYS], prices[TRAINING_DAYS:])
        )
        return (*train, *test, *test)
    train, test = _table(case, place)
    return (*train, *test, *test)


def _table(case: str, file: Path) -> Sequence[Arrays]:
    """Split a table; scale features by each part's range, or all columns by all rows."""
    values = read_table(file).values
    if case == "air":
        values = learn_min_max(values).apply(values)
    parts = [values[rows] for rows in split_randomly(len(values), TEST_FRACTION, SPLIT_SEED)]
    if case == "air":
        return [(part[:, :-1], part[:, -1:]) for part in parts]
    return [
        (learn_min_max(part[:, :-1]).apply(part[:, :-1]), np.eye(2)[part[:, -1].astype(int)])
        for part in parts
    ]


def _images(folder: Path) -> Arrays:
    """Decode the images of the class folders, 0..1."""
    images = read_image_folder(folder, height=SIDE, width=SIDE, class_names=CLASS_NAMES)
    pixels = images.pixels.astype(np.float32) / np.float32(255)
    return pixels, np.eye(len(CLASS_NAMES), dtype=np.float32)[images.labels]


def run(arrays: Arrays) -> tuple[dict[str, float], float]:
    """Train, evaluate and save."""
    recipe = RECIPES[task.case]
    x, y, x_validation, y_validation, x_test, y_test = arrays
    with watch.lap("build"):
        model = Model(STACKS[task.case], seed=task.seed)
        metrics = ["accuracy"] if recipe.has_accuracy else []
        model.compile(RULES[recipe.optimizer], recipe.loss, metrics)
    with watch.lap("train"):
        history = model.fit(
            x,
            y,
            batch_size=recipe.batch_size,
            epochs=task.epochs,
            validation_data=(x_validation, y_validation),
        )
    with watch.lap("evaluate"):
        measured = model.evaluate(x_test, y_test)
    with watch.lap("save"):
        model.save(task.out / "model.keras")
    last = history.last()
    metric = measured["accuracy"] if recipe.has_accuracy else measured["loss"] ** 0.5
    final = {"loss": last["loss"], "val_loss": last["val_loss"], "metric": metric}
    return final, history.compile_seconds


with watch.lap("read"):
    course_arrays = read(task.case, task.data / FILES[task.case])
final_figures, watch.seconds["compile"] = run(course_arrays)
watch.report(
    case=task.case,
    epochs=task.epochs,
    rows={"train": len(course_arrays[0]), "validation": len(course_arrays[2])},
    framework="plainnet",
    versions=versions_of("plainnet", "jax", "jaxlib", "numpy"),
    final=final_figures,
)
