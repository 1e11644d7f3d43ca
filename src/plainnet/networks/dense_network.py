"""A dense network of any depth: hidden layers, then the outputs."""

from collections.abc import Sequence

from plainnet.layers.activations import Activation, Function
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.layer import Layer
from plainnet.networks.stack import Stack


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
