"""Training and evaluation with every batch handed out by the host.

This serves batches that only the host can draw, and callbacks that want to hear of each.
"""

import time
from dataclasses import replace

import jax
import numpy as np

from plainnet.training.batch_source import EpochBatches
from plainnet.training.callbacks.callback import Logs
from plainnet.training.callbacks.callback_list import (
    TEST_HOOKS,
    TRAIN_BATCH_HOOKS,
    CallbackList,
    as_logs,
)
from plainnet.training.compiled_run import Program, RunState, Tallies
from plainnet.training.examples import Examples
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.model_state import ModelState, with_weights_set
from plainnet.training.objective import rate_set
from plainnet.training.stepwise_run import (
    BatchSize,
    empty_tallies,
    measuring_step,
    training_step,
)
from plainnet.training.training_loop import Plan, program_to_compile, start_of_run


def train_batch_by_batch(
    program: Program,
    state: ModelState,
    batches: EpochBatches,
    validation: EpochBatches | None,
    plan: Plan,
    *,
    callbacks: CallbackList | None = None,
    listener: ProgressListener = SILENT,
) -> History:
    """Train until the plan's last epoch, or until a callback or the end of the data."""
    started = time.perf_counter()
    callbacks = callbacks or CallbackList()
    callbacks.call("on_train_begin")
    plan = plan.resumed_at(state.initial_epoch)
    batches.start_anew()
    trainer = EpochDriver(program, state, plan, callbacks)
    history, logs = History(), Logs()
    listener.begin(plan.title, plan.epochs)
    try:
        for epoch in range(plan.initial_epoch, plan.epochs):
            begun = time.perf_counter()
            callbacks.call("on_epoch_begin", epoch)
            measured = trainer.train_epoch(batches)
            if measured is None:  # the data have come to their end
                break
            callbacks.learn_steps(batches.n_steps)
            if validation is not None and plan.validates(epoch):
                figures = measure_batch_by_batch(program, state, validation, callbacks)
                measured |= {f"val_{name}": figure for name, figure in figures.items()}
            logs = as_logs(measured)
            callbacks.end_epoch(epoch, logs, time.perf_counter() - begun)
            history.append(epoch, {**measured, **logs})
            listener.advance(epoch + 1, logs)
            if state.stop_training:
                break
    finally:
        listener.end()
    history.seconds = time.perf_counter() - started
    callbacks.call("on_train_end", logs=logs)
    return history


class EpochDriver:
    """A run whose steps are taken one by one."""

    def __init__(
        self, program: Program, state: ModelState, plan: Plan, callbacks: CallbackList
    ) -> None:
        self.program = replace(program_to_compile(program), has_validation=False, stopping=None)
        self.state, self.callbacks = state, callbacks
        self.run: RunState = start_of_run(self.program, state, plan).run
        self.shown = state.weights
        self.size = BatchSize(program)
        self.is_heard = callbacks.act_on(*TRAIN_BATCH_HOOKS)

    @property
    def is_current(self) -> bool:
        """Whether nobody but this run has moved the optimizer since its last step."""
        return self.state.optimizer_state is self.run.optimizer

    def train_epoch(self, batches: EpochBatches) -> Logs | None:
        """Take one step a batch; give what the epoch measured, or None without a batch."""
        tallies: Tallies | None = None
        figures = None
        for number, examples in enumerate(batches.of_epoch()):
            if self.is_heard:
                self.callbacks.call("on_train_batch_begin", number)
            tallies, figures = self.step(tallies, examples)
            if self.is_heard:
                self.show()
                logs = as_logs(named(self.program, figures))
                self.callbacks.call("on_train_batch_end", number, logs=logs)
            if self.state.stop_training:
                break
        self.show()
        return None if figures is None else named(self.program, figures)

    def step(self, tallies: Tallies | None, examples: Examples) -> tuple[Tallies, jax.Array]:
        """Take one step, from wherever callbacks have put the weights."""
        network, state = self.program.network, self.state
        self.run = with_weights_set(state, self.shown, network, self.run)
        self.shown = state.weights
        batch = self.size.filled(examples)
        if tallies is None:
            tallies = empty_tallies(self.program, state.weights, batch)
        optimizer = state.optimizer or self.program.optimizer
        rate = rate_set(optimizer)
        self.run, tallies, figures = training_step(self.program)(self.run, tallies, batch, rate)
        state.steps_taken += 1
        return tallies, figures

    def show(self) -> None:
        """Let everybody see the weights as they are now."""
        network = self.program.network
        self.run = with_weights_set(self.state, self.shown, network, self.run)
        self.shown = self.state.show(network, self.run)


def measure_batch_by_batch(
    program: Program,
    state: ModelState,
    batches: EpochBatches,
    callbacks: CallbackList | None = None,
) -> Logs:
    """Measure the loss and every metric."""
    callbacks = CallbackList() if callbacks is None else callbacks
    compiled = replace(program_to_compile(program), has_validation=False, stopping=None)
    size, is_heard = BatchSize(program), callbacks.act_on(*TEST_HOOKS)
    tallies: Tallies | None = None
    figures = None
    batches.start_anew()
    callbacks.call("on_test_begin")
    for number, examples in enumerate(batches.of_epoch()):
        callbacks.call("on_test_batch_begin", number)
        batch = size.filled(examples)
        if tallies is None:
            tallies = empty_tallies(compiled, state.weights, batch)
        tallies, figures = measuring_step(compiled)(state.weights, tallies, batch)
        if is_heard:
            logs = as_logs(named(compiled, figures))
            callbacks.call("on_test_batch_end", number, logs=logs)
    logs = {} if figures is None else named(compiled, figures)
    callbacks.call("on_test_end", logs=as_logs(logs))
    return logs


def named(program: Program, figures: jax.Array) -> Logs:
    """Return metrics their names."""
    return dict(zip(program.metric_names, np.asarray(figures).tolist(), strict=True))


class SingleBatches:
    """Takes steps and measures, keeping what is on the device from call to call."""

    def __init__(self, state: ModelState) -> None:
        self.state = state
        self._trainer: EpochDriver | None = None

    def train(self, program: Program, examples: Examples, seed: int = 0) -> Logs:
        """Take one step; give what the batch measured before it."""
        compiled = program_to_compile(program)
        trainer = self._trainer
        if trainer is None or trainer.program != compiled or not trainer.is_current:
            trainer = EpochDriver(program, self.state, Plan(1, seed=seed), CallbackList())
            self._trainer = trainer
        _, figures = trainer.step(None, examples)
        trainer.show()
        return named(compiled, figures)

    def measure(self, program: Program, examples: Examples) -> Logs:
        """Measure one batch."""
        compiled = program_to_compile(program)
        batch = BatchSize(program).filled(examples)
        tallies = empty_tallies(compiled, self.state.weights, batch)
        _, figures = measuring_step(compiled)(self.state.weights, tallies, batch)
        return named(compiled, figures)
