"""Weights read from a file, as a network takes them."""

from collections.abc import Mapping
from typing import Any

import jax
import numpy as np

from plainnet.networks.layer_names import name_of
from plainnet.networks.network import Network, NetworkWeights


def built_weights(network: Network, arrays: Mapping[str, Mapping[str, Any]]) -> NetworkWeights:
    """Put arrays in the order of the network, and add the states that files do not hold."""
    weights = {
        name_of(layer): {
            name: jax.device_put(np.asarray(array, np.float32))
            for name, array in arrays.get(name_of(layer), {}).items()
        }
        for layer in network.hidden
    }
    return network.with_first_states(weights) if network.carries_states else weights
