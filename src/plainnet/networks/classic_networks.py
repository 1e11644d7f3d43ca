"""The networks of textbooks: dense, recurrent for forecasts, LeNet, and several made into one.

The last layer starts at zero, so that an untrained network forecasts no change, or the mean:
what it learns is what it knows better than that.

Lay the units of all nets side by side. The first kernel is theirs joined; every further
kernel holds theirs along its diagonal and zeros elsewhere, so that no net sees another;
the last one adds up what all of them say, divided by their number. The average of nets is
again a net, and a file that any Keras opens.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, get_args

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.layers.activation_layers import Activation as ActivationLayer
from plainnet.layers.activations import Activation, Function
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.reshaping import Flatten
from plainnet.networks.network import NetworkWeights, Stack
from plainnet.networks.wiring import name_of


def dense_network(
    n_outputs: int,
    hidden: Sequence[int] = (),
    *,
    activation: str | Activation | Function = "relu",
    output_activation: str | None = None,
    dropout: float = 0.0,
) -> Stack:
    """Stack dense layers; without hidden ones it is a linear or logistic regression.

    `output_activation`: "softmax" or "sigmoid" for classes, None for numbers.

    Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating
    errors", Nature 323.

    >>> dense_network(3, (64, 32), output_activation="softmax").output_shape((4,))
    (3,)
    """
    layers: list[Layer] = []
    for units in hidden:
        layers.append(Dense(units, activation))
        if dropout:
            layers.append(Dropout(dropout))
    return Stack((*layers, Dense(n_outputs, output_activation)))


ForecastKind = Literal["linear", "dense", "simple_rnn", "lstm"]
FORECAST_KINDS: tuple[ForecastKind, ...] = get_args(ForecastKind)


def forecast_network(
    kind: ForecastKind, steps: int, n_columns: int, horizon: int, hidden: Sequence[int]
) -> Stack:
    """Stack the layers of a network that forecasts.

    >>> forecast_network("lstm", 5, 1, 3, (16,)).output_shape((5, 1))
    (3,)
    """
    layers: list[Layer] = [Input((steps, n_columns))]
    if kind in ("linear", "dense"):
        layers.append(Flatten())
        layers += [Dense(units, "relu") for units in hidden if kind == "dense"]
    else:
        recurrent = SimpleRNN if kind == "simple_rnn" else LSTM
        last = len(hidden) - 1
        layers += [
            recurrent(units, return_sequences=place < last) for place, units in enumerate(hidden)
        ]
    return Stack((*layers, Dense(horizon, kernel_initializer="zeros")))


FILTERS = (12, 24, 48, 64, 64, 64)
SMALLEST_SIDE = 16  # pixels
SIDE_WORTH_POOLING = 8


def lenet(n_classes: int) -> Stack:
    """Make LeNet-5 with ReLU and max pooling, for images of 32 x 32 pixels.

    Parameters
    ----------
    n_classes : int
        Number of outputs.

    Returns
    -------
    Stack
        6 maps of 28 x 28, 16 maps of 10 x 10, 120 numbers, 84 numbers, the classes.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to
    document recognition".

    Examples
    --------
    >>> lenet(6).output_shape((32, 32, 3))
    (6,)
    """
    return Stack(
        (
            Conv2D(6, 5, activation="relu"),
            MaxPooling2D(2),
            Conv2D(16, 5, activation="relu"),
            MaxPooling2D(2),
            Conv2D(120, 5, activation="relu"),
            Flatten(),
            Dense(84, "relu"),
            Dense(n_classes, "softmax"),
        )
    )


def lenet_of_size(n_classes: int, height: int, width: int, hidden: tuple[int, ...] = ()) -> Stack:
    """Make a LeNet as deep as the images are large, normalised so that it learns fast.

    `height` and `width`: of the images, in pixels; at least 16.

    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to document
    recognition"; Ioffe and Szegedy (2015), "Batch normalization", ICML.

    >>> lenet_of_size(6, 64, 48).output_shape((64, 48, 1))
    (6,)
    """
    if min(height, width) < SMALLEST_SIDE:
        size = f"{height} x {width}"
        raise SettingError("lenet.too_small", size=size, smallest=SMALLEST_SIDE)
    layers: list[Layer] = []
    rows, columns, kernel = height, width, 5
    for filters in FILTERS:
        is_last = min(rows, columns) < SIDE_WORTH_POOLING
        layers.append(Conv2D(filters, kernel, kernel_initializer="he_normal"))
        if not is_last:
            layers.append(MaxPooling2D(2))
        layers += [BatchNormalization(momentum=0.9), ActivationLayer("relu")]
        rows, columns = ((side - kernel + 1) // (1 if is_last else 2) for side in (rows, columns))
        kernel = 3
        if is_last:
            break
    layers += [MaxPooling2D((min(rows, 4), min(columns, 4))), Flatten(), Dropout(0.2)]
    layers += [Dense(units, "relu", kernel_initializer="he_normal") for units in hidden]
    return Stack((*layers, Dense(n_classes, "softmax", kernel_initializer="lecun_normal")))


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
