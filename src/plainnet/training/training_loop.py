"""The host's side of a run: hand out the order of rows, read what epochs measured.

Concepts: training loop, progress
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.networks.network import Network, NetworkWeights
from plainnet.optimizers.optimizer import State
from plainnet.training.compiled_run import (
    EpochLoop,
    Program,
    Progress,
    Rows,
    RunState,
    ValidationBatches,
    epoch_loop,
)
from plainnet.training.data_parallelism import cut, processors_for, put
from plainnet.training.examples import Examples
from plainnet.training.history import History
from plainnet.training.minibatches import count_steps, evaluation_batch_size, rows_of_epoch
from plainnet.training.progress import SILENT, Watcher

SECONDS_BETWEEN_LOOKS = 0.2
ORDER_NUMBERS = 1 << 18  # row numbers handed over at once, at most
MOST_EPOCHS_AT_ONCE = 256


@dataclass(frozen=True)
class Plan:
    """How long and in what order to train.

    Attributes
    ----------
    epochs : int
        The epoch to reach, counted from the first of all.
    initial_epoch : int
        Epochs done before.
    batch_size : int
        Rows a step.
    shuffle : bool
        Whether each epoch has an order of its own.
    seed : int
        Of the order, dropout and augmentation.
    title : str
        What the watcher shows.
    """

    epochs: int
    initial_epoch: int = 0
    batch_size: int = 32
    shuffle: bool = True
    seed: int = 0
    title: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.batch_size, int | np.integer) or self.batch_size < 1:
            raise SettingError("model.batch_size", value=self.batch_size)


def train(
    program: Program,
    weights: NetworkWeights,
    examples: Examples,
    validation: Examples | None,
    plan: Plan,
    *,
    optimizer_state: State | None = None,
    step: int = 0,
    watcher: Watcher = SILENT,
) -> tuple[NetworkWeights, State, History]:
    """Train until the plan's last epoch or until early stopping.

    Parameters
    ----------
    program : Program
        With its learning rate; that is taken out before compiling.
    weights : dict of str to dict of str to array
        To start from; they stay as they are.
    examples : Examples
    validation : Examples or None
    plan : Plan
    optimizer_state : tree of arrays or None
        To go on from; None starts afresh.
    step : int, default=0
        Steps taken before.
    watcher : Watcher

    Returns
    -------
    weights : dict of str to dict of str to array
        Those of the best epoch where early stopping restores them.
    optimizer_state : tree of arrays
    history : History
    """
    started = time.perf_counter()
    progress = start_of_run(program, weights, plan, optimizer_state, step)
    host = _HostSide(program, examples, validation, plan)
    history = History()
    watcher.begin(plan.title, plan.epochs)
    try:
        progress = host.run(progress, history, watcher)
    finally:
        watcher.end()
    history.seconds = time.perf_counter() - started
    kept = (progress.run.moved, progress.run.statistics)
    if progress.stopping is not None and int(progress.stopping.best_epoch) >= 0:
        history.best_epoch = int(progress.stopping.best_epoch)
        if progress.stopping.best_weights is not None:
            kept = progress.stopping.best_weights
    state = progress.run.optimizer
    if host.processors > 1:  # all hold the same; what comes next runs on one
        kept, state = jax.device_put(jax.tree.map(np.asarray, (kept, state)))
    return program.network.join_statistics(*kept), state, history


def start_of_run(
    program: Program,
    weights: NetworkWeights,
    plan: Plan,
    optimizer_state: State | None,
    step: int,
) -> Progress:
    """Put together what the first epoch is handed, as arrays on the host.

    The loop takes its arrays over, so it gets copies; and where nothing has been put on
    the device yet, nothing has to be compiled for it either.
    """
    moved, statistics = program.network.split_statistics(weights)
    if optimizer_state is None:
        optimizer_state = program.optimizer.transformation().init(moved)
    stopping = None if program.stopping is None else program.stopping.start((moved, statistics))
    moved, statistics, optimizer_state, stopping = jax.tree.map(
        np.array, (moved, statistics, optimizer_state, stopping)
    )
    steps, epochs = jax.device_put((np.int32(step), np.int32(plan.initial_epoch)))
    run = RunState(moved, statistics, optimizer_state, steps, random_keys(plan.seed))
    return Progress(run, stopping, epochs)


def random_keys(seeds: int | Sequence[int]) -> jax.Array:
    """Make the keys that `jax.random.key` makes of seeds, without compiling a program for it."""
    numbers = np.asarray(seeds, np.uint64)
    halves = np.stack([numbers >> np.uint64(32), numbers & np.uint64(0xFFFFFFFF)], -1)
    data = jax.device_put(halves.astype(np.uint32))
    keys: jax.Array = jax.random.wrap_key_data(data, impl="threefry2x32")
    return keys


class _HostSide:
    """Everything the compiled loop is called with, put on the device once."""

    def __init__(
        self, program: Program, examples: Examples, validation: Examples | None, plan: Plan
    ) -> None:
        self.program, self.plan, network = program, plan, program.network
        self.n_rows = len(examples.inputs)
        self.batch_size = min(plan.batch_size, self.n_rows)
        self.processors = processors_for(
            network, examples.inputs.shape[1:], self.n_rows, self.batch_size
        )
        compiled = replace(program_to_compile(program), processors=self.processors)
        self.loop: EpochLoop = epoch_loop(compiled)
        self.rows = rows_on_device(network, examples, self.processors)
        self.validation = (
            None if validation is None else batches_on_device(network, validation, self.processors)
        )
        numbers = count_steps(self.n_rows, self.batch_size) * self.batch_size
        self.most_epochs = max(1, min(MOST_EPOCHS_AT_ONCE, ORDER_NUMBERS // numbers))
        self.learning_rate = np.float32(program.optimizer.constant_rate)

    def run(self, progress: Progress, history: History, watcher: Watcher) -> Progress:
        """Call the loop until the last epoch, a fifth of a second of work at a time."""
        started = time.perf_counter()
        if self.processors > 1:
            progress = put(progress, self.processors)
        progress, _ = self._call(progress, plan_epoch=self.plan.initial_epoch, n_epochs=0)
        history.compile_seconds = time.perf_counter() - started
        epoch, n_epochs = self.plan.initial_epoch, 1
        while epoch < self.plan.epochs:
            n_epochs = min(n_epochs, self.plan.epochs - epoch, self.most_epochs)
            started = time.perf_counter()
            progress, figures = self._call(progress, epoch, n_epochs)
            done = int(progress.epoch) - epoch  # waits for the device
            seconds = (time.perf_counter() - started) / max(done, 1)
            for row in figures[:done]:
                named = zip(self.program.figure_names, row.tolist(), strict=True)
                history.append(epoch, dict(named))
                epoch += 1
            watcher.advance(epoch, history.last())
            if progress.stopping is not None and bool(progress.stopping.is_over):
                break
            n_epochs = max(1, int(SECONDS_BETWEEN_LOOKS / seconds))
        return progress

    def _call(
        self, progress: Progress, plan_epoch: int, n_epochs: int
    ) -> tuple[Progress, NDArray[np.float32]]:
        """Run some epochs; none at all only compiles."""
        shape = (self.most_epochs, count_steps(self.n_rows, self.batch_size), self.batch_size)
        order = np.zeros(shape, np.int32)
        for ahead in range(n_epochs):
            order[ahead] = rows_of_epoch(
                self.n_rows, self.batch_size, self.plan.seed, plan_epoch + ahead, self.plan.shuffle
            )
        progress, figures = self.loop(
            progress, self.rows, self.validation, order, np.int32(n_epochs), self.learning_rate
        )
        return progress, np.asarray(figures)


def program_to_compile(program: Program) -> Program:
    """Take the learning rate out, so that another rate needs no other program."""
    return replace(program, optimizer=program.optimizer.without_rate())


def rows_on_device(network: Network, examples: Examples, processors: int = 1) -> Rows:
    """Put all examples on the device, or on each of those that share the batches."""
    inputs = one_channel_if_grey(network, examples.inputs)
    arrays = inputs, examples.targets, examples.sample_weight
    return Rows(*(put(array, processors) for array in arrays))


def batches_on_device(
    network: Network, examples: Examples, processors: int = 1
) -> ValidationBatches:
    """Put examples on the device, cut into equal batches, the last one filled up."""
    inputs = one_channel_if_grey(network, examples.inputs)
    size = evaluation_batch_size(len(inputs), inputs.shape[1:])
    size = count_steps(size, processors) * processors
    n_batches = count_steps(len(inputs), size)
    present = np.ones(len(inputs), np.float32)

    def in_batches(array: NDArray[np.float32]) -> jax.Array:
        filler = np.zeros((n_batches * size - len(array), *array.shape[1:]), array.dtype)
        batches = np.concatenate([array, filler]).reshape(-1, size, *array.shape[1:])
        placed: jax.Array = put(batches, processors, cut(1))
        return placed

    rows = Rows(*map(in_batches, (inputs, examples.targets, examples.sample_weight)))
    return ValidationBatches(rows, in_batches(present))


def one_channel_if_grey(network: Network, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Keep one channel of grey images given as several: a convolution sums its kernel."""
    if not isinstance(network.hidden[0], Conv2D) or inputs.ndim != 4 or inputs.shape[3] == 1:
        return inputs
    is_grey = all(
        np.array_equal(inputs[..., 0], inputs[..., channel])
        for channel in range(1, inputs.shape[3])
    )
    return inputs[..., :1] if is_grey else inputs
