"""Many runs of one program at once: the runs are one more axis of every array.

Small networks are trained side by side in every operation. Those with long steps, which fill a
core by themselves, are trained one after the other on each device, and so are those that may end
early; the devices share them out.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import jax
import numpy as np
from jax import lax
from numpy.typing import NDArray

from plainnet.networks.network import NetworkWeights
from plainnet.training.compilation import compiled
from plainnet.training.compiled_run import (
    EpochLoop,
    Program,
    Progress,
    Rows,
    RunState,
    Validation,
    run_epochs,
)
from plainnet.training.data_parallelism import EVERYWHERE, cut, shared_out
from plainnet.training.examples import Examples
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.minibatches import count_steps, rows_of_epoch
from plainnet.training.objective import rate_set
from plainnet.training.training_loop import (
    Plan,
    batches_on_device,
    program_to_compile,
    random_keys,
    rows_on_device,
)

EPOCHS_BETWEEN_LOOKS = 10


@dataclass(frozen=True)
class ManyRuns:
    """What came of training several networks.

    `weights`: of each network; those of its best epoch where early stopping restores them.
    `curves`: (networks, epochs), each column of the history for each network; NaN after a network
        has stopped.
    """

    weights: list[NetworkWeights]
    history: History  # means over the networks
    curves: dict[str, NDArray[np.float64]]


def train_many(
    program: Program,
    weights: Sequence[NetworkWeights],
    examples: Examples,
    plan: Plan,
    listener: ProgressListener = SILENT,
    *,
    validation: Examples | None = None,
) -> ManyRuns:
    """Train several networks of the same layers, each in an order of rows of its own.

    Network `n` is trained as one alone with the seed `plan.seed + n` would be.
    """
    started = time.perf_counter()
    network, count, processors = program.network, len(weights), _processors(len(weights))
    filled = [*weights, *[weights[-1]] * (-count % processors)]  # as many on each device
    is_sequential = program.has_long_steps or program.stopping is not None
    progress = _start(program, filled, plan.seed, is_sequential)
    loop = _loop_of_many(program_to_compile(program), processors, is_sequential)
    rows = rows_on_device(network, examples, processors)
    held_out = None if validation is None else batches_on_device(network, validation, processors)
    rate, names, history = rate_set(program.optimizer), program.metric_names, History()
    curves = np.full((count, plan.epochs, len(names)), np.nan)
    listener.begin(plan.title, plan.epochs)
    try:
        for epoch in range(0, plan.epochs, EPOCHS_BETWEEN_LOOKS):
            order = _orders(examples.n_rows, plan, epoch, len(filled))
            n_epochs = min(EPOCHS_BETWEEN_LOOKS, plan.epochs - epoch)
            progress, figures = loop(progress, rows, held_out, order, np.int32(n_epochs), rate)
            done = np.broadcast_to(np.asarray(progress.epoch), len(filled))[:count]
            curves[:, epoch : epoch + n_epochs] = _measured(figures, done, epoch, n_epochs)
            for row in range(epoch, int(done.max())):
                means = np.nanmean(curves[:, row], axis=0)
                history.append(row, dict(zip(names, means.tolist(), strict=True)))
            listener.advance(len(history.epochs), history.last())
            if done.max() < epoch + n_epochs:
                break
    finally:
        listener.end()
    history.seconds = time.perf_counter() - started
    by_name = dict(zip(names, np.moveaxis(curves, 2, 0), strict=True))
    return ManyRuns(_weights_of_each(program, progress, weights), history, by_name)


def _processors(count: int) -> int:
    """Choose how many devices share the networks."""
    return min(jax.local_device_count(), count) if jax.default_backend() == "cpu" else 1


def _measured(
    figures: jax.Array, done: NDArray[np.int32], epoch: int, n_epochs: int
) -> NDArray[np.float64]:
    """Read what the networks measured in some epochs, NaN where one had stopped."""
    part = np.asarray(figures, np.float64)[: len(done), :n_epochs]
    part[np.arange(epoch, epoch + n_epochs) >= done[:, None]] = np.nan
    return part


def _start(
    program: Program, weights: Sequence[NetworkWeights], seed: int, is_sequential: bool
) -> Progress:
    """Put together what the first epoch is handed, the networks in front of every shape."""
    count = len(weights)
    parted = [program.network.split_statistics(own) for own in weights]
    moved, statistics = jax.tree.map(lambda *arrays: np.stack(arrays), *parted)

    def for_each(tree: Any) -> Any:
        return jax.tree.map(lambda array: np.stack([np.asarray(array)] * count), tree)

    optimizer_state = for_each(program.optimizer.transformation().init(parted[0][0]))
    stopping = None
    if program.stopping is not None:
        stopping = for_each(program.stopping.start(None))
        if program.stopping.restore_best_weights:
            stopping = stopping._replace(best_weights=(moved, statistics))
    keys = random_keys(range(seed, seed + count))
    run = RunState(
        moved, statistics, optimizer_state, jax.device_put(np.zeros(count, np.int32)), keys
    )
    epoch = np.zeros(count if is_sequential else (), np.int32)
    return Progress(run, stopping, jax.device_put(epoch))


def _weights_of_each(
    program: Program, progress: Progress, first: Sequence[NetworkWeights]
) -> list[NetworkWeights]:
    """Part the weights network by network, in the order of the first ones, which files keep."""
    run, stopping = progress.run, progress.stopping
    moved, statistics = run.moved, run.statistics
    if stopping is not None and stopping.best_weights is not None:
        moved, statistics = stopping.best_weights
    trained = jax.tree.map(np.asarray, program.network.join_statistics(moved, statistics))
    return [
        {layer: {name: trained[layer][name][n] for name in own} for layer, own in weights.items()}
        for n, weights in enumerate(first)
    ]


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
def _loop_of_many(program: Program, processors: int, is_sequential: bool) -> EpochLoop:
    """Compile the loop for many networks, shared out over the devices."""
    run = partial(_one_by_one if is_sequential else _side_by_side, program)
    own = cut(0)
    progress = Progress(own, own, own if is_sequential else EVERYWHERE)  # type: ignore[arg-type]
    taken = (progress, EVERYWHERE, EVERYWHERE, own, EVERYWHERE, EVERYWHERE)
    shared = shared_out(run, processors, taken, given=(progress, own))
    made_of = ("many epoch loops", program, processors, is_sequential)
    return compiled(shared, is_long=program.has_long_steps, made_of=made_of, donate_argnums=0)


def _side_by_side(program: Program, progress: Progress, *others: Any) -> tuple[Progress, jax.Array]:
    """Run the epochs of all networks of a device at once."""
    each = Progress(run=0, stopping=None, epoch=None)  # type: ignore[arg-type]
    looped = jax.vmap(
        partial(run_epochs, program),
        in_axes=(each, None, None, 0, None, None),
        out_axes=(each, 0),
    )
    ran: tuple[Progress, jax.Array] = looped(progress, *others)
    return ran


def _one_by_one(
    program: Program,
    progress: Progress,
    rows: Rows,
    validation: Validation | None,
    orders: jax.Array,
    n_epochs: jax.Array,
    rate: jax.Array,
) -> tuple[Progress, jax.Array]:
    """Run the epochs of one network of a device after the other."""

    def of_network(each: tuple[Progress, jax.Array]) -> tuple[Progress, jax.Array]:
        return run_epochs(program, each[0], rows, validation, each[1], n_epochs, rate)

    ran: tuple[Progress, jax.Array] = lax.map(of_network, (progress, orders))
    return ran
