"""LeNet: convolution and pooling twice, one more convolution, and two dense layers.

Concepts: LeNet, convolutional network
"""

from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.flatten import Flatten
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.networks.stack import Stack


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
