"""The host's side of a run: hand out the order of rows, read what epochs measured."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.networks.network import Arrays, Network, each_array
from plainnet.training.callbacks.callback_list import CallbackList, as_logs
from plainnet.training.checkpoint import Checkpoint, identity_of
from plainnet.training.compiled_run import (
    EpochLoop,
    FilledRows,
    Program,
    Progress,
    Rows,
    RunState,
    Validation,
    epoch_loop,
)
from plainnet.training.data_parallelism import cut, processors_for, put
from plainnet.training.examples import Examples
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.minibatches import count_steps, evaluation_batch_size, rows_of_epoch
from plainnet.training.model_state import ModelState, with_weights_set
from plainnet.training.objective import rate_set, without_rate

SECONDS_BETWEEN_LOOKS = 0.2
ORDER_NUMBERS = 1 << 18  # row numbers handed over at once, at most
MOST_EPOCHS_AT_ONCE = 256
TOO_MANY_FOR_A_COPY = 1 << 22  # numbers to validate on


@dataclass(frozen=True)
class Plan:
    """How long and in what order to train.

    `validation_batch_size`: rows of a batch in validation, where that changes what is measured.
    `validation_freq`: epochs from one validation to the next; or the epochs that validate, counted
        from 1.
    """

    epochs: int  # the epoch to reach, counted from the first of all
    initial_epoch: int = 0  # epochs done before
    batch_size: int = 32  # rows a step
    shuffle: bool = True  # whether each epoch has an order of its own
    seed: int = 0  # of the order, dropout and augmentation
    title: str = ""  # what the listener shows
    validation_batch_size: int = 32
    validation_freq: int | tuple[int, ...] = 1

    def __post_init__(self) -> None:
        if not isinstance(self.batch_size, int | np.integer) or self.batch_size < 1:
            raise SettingError("model.batch_size", value=self.batch_size)

    def validates(self, epoch: int) -> bool:
        """Return whether an epoch, counted from 0, ends with a validation."""
        if isinstance(self.validation_freq, tuple):
            return epoch + 1 in self.validation_freq
        return (epoch + 1) % self.validation_freq == 0

    def resumed_at(self, epoch: int | None) -> "Plan":
        """Return the plan of a run whose first epochs are done already."""
        return self if epoch is None else replace(self, initial_epoch=epoch)


def train(
    program: Program,
    state: ModelState,
    examples: Examples,
    validation: Examples | None,
    plan: Plan,
    *,
    callbacks: CallbackList | None = None,
    listener: ProgressListener = SILENT,
    checkpoint: Checkpoint | None = None,
) -> History:
    """Train until the plan's last epoch, or until early stopping or a callback ends it.

    `callbacks`: None of which needs to hear of every batch.
    """
    started = time.perf_counter()
    callbacks = CallbackList() if callbacks is None else callbacks
    callbacks.call("on_train_begin")
    plan = plan.resumed_at(state.initial_epoch)
    host = _HostSide(program, state, examples, validation, plan, callbacks)
    history = History()
    if checkpoint is not None:
        host.keep_in(checkpoint, examples, validation, history)
    listener.begin(plan.title, plan.epochs)
    try:
        host.run(history, listener)
    finally:
        host.show_last_epoch()
        listener.end()
    history.seconds = time.perf_counter() - started
    host.hand_back(history)
    callbacks.call("on_train_end", logs=as_logs(history.last()))
    return history


def start_of_run(program: Program, state: ModelState, plan: Plan) -> Progress:
    """Put together what the first epoch is handed, as arrays on the host.

    The loop takes its arrays over, so it gets copies; and where nothing has been put on
    the device yet, nothing has to be compiled for it either.
    """
    moved, statistics = program.network.split_statistics(state.weights)
    optimizer_state = state.optimizer_state
    if optimizer_state is None:
        optimizer_state = program.optimizer.transformation().init(moved)
    stopping = None if program.stopping is None else program.stopping.start((moved, statistics))
    moved, statistics, optimizer_state, stopping = jax.tree.map(
        np.array, (moved, statistics, optimizer_state, stopping)
    )
    steps, epochs = jax.device_put((np.int32(state.steps_taken), np.int32(plan.initial_epoch)))
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
        self,
        program: Program,
        state: ModelState,
        examples: Examples,
        validation: Examples | None,
        plan: Plan,
        callbacks: CallbackList,
    ) -> None:
        self.program, self.state, self.plan, network = program, state, plan, program.network
        self.callbacks, self.shown = callbacks, state.weights
        self.is_by_epoch = callbacks.need_every_epoch and program.stopping is None
        self.n_rows = examples.n_rows
        self.batch_size = min(plan.batch_size, self.n_rows)
        self.processors = self._processors(examples)
        exact = self.batch_size if program.mixes_rows else None
        compiled = replace(
            program_to_compile(program),
            processors=self.processors,
            last_rows=self.n_rows % self.batch_size if exact else 0,
        )
        self.loop: EpochLoop = epoch_loop(compiled)
        self.rows = rows_on_device(network, examples, self.processors)
        exact = exact and plan.validation_batch_size
        self.validation = (
            None
            if validation is None
            else batches_on_device(network, validation, self.processors, exact)
        )
        numbers = count_steps(self.n_rows, self.batch_size) * self.batch_size
        self.most_epochs = max(1, min(MOST_EPOCHS_AT_ONCE, ORDER_NUMBERS // numbers))
        self.kept_in: tuple[Checkpoint, str] | None = None
        progress = start_of_run(program, state, plan)
        self.progress = put(progress, self.processors) if self.processors > 1 else progress

    def _processors(self, examples: Examples) -> int:
        """Choose how many share a batch: one, where its rows must stay together."""
        if self.program.mixes_rows or isinstance(examples.inputs, tuple):
            return 1
        shape = examples.inputs.shape[1:]
        return processors_for(self.program.network, shape, self.n_rows, self.batch_size)

    def keep_in(
        self,
        checkpoint: Checkpoint,
        examples: Examples,
        validation: Examples | None,
        history: History,
    ) -> None:
        """Keep the run in a file from now on, and go on from there if that is asked."""
        order = (self.plan.initial_epoch, self.batch_size, self.plan.shuffle, self.plan.seed)
        run = identity_of(self.program, order, self.progress, examples, validation)
        progress = checkpoint.resume(run, self.progress, history)
        if progress is not self.progress:
            self.progress = put(progress, self.processors) if self.processors > 1 else progress
            self.state.steps_taken = int(progress.run.step)
        self.kept_in = checkpoint, run

    def run(self, history: History, listener: ProgressListener) -> None:
        """Call the loop until the last epoch, a fifth of a second of work at a time."""
        started = time.perf_counter()
        self._call(plan_epoch=self.plan.initial_epoch, n_epochs=0)
        history.compile_seconds = time.perf_counter() - started
        epoch, n_epochs = int(self.progress.epoch), 1
        while epoch < self.plan.epochs and not self._is_over():
            n_epochs = (
                1 if self.is_by_epoch else min(n_epochs, self.plan.epochs - epoch, self.most_epochs)
            )
            self.callbacks.call("on_epoch_begin", epoch)
            self._take_weights_set()
            started = time.perf_counter()
            figures = self._call(epoch, n_epochs)
            done = int(self.progress.epoch) - epoch  # waits for the device
            seconds = (time.perf_counter() - started) / max(done, 1)
            if self.is_by_epoch:
                self._show()
            for ahead, row in enumerate(figures[:done]):
                if ahead:
                    self.callbacks.call("on_epoch_begin", epoch)
                figures_of_epoch = dict(zip(self.program.metric_names, row.tolist(), strict=True))
                logs = as_logs(figures_of_epoch)
                self.state.steps_taken += count_steps(self.n_rows, self.batch_size)
                self.callbacks.end_epoch(epoch, logs, seconds)
                history.append(epoch, {**figures_of_epoch, **logs})
                epoch += 1
            listener.advance(epoch, history.last())
            if self.kept_in is not None:
                checkpoint, run = self.kept_in
                checkpoint.keep(run, self.progress, history)
            n_epochs = max(1, int(SECONDS_BETWEEN_LOOKS / seconds))

    def _is_over(self) -> bool:
        """Return whether a callback or early stopping has ended the run."""
        stopping = self.progress.stopping
        return self.state.stop_training or (stopping is not None and bool(stopping.is_over))

    def _call(self, plan_epoch: int, n_epochs: int) -> NDArray[np.float32]:
        """Run some epochs; none at all only compiles."""
        shape = (self.most_epochs, count_steps(self.n_rows, self.batch_size), self.batch_size)
        order = np.zeros(shape, np.int32)
        for ahead in range(n_epochs):
            order[ahead] = rows_of_epoch(
                self.n_rows, self.batch_size, self.plan.seed, plan_epoch + ahead, self.plan.shuffle
            )
        rate = rate_set(self.state.optimizer or self.program.optimizer)
        self.progress, figures = self.loop(
            self.progress, self.rows, self.validation, order, np.int32(n_epochs), rate
        )
        return np.asarray(figures)

    def _show(self) -> None:
        """Let callbacks see the weights as they are now."""
        self.shown = self.state.show(self.program.network, self.progress.run)

    def _take_weights_set(self) -> None:
        """Go on with the weights that a callback has set."""
        network, run = self.program.network, self.progress.run
        changed = with_weights_set(self.state, self.shown, network, run)
        if changed is not run:
            if self.processors > 1:
                changed = put(changed, self.processors)
            self.progress = self.progress._replace(run=changed)
            self.shown = self.state.weights

    def show_last_epoch(self) -> None:
        """Leave callbacks' view at the last whole epoch, also where the run was broken off."""
        self._take_weights_set()
        if self.is_by_epoch:
            self._show()

    def hand_back(self, history: History) -> None:
        """Leave the model where the run ended, or as it was in its best epoch."""
        run, stopping = self.progress.run, self.progress.stopping
        if stopping is not None and int(stopping.best_epoch) >= 0:
            history.best_epoch = int(stopping.best_epoch)
            if stopping.best_weights is not None:
                moved, statistics = stopping.best_weights
                run = run._replace(moved=moved, statistics=statistics)
        if self.processors > 1:  # all hold the same; what comes next runs on one
            moved, statistics, optimizer = jax.device_put(
                jax.tree.map(np.asarray, (run.moved, run.statistics, run.optimizer))
            )
            run = run._replace(moved=moved, statistics=statistics, optimizer=optimizer)
        self.state.show(self.program.network, run)


