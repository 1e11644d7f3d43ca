"""Training of the networks behind an estimator: one, or several to be averaged."""

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import jax
import numpy as np

from plainnet.errors import DivergedError, SettingError
from plainnet.estimators.training_rows import WeightedRows, fill_batches
from plainnet.model import Model
from plainnet.networks.network import Network
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.history import History
from plainnet.training.minibatches import SMALLEST_CLASS, count_steps

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
    """Every setting of a training on a table.

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


def default_settings(n_rows: int) -> TableSettings:
    """Choose by how many rows there are.

    >>> default_settings(120).batch, default_settings(1_000_000).batch
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


def linear_settings(n_rows: int) -> TableSettings:
    """Choose for networks without hidden layers, which take longer steps and need no average."""
    usual = default_settings(n_rows)
    return replace(usual, hidden=(), rate=0.03, weight_decay=0.01, n_networks=1)


def batch_for(n_rows: int) -> int:
    """Return the rows of a step, growing as the root of all rows.

    It is a power of two, so that folds of nearly one size share a compiled program.

    >>> batch_for(119), batch_for(120), batch_for(10_000)
    (16, 16, 128)
    """
    aimed = int(2 * math.sqrt(n_rows))
    return min(LARGEST_BATCH, max(SMALLEST_BATCH, 1 << (aimed.bit_length() - 1)))


def falling_adamw(rate: float, weight_decay: float, steps: int | None) -> AdamW:
    """Make the optimizer: Adam with decaying kernels, its rate falling along half a cosine.

    Without an end in sight, `steps` None, the rate stays.
    """
    falling = rate if steps is None else CosineDecay(rate, steps)
    return AdamW(falling, weight_decay=weight_decay, exclude_from_weight_decay=("bias",))


_process_of_engine: list[int] = []  # where the engine was started, once it was


def check_process() -> None:
    """Refuse to train in a process forked off one that trained: the engine would wait forever."""
    if not _process_of_engine:
        _process_of_engine.append(os.getpid())
    if _process_of_engine[0] != os.getpid():
        raise SettingError("estimator.forked")


def train_networks(
    network: Network,
    rows: WeightedRows,
    settings: TableSettings,
    *,
    loss: str,
    seeds: Sequence[int],
    held_out: WeightedRows | None = None,
) -> tuple[list[Model], list[History]]:
    """Train a network from each seed."""
    check_process()
    rows, batch = fill_batches(rows, settings.batch)
    steps = settings.epochs * count_steps(len(rows.weights), batch)
    optimizer = falling_adamw(settings.rate, settings.weight_decay, steps)
    stopping = validation = None
    if held_out is not None:
        held_out, _ = fill_batches(held_out, SMALLEST_CLASS)
        stopping = EarlyStopping(patience=settings.patience, restore_best_weights=True)
        validation = (held_out.inputs, held_out.targets, held_out.weights)
    models, histories = [], []
    for seed in seeds:
        model = Model(network, int(seed))
        model.compile(optimizer, loss)
        history = model.fit(
            rows.inputs,
            rows.targets,
            sample_weight=rows.weights,
            epochs=settings.epochs,
            batch_size=batch,
            stopping=stopping,
            validation_data=validation,
        )
        models.append(_at_rest(model))
        histories.append(history)
    return models, histories


def untrained(network: Network, loss: str, seeds: Sequence[int]) -> list[Model]:
    """Return a network from each seed, to be trained bit by bit."""
    models = [Model(network, int(seed)) for seed in seeds]
    for model in models:
        model.compile(AdamW(), loss)
    return models


def train_on(
    models: Sequence[Model], rows: WeightedRows, settings: TableSettings, epoch: int
) -> None:
    """Go on training for one epoch at a constant rate, from where the networks stand."""
    check_process()
    rows, batch = fill_batches(rows, settings.batch)
    for model in models:
        optimizer = falling_adamw(settings.rate, settings.weight_decay, None)
        if model.optimizer != optimizer:
            model.compile(optimizer, model.loss)
        model.fit(
            rows.inputs,
            rows.targets,
            sample_weight=rows.weights,
            initial_epoch=epoch,
            epochs=epoch + 1,
            batch_size=batch,
        )
        _at_rest(model)


def _at_rest(model: Model) -> Model:
    """Keep the numbers on the host, where they can be pickled and read without the engine."""
    model.weights, model.state.optimizer_state = jax.tree.map(
        np.asarray, (model.weights, model.state.optimizer_state)
    )
    if not all(np.isfinite(array).all() for array in jax.tree.leaves(model.weights)):
        raise DivergedError("estimator.diverged")
    return model
