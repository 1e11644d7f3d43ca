"""How dense networks are trained on a table, unless somebody says otherwise."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.training.minibatches import count_steps

Task = Literal["classes", "number"]

SMALLEST_BATCH, LARGEST_BATCH = 16, 512
MOST_EPOCHS, FEWEST_EPOCHS = 50, 10
STEPS_OF_A_RUN = 20_000  # from which on epochs become fewer
# Chosen by cross-validation on fourteen tables of 200 to 1200 rows and five of 3000 to 10,000:
# short tables are learned best by one wide layer that is held back, long ones by two layers.
ROWS_OF_A_LONG_TABLE = 1000
ROWS_FOR_ONE_NETWORK = 100_000  # where an average is no longer worth the time


@dataclass(frozen=True)
class TableSettings:
    """Everything that training on a table needs to be told.

    `patience`: epochs without a better validation loss before training ends, where it may end
    early.
    """

    hidden: tuple[int, ...]  # units of each hidden layer
    epochs: int
    batch: int
    rate: float  # learning rate of the first step; from there it falls along half a cosine to zero
    weight_decay: float  # share of each kernel taken away in a step, times the learning rate
    patience: int
    n_networks: int  # how many networks are averaged


def default_settings(task: Task, n_rows: int) -> TableSettings:
    """Choose by what is predicted and from how many rows.

    >>> default_settings("classes", 120).batch, default_settings("classes", 1_000_000).batch
    (16, 512)
    """
    is_long = n_rows >= ROWS_OF_A_LONG_TABLE
    batch = batch_for(n_rows)
    affordable = STEPS_OF_A_RUN // count_steps(n_rows, batch)
    epochs = max(FEWEST_EPOCHS, min(MOST_EPOCHS, affordable))
    return TableSettings(
        hidden=(64, 64) if is_long else (100,),
        epochs=epochs,
        batch=batch,
        rate=0.003 if is_long else 0.005,
        weight_decay=min(1.0, math.sqrt(ROWS_OF_A_LONG_TABLE / n_rows)),
        patience=max(5, epochs // 5),
        n_networks=1 if n_rows >= ROWS_FOR_ONE_NETWORK else 4 if is_long else 2,
    )


def linear_settings(task: Task, n_rows: int) -> TableSettings:
    """Choose for networks without hidden layers, which take longer steps and need no average."""
    usual = default_settings(task, n_rows)
    return replace(usual, hidden=(), rate=0.03, weight_decay=0.01, n_networks=1)


def batch_for(n_rows: int) -> int:
    """Give the rows of a step, growing as the root of all rows.

    It is a power of two, so that folds of nearly one size share a compiled program.

    >>> batch_for(119), batch_for(120), batch_for(10_000)
    (16, 16, 128)
    """
    aimed = int(2 * math.sqrt(n_rows))
    return min(LARGEST_BATCH, max(SMALLEST_BATCH, 1 << (aimed.bit_length() - 1)))


def falling_adamw(rate: float, weight_decay: float, steps: int) -> AdamW:
    """Make the optimizer: Adam with decaying kernels, its rate falling along half a cosine."""
    return AdamW(
        CosineDecay(rate, steps),
        weight_decay=weight_decay,
        exclude_from_weight_decay=("bias",),
    )


def constant_adamw(rate: float, weight_decay: float) -> AdamW:
    """Make the optimizer of a training without an end in sight."""
    return AdamW(rate, weight_decay=weight_decay, exclude_from_weight_decay=("bias",))