def program_to_compile(program: Program) -> Program:
    """Take the learning rate out, so that another rate needs no other program."""
    return replace(program, optimizer=without_rate(program.optimizer))


def rows_on_device(network: Network, examples: Examples, processors: int = 1) -> Rows:
    """Put all examples on the device, or on each of those that share the batches."""
    inputs = one_channel_if_grey(network, examples.inputs)
    rows: Rows = put(Rows(inputs, examples.targets, examples.sample_weight), processors)
    return rows


def batches_on_device(
    network: Network, examples: Examples, processors: int = 1, exact_size: int | None = None
) -> Validation:
    """Put examples on the device, cut into equal batches.

    `exact_size`: None leaves the size open and fills the last batch up, unless that would copy very
    many rows.
    """
    inputs, n_rows = one_channel_if_grey(network, examples.inputs), examples.n_rows
    rows = Rows(inputs, examples.targets, examples.sample_weight)
    everything = FilledRows(rows, np.ones(n_rows, np.float32))
    numbers = sum(math.prod(array.shape[1:]) for array in each_array(inputs))
    if exact_size is None and processors == 1 and n_rows * numbers > TOO_MANY_FOR_A_COPY:
        exact_size = evaluation_batch_size(n_rows, (numbers,))
    if exact_size is not None:
        size = min(exact_size, n_rows)
        rest = n_rows % size
        parts = [(slice(n_rows - rest), size), (slice(n_rows - rest, None), rest)]
    else:
        size = count_steps(evaluation_batch_size(n_rows, (numbers,)), processors) * processors
        parts = [(slice(None), size)]
    return tuple(
        put(jax.tree.map(partial(_in_batches, part, size), everything), processors, cut(1))
        for part, size in parts
        if size
    )


def _in_batches(rows: slice, size: int, array: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut some rows of an array into batches, the last one filled up with zeros."""
    taken = array[rows]
    missing = count_steps(len(taken), size) * size - len(taken)
    if missing:
        taken = np.concatenate([taken, np.zeros((missing, *array.shape[1:]), array.dtype)])
    return taken.reshape(-1, size, *array.shape[1:])


def one_channel_if_grey(network: Network, inputs: Arrays) -> Arrays:
    """Keep one channel of grey images given as several: a convolution sums its kernel."""
    readers = network.wiring.readers_of_inputs()
    is_summed = readers and all(
        isinstance(layer, Conv2D) and layer.data_format == "channels_last" and layer.groups == 1
        for layer in readers
    )
    if not is_summed or isinstance(inputs, tuple) or inputs.shape[3] == 1:
        return inputs
    is_grey = all(
        np.array_equal(inputs[..., 0], inputs[..., channel])
        for channel in range(1, inputs.shape[3])
    )
    return inputs[..., :1] if is_grey else inputs
