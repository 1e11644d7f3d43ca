"""What the coach costs: the four networks of the course with it and without, and its data rules.

    python benchmarks/cost_of_coach.py [TURNS]

Each network is fitted once unmeasured, so that its program is compiled; then both ways take
turns with seeds of their own. Arrays are made up, in the shapes of the course. Data rules are
timed on a table of 100,000 rows x 30 columns with a fifth of it held out, images on 20,000.
"""

import statistics
import sys
import time

import numpy as np

from peers.recipes import ADAM_RATE, RECIPES, SGD_RATE
from plainnet import Dense, Model, Stack
from plainnet.coach.coaching import Coach, looking_on
from plainnet.coach.training_seen import rows_hashed
from plainnet.commands.engine_settings import prepare_engine
from plainnet.data.near_copies import near_copies, small_grey
from plainnet.layers.convolution import Conv2D
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.reshaping import Flatten
from plainnet.optimizers.adam import Adam
from plainnet.optimizers.optimizer import SGD

HIDDEN = (Dense(10, "relu"), Dense(10, "relu"))
CONVOLUTIONS = (
    *(Conv2D(6, 5, activation="relu"), MaxPooling2D(2)),
    *(Conv2D(16, 5, activation="relu"), MaxPooling2D(2)),
    *(Conv2D(120, 5, activation="relu"), Flatten()),
)
WALK = (LSTM(80, activation="relu", return_sequences=True), LSTM(100, activation="relu"))
# Network, shape of a row, rows to train on and to validate on, outputs.
CASES = {
    "breast": (Stack((*HIDDEN, Dense(2, "softmax"))), (30,), 455, 114, 2),
    "air": (Stack((*HIDDEN, Dense(1))), (6,), 2376, 594, 1),
    "gold": (Stack((*WALK, Dense(10, "relu"), Dense(1))), (5, 1), 1056, 195, 1),
    "defects": (
        Stack((*CONVOLUTIONS, Dense(84, "relu"), Dense(6, "softmax"))), (32, 32, 3), 1200, 300, 6,
    ),
}  # fmt: skip


def arrays_of(case):
    """Make up inputs and targets to train on and to validate on."""
    _, shape, rows, held_out, outputs = CASES[case]
    random = np.random.default_rng(0)
    x = random.uniform(size=(rows + held_out, *shape)).astype(np.float32)
    sums = x.reshape(len(x), -1).mean(1)
    ranks = np.argsort(np.argsort(sums)) * outputs // len(sums)
    y = sums[:, None] if outputs == 1 else np.eye(outputs)[ranks]
    return x[:rows], y[:rows].astype(np.float32), x[rows:], y[rows:].astype(np.float32)


def fitted(case, arrays, seed, coach):
    """Fit once; give the seconds and the hash of the weights."""
    recipe, (x, y, *held_out) = RECIPES[case], arrays
    model = Model(CASES[case][0], seed=seed)
    rule = Adam(ADAM_RATE) if recipe.optimizer == "Adam" else SGD(SGD_RATE)
    model.compile(rule, recipe.loss, ["accuracy"] if recipe.has_accuracy else [])
    settings = {"batch_size": recipe.batch_size, "epochs": recipe.epochs}
    with looking_on(coach):
        started = time.perf_counter()
        model.fit(x, y, validation_data=tuple(held_out), coach=coach is not None, **settings)
        taken = time.perf_counter() - started
    return taken, model.weights_hash()


def data_rules():
    """Time what is done before a training on a large table."""
    random = np.random.default_rng(1)
    x = random.normal(size=(100_000, 30)).astype(np.float32)
    y = (x[:, 0] > 0).astype(np.float32)
    model = Model(Stack((Dense(4, "relu"), Dense(1, "sigmoid"))), seed=0)
    model.compile("adam", "binary_crossentropy", ["accuracy"])
    coach = Coach()
    with looking_on(coach):
        model.fit(x, y, epochs=1, batch_size=4096, validation_split=0.2)
    started = time.perf_counter()
    seen = coach.session.trainings[0]
    for name in ("common_rows", "form", "hashes"):  # what rules share is computed anew
        seen.__dict__.pop(name, None)
    coach.apply("program", seen)
    coach.apply("data", seen)
    return time.perf_counter() - started


def per_image():
    """Time how copies and near copies among 20,000 images are found, in microseconds an image."""
    images = np.random.default_rng(2).integers(0, 256, (20_000, 64, 64, 3), np.uint8)
    started = time.perf_counter()
    rows_hashed(images)
    small = small_grey(images)
    near_copies(small[:2000], small[2000:])
    return 1e6 * (time.perf_counter() - started) / len(images)


def main(turns=7):
    """Print the tables."""
    prepare_engine()
    sys.stdout.write(
        "| network | without, s | with, s | ratio | same bits |\n|---|---|---|---|---|\n"
    )
    for case in CASES:
        arrays = arrays_of(case)
        fitted(case, arrays, 0, None)
        seconds, bits = {False: [], True: []}, {False: [], True: []}
        for turn in range(turns):
            for with_coach in (turn % 2 == 0, turn % 2 == 1):
                coach = Coach() if with_coach else None
                taken, found = fitted(case, arrays, turn, coach)
                seconds[with_coach].append(taken)
                bits[with_coach].append(found)
        alone, watched = (statistics.median(seconds[way]) for way in (False, True))
        same = "yes" if bits[False] == bits[True] else "no"
        sys.stdout.write(
            f"| {case} | {alone:.3f} | {watched:.3f} | {watched / alone:.3f} | {same} |\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"\nRules on 100,000 rows x 30 columns: {data_rules():.3f} s.\n")
    sys.stdout.write(f"Copies and near copies of an image of 64 x 64 x 3: {per_image():.0f} us.\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
