"""How dense networks are trained on a table, unless somebody says otherwise.

Concepts: default settings, hyperparameters
"""

from dataclasses import dataclass
from typing import Literal

from plainnet.optimizers.adamw import AdamW
from plainnet.optimizers.cosine_schedules import CosineDecay
from plainnet.training.minibatches import count_steps

Task = Literal["classes", "number"]

SMALLEST_BATCH, LARGEST_BATCH = 16, 512
STEPS_OF_AN_EPOCH = 16  # that batches are made large or small for, between those limits
MOST_EPOCHS, FEWEST_EPOCHS = 100, 10
STEPS_OF_A_RUN = 20_000  # from which on epochs become fewer


@dataclass(frozen=True)
class TableSettings:
    """Everything that training on a table needs to be told.

    Attributes
    ----------
    hidden : tuple of int
        Units of each hidden layer.
    epochs, batch : int
        Rounds over the rows, and rows of a step.
    rate : float
        Learning rate of the first step; from there it falls along half a cosine to zero.
    weight_decay : float
        Share of each kernel taken away in a step, times the learning rate.
    patience : int
        Epochs without a better validation loss before training ends, where it may end early.
    n_networks : int
        How many networks are averaged.
    """

    hidden: tuple[int, ...]
    epochs: int
    batch: int
    rate: float
    weight_decay: float
    patience: int
    n_networks: int


def default_settings(task: Task, n_rows: int) -> TableSettings:
    """Choose by what is predicted and from how many rows.

    Parameters
    ----------
    task : {"classes", "number"}
        Whether the target names classes or is a number.
    n_rows : int
        To train on.

    Returns
    -------
    TableSettings

    Examples
    --------
    >>> default_settings("classes", 120).batch, default_settings("classes", 1_000_000).batch
    (16, 512)
    """
    batch = batch_for(n_rows)
    steps = count_steps(n_rows, batch)
    epochs = max(FEWEST_EPOCHS, min(MOST_EPOCHS, STEPS_OF_A_RUN // steps))
    return TableSettings(
        hidden=(64, 64),
        epochs=epochs,
        batch=batch,
        rate=0.003,
        weight_decay=0.01,
        patience=max(5, epochs // 5),
        n_networks=4,
    )


def batch_for(n_rows: int) -> int:
    """Give the rows of a step: a power of two, so that folds of nearly one size share a program."""
    aimed = max(1, n_rows // STEPS_OF_AN_EPOCH)
    return min(LARGEST_BATCH, max(SMALLEST_BATCH, 1 << (aimed.bit_length() - 1)))


def falling_adamw(rate: float, weight_decay: float, steps: int) -> AdamW:
    """Make the optimizer: Adam with decaying kernels, its rate falling along half a cosine.

    Parameters
    ----------
    rate : float
        Of the first step.
    weight_decay : float
        Of kernels; biases do not decay.
    steps : int
        Of the whole run; the rate is zero after them.

    Returns
    -------
    AdamW
    """
    return AdamW(
        CosineDecay(rate, steps),
        weight_decay=weight_decay,
        exclude_from_weight_decay=("bias",),
    )
