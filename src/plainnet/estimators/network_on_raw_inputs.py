"""One network for inputs as they come: the average of several, scalings worked in.

Scaling is a linear step, and so is the sum in a dense layer: both in a row are one dense
layer again. The file of such a network needs nothing beside it.
"""

from collections.abc import Sequence

import jax.numpy as jnp
import numpy as np

from plainnet.data.scaling import Scaling
from plainnet.estimators.dense_forward_pass import kernels_and_biases
from plainnet.layers.dense import Dense
from plainnet.model import Model
from plainnet.networks.classic_networks import merge_dense_networks
from plainnet.networks.network import Stack
from plainnet.networks.wiring import name_of


def network_on_raw_inputs(
    models: Sequence[Model], scaling: Scaling, target_scaling: Scaling | None = None
) -> Model:
    """Merge networks and work the scalings into the first and the last layer.

    `models`: of the same dense layers, for scaled inputs.
    Result: compiled, so that it can be trained further.
    """
    first = models[0]
    assert isinstance(first.network, Stack)
    # What only training needs, dropout, is left out.
    dense = tuple(layer for layer in first.network.hidden if isinstance(layer, Dense))
    network, weights = Stack(dense), first.weights
    if len(models) > 1:
        network, weights = merge_dense_networks(network, [model.weights for model in models])
    layers = kernels_and_biases(network, weights)
    kernel, bias = layers[0]
    kernel = kernel / np.asarray(scaling.scale)[:, None]  # (features, units)
    layers[0] = kernel, bias - np.asarray(scaling.offset) @ kernel
    if target_scaling is not None:
        kernel, bias = layers[-1]
        stretch = np.asarray(target_scaling.scale)
        layers[-1] = kernel * stretch, bias * stretch + np.asarray(target_scaling.offset)
    own = {
        name_of(layer): {
            "kernel": jnp.asarray(kernel, jnp.float32),
            "bias": jnp.asarray(bias, jnp.float32),
        }
        for layer, (kernel, bias) in zip(network.hidden, layers, strict=True)
    }
    model = Model(network, built=((len(scaling.offset),), own))
    model.compile("adam", first.loss)
    return model
