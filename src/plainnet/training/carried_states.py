"""Batches that go on from the states in which the batch before them ended."""

from functools import lru_cache, partial
from typing import Any

import jax
import numpy as np

from plainnet.errors import SettingError
from plainnet.networks.network import Arrays, Network, NetworkWeights, PassedByNetwork, each_array


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
    """Compile the walk over batches once."""

    def step(weights: NetworkWeights, batch: Any) -> tuple[NetworkWeights, Any]:
        passed = network.forward(weights, batch)
        return with_states(weights, passed), passed.outputs

    return jax.jit(partial(jax.lax.scan, step))
