"""Forward propagation: the outputs of a network for many rows, and every number inside it."""

import math
from collections.abc import Callable
from functools import lru_cache, partial

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.networks.network import Arrays, Network, NetworkWeights, each_array
from plainnet.training.compilation import SharedByNames, compiled
from plainnet.training.compiled_run import Program, validate
from plainnet.training.examples import Examples
from plainnet.training.minibatches import (
    evaluation_batch_size,
    size_class,
    slices_of,
    with_states,
)
from plainnet.training.training_data import USUAL_BATCH_SIZE
from plainnet.training.training_loop import batches_on_device, program_to_compile

MOST_KNOWN = 64  # networks of which is remembered whether rows meet in them
_meetings: dict[Network, bool] = {}


def outputs_of(
    network: Network,
    weights: NetworkWeights,
    inputs: Arrays,
    seed: tuple[int, int] = (0, 0),
    batch_size: int | None = USUAL_BATCH_SIZE,
) -> Arrays:
    """Propagate all rows forward.

    Shapes: `inputs` (rows, *input_shape) -> (rows, *output_shape).
    `inputs`: at least one row.
    `seed`: of the model and of this use of it; matters where outputs depend on chance.
    `batch_size`: rows that are seen together, where a row's outputs depend on others; None: all.
    """
    arrays = each_array(inputs)
    n_rows = len(arrays[0])
    numbers = sum(math.prod(array.shape[1:]) for array in arrays)
    size = size_class(evaluation_batch_size(n_rows, (numbers,)))
    is_exact = _rows_meet(network, weights, inputs)
    size = (batch_size or n_rows) if is_exact else size
    parts = []
    for rows in slices_of(n_rows, size):
        # A short last batch is filled up, so that one program serves all.
        filled = rows.stop - rows.start if is_exact else size
        batch = jax.tree.map(partial(_filled_up, rows, filled), inputs)
        if network.draws_in_use:
            key = jax.random.fold_in(
                jax.random.fold_in(jax.random.key(seed[0]), seed[1]), rows.start
            )
            outputs = _compiled_drawing(network)(weights, batch, key)
        else:
            outputs = compiled_pass(network)(weights, batch)
        n_present = rows.stop - rows.start
        parts.append(jax.tree.map(lambda array, n=n_present: np.asarray(array)[:n], outputs))
    joined: Arrays = jax.tree.map(lambda *of_parts: np.concatenate(of_parts), *parts)
    return joined


def _rows_meet(network: Network, weights: NetworkWeights, inputs: Arrays) -> bool:
    """Return whether a row's outputs depend on the others: code of a program is tried out."""
    if not any(layer.mixes_rows for layer in network.hidden):
        return False
    if network in _meetings:
        return _meetings[network]
    two = slice(0, min(2, len(each_array(inputs)[0])))
    alone, filled = (
        network.apply(
            weights, jax.tree.map(partial(_filled_up, two, size), inputs), key=jax.random.key(0)
        )
        for size in (two.stop, two.stop + 1)
    )
    pairs = zip(each_array(alone), each_array(filled), strict=True)
    are_equal = (np.allclose(a, b[: two.stop], 1e-4, 1e-6, equal_nan=True) for a, b in pairs)
    if len(_meetings) >= MOST_KNOWN:
        _meetings.clear()
    _meetings[network] = not all(are_equal)
    return _meetings[network]


def repeatable_pass(
    network: Network, training: bool, key: jax.Array
) -> Callable[[NetworkWeights, Arrays], Arrays]:
    """Return a forward pass as a function that JAX can take gradients of."""

    def forward(weights: NetworkWeights, inputs: Arrays) -> Arrays:
        if training:
            return _compiled_training_pass(network)(weights, inputs, key)[0]
        return _compiled_drawing(network)(weights, inputs, key)

    return forward


def training_pass(
    network: Network, weights: NetworkWeights, inputs: Arrays, key: jax.Array
) -> tuple[Arrays, NetworkWeights]:
    """Propagate all rows forward as one batch of training; return outputs and weights after.

    Shapes: `inputs` (rows, *input_shape) -> `outputs` (rows, *output_shape).
    """
    outputs, after = _compiled_training_pass(network)(weights, inputs, key)
    # JAX hands dicts back sorted by name.
    return jax.tree.map(np.asarray, outputs), {
        layer: {name: after[layer][name] for name in own} for layer, own in weights.items()
    }


@lru_cache(maxsize=64)
def _compiled_training_pass(network: Network) -> Callable[..., tuple[Arrays, NetworkWeights]]:
    """Compile a network's forward pass in training."""

    def forward(
        weights: NetworkWeights, inputs: Arrays, key: jax.Array
    ) -> tuple[Arrays, NetworkWeights]:
        passed = network.forward(weights, inputs, training=True, key=key)
        return passed.outputs, with_states(weights, passed)

    return jax.jit(forward)


def trace_of(
    network: Network, weights: NetworkWeights, inputs: Arrays
) -> dict[str, dict[str, jax.Array]]:
    """Compute every number inside a network, by layer and name, for all rows at once."""
    return _compiled_trace(network)(weights, inputs)


def _filled_up(rows: slice, size: int, array: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take some rows, and zeros up to a size."""
    taken = array[rows]
    filler = np.zeros((size - len(taken), *array.shape[1:]), array.dtype)
    return np.concatenate([taken, filler])


@lru_cache(maxsize=64)
def _compiled_drawing(network: Network) -> Callable[..., Arrays]:
    """Compile the forward pass of a network whose outputs depend on chance."""
    return jax.jit(lambda weights, inputs, key: network.apply(weights, inputs, key=key))


@SharedByNames
def compiled_pass(network: Network) -> Callable[[NetworkWeights, Arrays], Arrays]:
    """Compile the forward pass of a network."""
    return compiled(network.apply, made_of=("forward pass", network))


@SharedByNames
def _compiled_trace(network: Network) -> Callable[..., dict[str, dict[str, jax.Array]]]:
    """Compile the trace of a network."""
    return compiled(network.trace, made_of=("trace", network))


def measure(
    program: Program,
    weights: NetworkWeights,
    examples: Examples,
    batch_size: int = USUAL_BATCH_SIZE,
) -> dict[str, float]:
    """Measure the loss and every metric."""
    exact = batch_size if program.mixes_rows else None
    batches = batches_on_device(program.network, examples, exact_size=exact)
    figures = _compiled_measurement(program_to_compile(program))(weights, batches).tolist()
    names = [name for name in program.metric_names if not name.startswith("val_")]
    return dict(zip(names, figures, strict=True))


@SharedByNames
def _compiled_measurement(program: Program) -> Callable[..., jax.Array]:
    """Compile the measuring of a program."""
    return compiled(partial(validate, program), made_of=("measuring", program))
