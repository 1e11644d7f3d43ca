"""Outputs of a network for many rows, a batch at a time.

Concepts: forward propagation, inference
"""

from functools import lru_cache

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.networks.network import Network, NetworkWeights
from plainnet.training.minibatches import evaluation_batch_size, size_class, slices_of


def outputs_of(
    network: Network, weights: NetworkWeights, inputs: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Propagate all rows forward.

    Parameters
    ----------
    network : Network
        The layers.
    weights : dict of str to dict of str to array
        Their weights.
    inputs : array of shape (rows, *input_shape)
        At least one row.

    Returns
    -------
    array of shape (rows, *output_shape)
    """
    size = size_class(evaluation_batch_size(len(inputs), inputs.shape[1:]))
    parts = []
    for rows in slices_of(len(inputs), size):
        batch = inputs[rows]
        # A short last batch is filled up, so that one program serves all.
        filler = np.zeros((size - len(batch), *batch.shape[1:]), batch.dtype)
        outputs = _compiled(network)(weights, np.concatenate([batch, filler]))
        parts.append(np.asarray(outputs)[: len(batch)])
    return np.concatenate(parts)


@lru_cache(maxsize=64)
def _compiled(network: Network) -> "jax.stages.Wrapped":
    """Compile the forward pass of a network once."""
    return jax.jit(network.apply)
