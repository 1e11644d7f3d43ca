"""Minibatches: which rows make up each step.

Row numbers are drawn on the host and handed to the compiled program, which gathers the
rows itself; sorting random numbers inside the program costs more than the training.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.losses.loss import with_axes
from plainnet.metrics.metric import Metric, MetricOfOutput
from plainnet.networks.network import Arrays, Network, NetworkWeights, PassedByNetwork, each_array

FILLER = -1  # stands in the last batch where there are no rows left


def count_steps(n_rows: int, batch_size: int) -> int:
    """Count the batches of an epoch, a short last one included."""
    return -(-n_rows // batch_size)


def rows_of_epoch(
    n_rows: int, batch_size: int, seed: int, epoch: int, shuffle: bool
) -> NDArray[np.int32]:
    """Return the row numbers of each step of one epoch.

    Shapes: returns (steps, batch_size).

    >>> rows_of_epoch(5, 2, seed=0, epoch=0, shuffle=False).tolist()
    [[0, 1], [2, 3], [4, -1]]
    """
    rows = np.full(count_steps(n_rows, batch_size) * batch_size, FILLER, np.int32)
    if shuffle:
        rows[:n_rows] = np.random.default_rng((seed, epoch)).permutation(n_rows)
    else:
        rows[:n_rows] = np.arange(n_rows)
    return rows.reshape(-1, batch_size)


def slices_of(n_rows: int, batch_size: int) -> Iterator[slice]:
    """Cut rows into batches in their order."""
    for start in range(0, n_rows, batch_size):
        yield slice(start, min(start + batch_size, n_rows))


def evaluation_batch_size(n_rows: int, input_shape: tuple[int, ...]) -> int:
    """Choose how many rows to evaluate at once: few enough that they stay in the cache."""
    numbers = int(np.prod(input_shape)) or 1
    return max(1, min(n_rows, max(32, EVALUATION_NUMBERS // numbers)))


EVALUATION_NUMBERS = 1 << 16


def size_class(n_rows: int) -> int:
    """Round a number of rows up to one of a few, so that a few programs serve all numbers.

    Result: the next power of two, at least 16.

    >>> size_class(195), size_class(256), size_class(1)
    (256, 256, 16)
    """
    return max(SMALLEST_CLASS, 1 << (n_rows - 1).bit_length())


SMALLEST_CLASS = 16


def each_alone(function: Callable[[jax.Array], jax.Array], masks: Any) -> Any:
    """Apply a function to the mask of each output; None stays None."""
    if isinstance(masks, tuple):
        return tuple(each_alone(function, mask) for mask in masks)
    return None if masks is None else function(masks)


def time_shares(present: jax.Array, mask: jax.Array) -> jax.Array:
    """Return how much each time counts in the loss, so that a batch has the mean of those there.

    Shapes: `present` (batch,), `mask` (batch, time) -> (batch, time).

    >>> time_shares(jnp.ones(1), jnp.asarray([[True, True, False, False]])).tolist()
    [[2.0, 2.0, 0.0, 0.0]]
    """
    there = mask * with_axes(present, mask.ndim)
    return there * (present.sum() * (mask.size // len(mask)) / jnp.maximum(there.sum(), 1))


def shares_of_weights(shares: Any, weights: Any, n_outputs: int) -> Any:
    """Return how much each time counts for each output, where weights are no single row.

    Shapes: `shares` (batch, time), `weights` (batch,) or (batch, time) -> the larger of both.
    `shares` and `weights`: tuples where there is one for each output.
    """
    if n_outputs > 1:
        own = weights if isinstance(weights, tuple) else (weights,) * n_outputs
        masks = (None,) * n_outputs if shares is None else shares
        return tuple(shares_of_weights(*each, 1) for each in zip(masks, own, strict=True))
    if shares is None:
        return weights
    return shares * with_axes(weights, shares.ndim)


def weights_of_times(masks: Any, metric: Metric, weights: jax.Array) -> jax.Array:
    """Return the weights of a metric's samples, or of their times where some are not there.

    Shapes: `masks` (batch, time), `weights` (batch,) or (batch, time) -> the same.
    """
    number = metric.number if isinstance(metric, MetricOfOutput) else 0
    mask: jax.Array | None = masks[number] if isinstance(masks, tuple) else masks
    if mask is None or not metric.counts_times:
        return weights
    return with_axes(weights, mask.ndim) * mask


def with_states(weights: NetworkWeights, passed: PassedByNetwork) -> NetworkWeights:
    """Put the states after a batch in the place of those before it."""
    return {name: {**own, **passed.statistics.get(name, {})} for name, own in weights.items()}


def check_whole_batches(network: Network, n_rows: int, batch_size: int) -> None:
    """Refuse batches of another size than the states, and a last one that is smaller."""
    size = network.batch_size
    if network.carries_states and (batch_size != size or n_rows % batch_size):
        raise SettingError("model.stateful_rows", size=size, rows=n_rows, batch=batch_size)


def outputs_and_states(
    network: Network, weights: NetworkWeights, inputs: Arrays
) -> tuple[Arrays, NetworkWeights]:
    """Propagate all rows forward, one batch after the other.

    Shapes: `inputs` (rows, *input_shape) -> `outputs` (rows, *output_shape).
    """
    assert network.batch_size is not None
    size, n_rows = network.batch_size, len(each_array(inputs)[0])
    check_whole_batches(network, n_rows, size)
    batches = jax.tree.map(lambda rows: rows.reshape(-1, size, *rows.shape[1:]), inputs)
    after, outputs = _compiled(network)(weights, batches)
    joined = jax.tree.map(lambda rows: np.asarray(rows).reshape(n_rows, *rows.shape[2:]), outputs)
    # JAX hands dicts back sorted by name.
    return joined, {
        layer: {name: after[layer][name] for name in own} for layer, own in weights.items()
    }


@lru_cache(maxsize=64)
def _compiled(network: Network) -> "jax.stages.Wrapped":
    """Compile the loop over batches once."""

    def step(weights: NetworkWeights, batch: Any) -> tuple[NetworkWeights, Any]:
        passed = network.forward(weights, batch)
        return with_states(weights, passed), passed.outputs

    return jax.jit(partial(jax.lax.scan, step))
