"""Training of the networks behind an estimator: one, or several to be averaged."""

import os
from collections.abc import Sequence

import jax
import numpy as np

from plainnet.errors import DivergedError, SettingError
from plainnet.estimators.default_settings import TableSettings, constant_adamw, falling_adamw
from plainnet.estimators.distinct_rows import WeightedRows
from plainnet.estimators.whole_batches import fill_batches
from plainnet.model import Model
from plainnet.networks.network import Network
from plainnet.optimizers.adam import AdamW
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.history import History
from plainnet.training.minibatches import SMALLEST_CLASS, count_steps

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
    """Give a network from each seed, to be trained bit by bit."""
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
        optimizer = constant_adamw(settings.rate, settings.weight_decay)
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
