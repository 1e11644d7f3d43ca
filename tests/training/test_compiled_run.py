"""The compiled run against steps taken by hand."""

from dataclasses import replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.dense import Dense
from plainnet.layers.regularizers import L2
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.metrics.catalogue import find_metric
from plainnet.networks.network import Stack, canonical_network
from plainnet.optimizers.optimizer import SGD
from plainnet.training.augmentation import Augmentation
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.compiled_run import (
    Program,
    Progress,
    Rows,
    RunState,
    epoch_loop,
    run_epochs,
    train_epoch,
)
from plainnet.training.minibatches import rows_of_epoch

RATE = jnp.float32(0.1)
LINE = Stack((Dense(1, kernel_regularizer=L2(0.3)),))


def program(network: Stack = LINE, **settings: Any) -> Program:
    """Make a program with mean squared error and SGD."""
    mae = find_metric("mae", output_shape=(1,), y_shape=(1,))
    return Program(network, MeanSquaredError(), (mae,), (), SGD().without_rate(), **settings)


def rows(count: int = 5) -> Rows:
    """Draw rows."""
    random = np.random.default_rng(9)
    arrays = (random.normal(size=(count, 3)), random.normal(size=(count, 1)),
              random.uniform(0.5, 2, count))  # fmt: skip
    return Rows(*(jnp.asarray(array, jnp.float32) for array in arrays))


def start(made: Program) -> Progress:
    """Begin at the first weights."""
    moved, statistics = made.network.split_statistics(made.network.init((0,), (3,))[0])
    state = made.optimizer.transformation().init(moved)
    run = RunState(moved, statistics, state, jnp.int32(0), jax.random.key(0))
    stopping = None if made.stopping is None else made.stopping.start((moved, statistics))
    return Progress(run, stopping, jnp.int32(0))


def test_an_epoch_is_the_steps_taken_by_hand() -> None:
    made, data = program(), rows()
    order = rows_of_epoch(5, 2, 0, 0, True)
    begun = start(made)
    state, figures = train_epoch(made, begun.run, data, jnp.asarray(order), RATE)
    x, y, counts = (np.asarray(array, np.float64) for array in data)
    kernel = np.asarray(begun.run.moved["dense"]["kernel"], np.float64)
    bias, losses, errors = np.zeros(1), 0.0, 0.0
    for batch in order:
        batch = batch[batch >= 0]
        error = x[batch] @ kernel + bias - y[batch]  # (batch, 1)
        weighted = counts[batch, None] * error
        loss = (weighted * error).sum() / len(batch) + 0.3 * (kernel**2).sum()
        losses, errors = losses + loss * len(batch), errors + abs(error).sum()
        kernel_gradient = 2 * x[batch].T @ weighted / len(batch) + 0.6 * kernel
        bias = bias - 0.1 * 2 * weighted.sum(0) / len(batch)
        kernel = kernel - 0.1 * kernel_gradient
    np.testing.assert_allclose(state.moved["dense"]["kernel"], kernel, rtol=1e-5)
    np.testing.assert_allclose(state.moved["dense"]["bias"], bias, rtol=1e-5)
    np.testing.assert_allclose(figures, [losses / 5, errors / 5], rtol=1e-5)
    assert int(state.step) == 3


def test_rows_that_only_fill_up_leave_no_trace() -> None:
    made = program(Stack((Dense(4, "tanh"), BatchNormalization(), Dense(1))))
    data, begun = rows(), start(made)
    short = jnp.asarray([[0, 1, 2], [3, 4, -1]])
    wide = jnp.asarray([[0, 1, 2, -1], [3, 4, -1, -1]])
    first, figures = train_epoch(made, begun.run, data, short, RATE)
    second, wide_figures = train_epoch(made, begun.run, data, wide, RATE)
    np.testing.assert_allclose(figures, wide_figures, rtol=1e-5)
    for ours, theirs in zip(
        jax.tree.leaves((first.moved, first.statistics)),
        jax.tree.leaves((second.moved, second.statistics)),
        strict=True,
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)


def test_how_many_epochs_is_known_at_run_time_only() -> None:
    made, data = program(), rows()
    order = jnp.asarray(np.stack([rows_of_epoch(5, 2, 0, epoch, True) for epoch in range(6)]))
    together, figures = run_epochs(made, start(made), data, None, order, jnp.int32(6), RATE)
    loop = epoch_loop(made)
    progress, parts = jax.device_put(start(made)), []
    for first, count in [(0, 0), (0, 1), (1, 3), (4, 2)]:
        shifted = jnp.roll(order, -first, axis=0)
        progress, measured = loop(progress, data, None, shifted, jnp.int32(count), RATE)
        parts.append(measured[:count])
    shared = replace(made, network=canonical_network(made.network))
    assert epoch_loop.shared(shared).function._cache_size() == 1
    np.testing.assert_allclose(jnp.concatenate(parts), figures, rtol=1e-6)
    assert int(progress.epoch) == int(together.epoch) == 6
    kernels = [p.run.moved["dense"]["kernel"] for p in (progress, together)]
    np.testing.assert_allclose(*kernels, rtol=1e-6)


def test_equal_programs_are_compiled_once() -> None:
    assert epoch_loop(program()) is epoch_loop(program())
    assert epoch_loop(program()) is not epoch_loop(program(Stack((Dense(1),))))


def test_stopping_ends_within_the_loop() -> None:
    stopping = EarlyStopping("loss", patience=1, min_delta=100.0, restore_best_weights=True)
    made = program(stopping=stopping)
    order = jnp.zeros((6, 1, 2), jnp.int32)
    progress, figures = run_epochs(made, start(made), rows(), None, order, jnp.int32(6), RATE)
    assert int(progress.epoch) == 2
    assert (figures[2:] == 0).all()
    assert progress.stopping is not None
    assert bool(progress.stopping.is_over)


class Doubled(Augmentation):
    """Doubles every input."""

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Double."""
        return 2 * images


def test_augmentation_changes_what_is_trained_on() -> None:
    data, order = rows(), jnp.asarray([[0, 1, 2, 3, 4]])
    augmented, plain = program(augmentation=Doubled()), program()
    ours, _ = train_epoch(augmented, start(augmented).run, data, order, RATE)
    twice = data._replace(inputs=2 * data.inputs)
    theirs, _ = train_epoch(plain, start(plain).run, twice, order, RATE)
    np.testing.assert_array_equal(ours.moved["dense"]["kernel"], theirs.moved["dense"]["kernel"])


@pytest.mark.parametrize("has_validation", [True, False])
def test_columns_of_the_history(has_validation: bool) -> None:
    names = program(has_validation=has_validation).metric_names
    assert names == ("loss", "mae") + ("val_loss", "val_mae") * has_validation
