"""Several dense nets as one wide one, whose outputs are their average.

Lay the units of all nets side by side. The first kernel is theirs joined; every further
kernel holds theirs along its diagonal and zeros elsewhere, so that no net sees another;
the last one adds up what all of them say, divided by their number. The average of nets is
again a net, and a file that any Keras opens.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.networks.layer_names import name_of
from plainnet.networks.network import NetworkWeights
from plainnet.networks.stack import Stack


def merge_dense_networks(
    network: Stack, weights: Sequence[NetworkWeights]
) -> tuple[Stack, NetworkWeights]:
    """Make one wide network of several.

    `network`: of Dense layers, at least two, with biases; Dropout between them is left out.

    Hansen and Salamon (1990), "Neural network ensembles", IEEE TPAMI 12.
    """
    dense = [layer for layer in network.hidden if not isinstance(layer, Dropout)]
    merged: dict[str, dict[str, NDArray[Any]]] = {}
    layers = []
    for depth, layer in enumerate(dense):
        assert isinstance(layer, Dense)
        assert layer.use_bias
        is_last = depth == len(dense) - 1
        own = [net[name_of(layer)] for net in weights]
        kernels = [np.asarray(part["kernel"]) for part in own]
        biases = [np.asarray(part["bias"]) for part in own]
        layers.append(replace(layer, units=layer.units if is_last else layer.units * len(own)))
        if is_last:
            kernel = np.asarray(np.concatenate(kernels) / len(own), np.float32)
            bias = np.asarray(np.mean(biases, 0), np.float32)
        elif depth == 0:
            kernel, bias = np.concatenate(kernels, 1), np.concatenate(biases)
        else:
            kernel, bias = block_diagonal(kernels), np.concatenate(biases)
        merged[name_of(layer)] = {"kernel": kernel, "bias": bias}
    as_arrays = {
        layer: {weight: jnp.asarray(array, jnp.float32) for weight, array in parts.items()}
        for layer, parts in merged.items()
    }
    return Stack(tuple(layers), network.name), as_arrays


def block_diagonal(blocks: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Put matrices along the diagonal of one that is zero elsewhere.

    >>> block_diagonal([np.ones((1, 1)), 2 * np.ones((1, 2))]).tolist()
    [[1.0, 0.0, 0.0], [0.0, 2.0, 2.0]]
    """
    rows = sum(block.shape[0] for block in blocks)
    columns = sum(block.shape[1] for block in blocks)
    whole = np.zeros((rows, columns), np.float32)
    row = column = 0
    for block in blocks:
        whole[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    return whole
