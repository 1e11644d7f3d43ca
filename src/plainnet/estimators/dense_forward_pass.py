"""What a trained dense network says, in double precision.

In single precision the last digit of a row's answer may depend on how many rows are asked
at once. Here it does not, and a fitted estimator answers without starting the engine that
trained it, as in the worker processes of a search.
"""

from collections.abc import Sequence

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.data.scaling import Scaling
from plainnet.errors import SettingError
from plainnet.layers.activations import IN_NUMPY
from plainnet.layers.dense import Dense
from plainnet.model import Model
from plainnet.networks.classic_networks import merge_dense_networks
from plainnet.networks.network import Network, NetworkWeights, Stack
from plainnet.networks.wiring import name_of

Array = NDArray[np.float64]
KernelsAndBiases = list[tuple[Array, Array]]  # (units before, units), (units,)


ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear")


def check_activation(activation: object) -> None:
    """Refuse an activation that estimators do not have."""
    if not isinstance(activation, str) or activation not in ACTIVATIONS:
        known = list(ACTIVATIONS)
        raise SettingError("estimator.activation", value=activation, known=known)


def kernels_and_biases(network: Network, weights: NetworkWeights) -> KernelsAndBiases:
    """Take the weights of the dense layers out of a network, first layer first."""
    of_layers = [weights[name_of(layer)] for layer in network.hidden if isinstance(layer, Dense)]
    return [
        (np.asarray(own["kernel"], np.float64), np.asarray(own["bias"], np.float64))
        for own in of_layers
    ]


def layers_on_raw_inputs(
    network: Network,
    weights: NetworkWeights,
    scaling: Scaling,
    target_scaling: Scaling | None = None,
) -> KernelsAndBiases:
    """Work the scalings into the first and the last layer's weights."""
    layers = kernels_and_biases(network, weights)
    kernel, bias = layers[0]
    kernel = kernel / np.asarray(scaling.scale)[:, None]  # (features, units)
    layers[0] = kernel, bias - np.asarray(scaling.offset) @ kernel
    if target_scaling is not None:
        kernel, bias = layers[-1]
        stretch = np.asarray(target_scaling.scale)
        layers[-1] = kernel * stretch, bias * stretch + np.asarray(target_scaling.offset)
    return layers


def sums_before_output(
    layers: Sequence[tuple[Array, Array]], inputs: Array, activation: str
) -> Array:
    """Propagate rows forward, up to the last layer's sums.

    Shapes: `inputs` (rows, features) -> (rows, outputs).
    `layers`: of shapes (units before, units) and (units,).

    >>> layers = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.ones(1))]
    >>> sums_before_output(layers, np.array([[3.0], [-2.0]]), "relu").tolist()
    [[4.0], [3.0]]
    """
    *hidden, (kernel, bias) = layers
    values = inputs
    for own_kernel, own_bias in hidden:
        values = IN_NUMPY[activation](values @ own_kernel + own_bias)  # (rows, units)
    return np.asarray(values @ kernel + bias)


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
    layers = layers_on_raw_inputs(network, weights, scaling, target_scaling)
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
