"""LeNet: convolution and pooling twice, one more convolution, and two dense layers."""

from plainnet.errors import SettingError
from plainnet.layers.activation import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.flatten import Flatten
from plainnet.layers.layer import Layer
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.networks.stack import Stack

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
        layers += [BatchNormalization(momentum=0.9), Activation("relu")]
        rows, columns = ((side - kernel + 1) // (1 if is_last else 2) for side in (rows, columns))
        kernel = 3
        if is_last:
            break
    layers += [MaxPooling2D((min(rows, 4), min(columns, 4))), Flatten(), Dropout(0.2)]
    layers += [Dense(units, "relu", kernel_initializer="he_normal") for units in hidden]
    return Stack((*layers, Dense(n_classes, "softmax", kernel_initializer="lecun_normal")))
