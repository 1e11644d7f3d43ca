"""The compiled run: epochs, steps and validation in one program.

Networks of this size train faster than Python can hand out steps. So the loop over steps
and the loop over epochs are both part of the compiled program; the host draws the order
of the rows, and every fifth of a second reads what the last epochs measured.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import lax

from plainnet.losses.loss import Loss, with_axes
from plainnet.metrics.catalogue import history_names
from plainnet.metrics.metric import LossOfOutput, Metric, Tally
from plainnet.networks.network import (
    Arrays,
    Network,
    NetworkWeights,
    PassedByNetwork,
    each_array,
)
from plainnet.optimizers.optimizer import Optimizer
from plainnet.training.augmentation import Augmentation
from plainnet.training.callbacks.early_stopping import EarlyStopping, StoppingState
from plainnet.training.compilation import SharedByNames, compiled
from plainnet.training.data_parallelism import EVERYWHERE, added_up, cut, own_key, shared_out
from plainnet.training.minibatches import (
    FILLER,
    each_alone,
    shares_of_weights,
    time_shares,
    weights_of_times,
    with_states,
)
from plainnet.training.objective import rate_of_step

Tallies = tuple[dict[str, jax.Array], ...]


@dataclass(frozen=True)
class Program:
    """All that is compiled in; equal programs are compiled once.

    `metrics` and `weighted_metrics`: the latter count rows by their sample weights.
    `last_rows`: rows of the last batch where it must not be filled up, because rows are mixed.
    """

    network: Network
    loss: Loss
    metrics: tuple[Metric, ...]
    weighted_metrics: tuple[Metric, ...]
    optimizer: Optimizer  # without its learning rate, which comes at run time
    augmentation: Augmentation | None = None  # what happens to each training batch
    stopping: EarlyStopping | None = None
    has_validation: bool = False
    processors: int = 1  # how many share each batch
    last_rows: int = 0
    has_long_steps: bool = False  # whether fast code is worth slow compiling

    @property
    def mixes_rows(self) -> bool:
        """Whether a metric of a batch is no sum over its rows, so that none may be added."""
        measures: tuple[Loss | Metric, ...] = (self.loss, *self.metrics, *self.weighted_metrics)
        network = self.network
        is_whole = network.masks_outputs or network.carries_states
        is_whole = is_whole or any(layer.mixes_rows for layer in network.hidden)
        return is_whole or any(each.mixes_rows for each in measures)

    @property
    def metric_names(self) -> tuple[str, ...]:
        """The columns of the history, in its order."""
        names = ("loss", *history_names(self.metrics, self.weighted_metrics))
        return names + tuple(f"val_{name}" for name in names) if self.has_validation else names


class Rows(NamedTuple):
    """Examples with their targets and how much each counts."""

    inputs: Arrays  # (rows, *input_shape), or a tuple of such
    targets: Arrays  # (rows, ...), or a tuple of such
    sample_weight: Arrays  # (rows,) or (rows, time), or a tuple with one for each output


class FilledRows(NamedTuple):
    """A batch of one size whatever the number of its rows; or equal batches in a stack."""

    rows: Rows  # each array (batch, ...), or (batches, batch, ...)
    present: Arrays  # 1 for rows, 0 for what only fills up, (batch,) or (batches, batch)


Validation = tuple[FilledRows, ...]  # each of equal batches


class RunState(NamedTuple):
    """What one step hands to the next."""

    moved: NetworkWeights  # the weights that gradients move
    statistics: NetworkWeights  # running averages
    optimizer: Any
    step: jax.Array  # steps taken so far, ()
    key: jax.Array  # randomness of dropout and augmentation


class Progress(NamedTuple):
    """What one epoch hands to the next."""

    run: RunState
    stopping: StoppingState | None
    epoch: jax.Array  # epochs done, ()


EpochLoop = Callable[..., tuple[Progress, jax.Array]]


@SharedByNames
def epoch_loop(program: Program) -> EpochLoop:
    """Return the compiled loop over some epochs of a program.

    The loop is called with
    `(progress, rows, validation, order, n_epochs, learning_rate)`: `order` holds the row
    numbers `(epochs, steps, batch)` of at least `n_epochs` epochs. It gives the progress
    and what each epoch measured, `(epochs, metrics)`. How many epochs are run is known at
    run time only, so no number of epochs is ever compiled anew.
    """
    # Rows of a batch are shared out: in validation and in the order.
    taken = (EVERYWHERE, EVERYWHERE, cut(1), cut(2), EVERYWHERE, EVERYWHERE)
    run = shared_out(partial(run_epochs, program), program.processors, taken)
    made_of = ("epoch loop", program)
    return compiled(run, is_long=program.has_long_steps, made_of=made_of, donate_argnums=0)


def run_epochs(
    program: Program,
    progress: Progress,
    rows: Rows,
    validation: Validation | None,
    order: jax.Array,
    n_epochs: jax.Array,
    learning_rate: jax.Array,
) -> tuple[Progress, jax.Array]:
    """Run up to `n_epochs` epochs, fewer if early stopping ends them."""
    first = progress.epoch
    figures = jnp.zeros((order.shape[0], len(program.metric_names)), jnp.float32)

    def goes_on(carry: tuple[Progress, jax.Array]) -> jax.Array:
        now = carry[0]
        is_left = now.epoch - first < n_epochs
        return is_left if now.stopping is None else is_left & ~now.stopping.is_over

    def one_epoch(carry: tuple[Progress, jax.Array]) -> tuple[Progress, jax.Array]:
        now, figures = carry
        position = now.epoch - first
        state, measured = train_epoch(program, now.run, rows, order[position], learning_rate)
        if validation is not None:
            weights = program.network.join_statistics(state.moved, state.statistics)
            measured = jnp.concatenate([measured, validate(program, weights, validation)])
        stopping = now.stopping
        if program.stopping is not None and stopping is not None:
            figure = measured[program.metric_names.index(program.stopping.monitor)]
            kept = (state.moved, state.statistics)
            stopping = program.stopping.after_epoch(stopping, now.epoch, figure, kept)
        return Progress(state, stopping, now.epoch + 1), figures.at[position].set(measured)

    return lax.while_loop(goes_on, one_epoch, (progress, figures))


def train_epoch(
    program: Program, state: RunState, rows: Rows, order: jax.Array, learning_rate: jax.Array
) -> tuple[RunState, jax.Array]:
    """Take one step for each batch of `order` and measure on the way, as Keras does."""
    step = partial(train_step, program, rows, learning_rate)
    whole = order[:-1] if program.last_rows else order
    state, tallies = lax.scan(step, state, whole)
    tallies = jax.tree.map(lambda sums: sums.sum(0), tallies)
    if program.last_rows:
        state, last = step(state, order[-1, : program.last_rows])
        tallies = jax.tree.map(jnp.add, tallies, last)
    return state, figures_of(program, tallies)


def train_step(
    program: Program,
    rows: Rows,
    learning_rate: jax.Array,
    state: RunState,
    batch_rows: jax.Array,
) -> tuple[RunState, Tallies]:
    """Gather one batch and learn from it."""
    present = (batch_rows != FILLER).astype(jnp.float32)  # (batch,)
    batch = jax.tree.map(lambda array: jnp.take(array, batch_rows, axis=0, mode="clip"), rows)
    return learn(program, state, batch, present, learning_rate)


def learn(
    program: Program,
    state: RunState,
    batch: Rows,
    present: jax.Array,
    learning_rate: jax.Array,
) -> tuple[RunState, Tallies]:
    """Propagate one batch forward and back, and move the weights.

    Shapes: `present` (batch,), `learning_rate` ().
    """
    network, optimizer = program.network, program.optimizer
    key = own_key(jax.random.fold_in(state.key, state.step), program.processors)
    if program.augmentation is not None:
        augmented = program.augmentation.apply(batch.inputs, jax.random.fold_in(key, 1))
        batch = batch._replace(inputs=augmented)

    def total_loss(moved: NetworkWeights) -> tuple[jax.Array, tuple[NetworkWeights, Tallies]]:
        weights = network.join_statistics(moved, state.statistics)
        passed = network.forward(weights, batch.inputs, training=True, key=key, present=present)
        losses, *others = tallies_of(program, FilledRows(batch, present), passed)
        total = losses["total"] + network.penalty(weights) * losses["count"]
        return total, (passed.statistics, ({"total": total, "count": losses["count"]}, *others))

    gradients, (statistics, tallies) = jax.grad(total_loss, has_aux=True)(state.moved)
    gradients, tallies = added_up((gradients, tallies), program.processors)
    gradients = jax.tree.map(lambda total: total / tallies[0]["count"], gradients)
    rate = rate_of_step(optimizer, state.step, learning_rate)
    updates, optimizer_state = optimizer.transformation().update(
        gradients, state.optimizer, state.moved, learning_rate=rate
    )
    moved = network.constrained(jax.tree.map(jnp.add, state.moved, updates))
    held = {name: {**own, **statistics.get(name, {})} for name, own in state.statistics.items()}
    return RunState(moved, held, optimizer_state, state.step + 1, state.key), tallies


def tallies_of(
    program: Program, batch: FilledRows, passed: PassedByNetwork, *, in_training: bool = True
) -> Tallies:
    """Gather the sums that the loss and every metric are made of.

    The loss of a batch is divided by its number of rows, not by their weights. Times that a
    mask leaves out count neither in the loss nor, as in Keras on JAX, in the metrics that are
    measured after training; those measured in training count them.
    """
    (_, targets, weights), present = batch
    outputs, mask = passed.outputs, passed.mask
    shares = each_alone(partial(time_shares, present), mask)
    of_rows = weights
    if isinstance(weights, tuple) or weights.ndim > 1:
        shares, of_rows = shares_of_weights(shares, weights, len(each_array(outputs))), 1.0
    counted = partial(weights_of_times, None if in_training else mask)

    def priced(loss: Loss, *of_output: Any) -> Tally:
        losses = jnp.where(present > 0, loss.apply(*of_output) * of_rows, 0)  # (batch,)
        return {"total": losses.sum(), "count": present.sum()}

    def weighted(metric: Metric) -> Tally:
        number = getattr(metric, "number", 0)
        if isinstance(metric, LossOfOutput):
            own = None if shares is None else shares[number]
            return priced(metric.loss, targets[number], outputs[number], own)
        own = weights[number] if isinstance(weights, tuple) else weights
        own = own * with_axes(present, own.ndim)
        return metric.tally(targets, outputs, counted(metric, own))

    losses = priced(program.loss, targets, outputs, shares)
    return (
        {**losses, "total": losses["total"] + passed.added_loss},
        *(m.tally(targets, outputs, counted(m, present)) for m in program.metrics),
        *map(weighted, program.weighted_metrics),
    )


def figures_of(program: Program, tallies: Tallies) -> jax.Array:
    """Make the loss and every metric out of their sums: `(metrics,)`."""
    metrics = (*program.metrics, *program.weighted_metrics)
    results = [m.result(sums) for m, sums in zip(metrics, tallies[1:], strict=True)]
    return jnp.stack([tallies[0]["total"] / tallies[0]["count"], *results])


def validate(program: Program, weights: NetworkWeights, validation: Validation) -> jax.Array:
    """Measure without training, batch by batch.

    Shapes: returns (metrics,).
    """

    def of_batches(batches: FilledRows) -> Tallies:
        each: Tallies
        if program.network.carries_states:
            _, each = lax.scan(partial(measure_and_carry, program), weights, batches)
        else:
            each = lax.map(partial(measure_batch, program, weights), batches)
        sums: Tallies = jax.tree.map(lambda tally: tally.sum(0), each)
        return sums

    tallies = reduce(partial(jax.tree.map, jnp.add), map(of_batches, validation))
    return figures_of(program, added_up(tallies, program.processors))


def measure_batch(program: Program, weights: NetworkWeights, batch: FilledRows) -> Tallies:
    """Return what one batch adds to loss and metrics, without training."""
    return measure_and_carry(program, weights, batch)[1]


def measure_and_carry(
    program: Program, weights: NetworkWeights, batch: FilledRows
) -> tuple[NetworkWeights, Tallies]:
    """Measure one batch; give the weights with the states after it, too."""
    passed = program.network.forward(weights, batch.rows.inputs)
    losses, *others = tallies_of(program, batch, passed, in_training=False)
    total = losses["total"] + program.network.penalty(weights) * losses["count"]
    return with_states(weights, passed), ({"total": total, "count": losses["count"]}, *others)
