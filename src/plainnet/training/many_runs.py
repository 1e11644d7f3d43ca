"""Many runs of one program at once: the runs are one more axis of every array.

Concepts: ensemble, vectorisation
"""

import time
from collections.abc import Sequence
from functools import lru_cache, partial

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.networks.network import NetworkWeights
from plainnet.training.compilation import compiled
from plainnet.training.compiled_run import EpochLoop, Program, Progress, RunState, run_epochs
from plainnet.training.examples import Examples
from plainnet.training.history import History
from plainnet.training.learning_rate_in_run import rate_set
from plainnet.training.minibatches import count_steps, rows_of_epoch
from plainnet.training.progress import SILENT, Watcher
from plainnet.training.training_loop import (
    Plan,
    program_to_compile,
    random_keys,
    rows_on_device,
)

EPOCHS_BETWEEN_LOOKS = 10


def train_many(
    program: Program,
    weights: Sequence[NetworkWeights],
    examples: Examples,
    plan: Plan,
    watcher: Watcher = SILENT,
) -> tuple[list[NetworkWeights], History]:
    """Train several networks of the same layers, each in an order of rows of its own.

    Parameters
    ----------
    program : Program
        Without validation and early stopping.
    weights : sequence of dict
        To start from, one a network.
    examples : Examples
        What all of them learn from.
    plan : Plan
        Its seed is that of the first network.
    watcher : Watcher
        Who is told how far it is.

    Returns
    -------
    weights : list of dict
        Of each network.
    history : History
        Means over the networks.
    """
    started = time.perf_counter()
    network = program.network
    count = len(weights)
    parted = [network.split_statistics(own) for own in weights]
    moved, statistics = jax.tree.map(lambda *arrays: np.stack(arrays), *parted)
    first_state = program.optimizer.transformation().init(parted[0][0])
    optimizer_state, steps = jax.tree.map(
        lambda array: np.stack([array] * count), (first_state, np.int32(0))
    )
    keys = random_keys(range(plan.seed, plan.seed + count))
    run = RunState(moved, statistics, optimizer_state, steps, keys)
    progress = Progress(run, None, jax.device_put(np.int32(0)))
    loop = _vectorised(program_to_compile(program))
    rows = rows_on_device(network, examples)
    rate = rate_set(program.optimizer)
    history = History()
    watcher.begin(plan.title, plan.epochs)
    try:
        for epoch in range(0, plan.epochs, EPOCHS_BETWEEN_LOOKS):
            order = _orders(len(examples.inputs), plan, epoch, count)
            n_epochs = np.int32(min(EPOCHS_BETWEEN_LOOKS, plan.epochs - epoch))
            progress, figures = loop(progress, rows, None, order, n_epochs, rate)
            means = np.asarray(figures).mean(0)[:n_epochs]
            for ahead, row in enumerate(means.tolist()):
                history.append(epoch + ahead, dict(zip(program.figure_names, row, strict=True)))
            watcher.advance(epoch + int(n_epochs), history.last())
    finally:
        watcher.end()
    history.seconds = time.perf_counter() - started
    trained = network.join_statistics(progress.run.moved, progress.run.statistics)
    trained = jax.tree.map(np.asarray, trained)
    each = [jax.tree.map(lambda array, n=n: array[n], trained) for n in range(count)]
    return each, history


def _orders(n_rows: int, plan: Plan, epoch: int, n_networks: int) -> NDArray[np.int32]:
    """Draw the order of rows of some epochs for each network."""
    size = min(plan.batch_size, n_rows)
    shape = (n_networks, EPOCHS_BETWEEN_LOOKS, count_steps(n_rows, size), size)
    orders = np.zeros(shape, np.int32)
    for network in range(n_networks):
        for ahead in range(min(EPOCHS_BETWEEN_LOOKS, plan.epochs - epoch)):
            orders[network, ahead] = rows_of_epoch(
                n_rows, size, plan.seed + network, epoch + ahead, plan.shuffle
            )
    return orders


@lru_cache(maxsize=16)
def _vectorised(program: Program) -> EpochLoop:
    """Compile the loop for many networks at once."""
    progress = Progress(run=0, stopping=None, epoch=None)  # type: ignore[arg-type]
    looped = jax.vmap(
        partial(run_epochs, program),
        in_axes=(progress, None, None, 0, None, None),
        out_axes=(progress, 0),
    )
    return compiled(looped, made_of=("many epoch loops", program), donate_argnums=0)
