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


FILTERS = (12, 24, 48, 64)
SMALLEST_SIDE = 16  # pixels


def lenet_of_size(
    n_classes: int, height: int, width: int, hidden: tuple[int, ...] = ()
) -> Stack:
    """Make a LeNet whose depth fits the images, normalised so that it learns fast.

    Parameters
    ----------
    n_classes : int
        Number of outputs.
    height, width : int
        Of the images, in pixels; at least 16.
    hidden : tuple of int, default=()
        Units of dense layers before the last.

    Returns
    -------
    Stack
        A convolution of 5 x 5 and several of 3 x 3, each pooled and normalised, until few
        places are left; there the largest number of each map counts.

    Raises
    ------
    SettingError
        If the images are too small.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to
    document recognition"; Ioffe and Szegedy (2015), "Batch normalization".

    Examples
    --------
    >>> lenet_of_size(6, 64, 64).output_shape((64, 64, 1))
    (6,)
    """
    if min(height, width) < SMALLEST_SIDE:
        raise SettingError(
            "lenet.too_small", height=height, width=width, smallest=SMALLEST_SIDE
        )
    layers: list[Layer] = []
    sides, kernel, depth = (height, width), 5, 0
    while min(sides) >= SIDE_WORTH_POOLING or depth == 0:
        filters = FILTERS[min(depth, len(FILTERS) - 1)]
        layers += [Conv2D(filters, kernel, kernel_initializer="he_normal"), MaxPooling2D(2)]
        layers += [BatchNormalization(momentum=0.9), Activation("relu")]
        sides = tuple((side - kernel + 1) // 2 for side in sides)
        kernel, depth = 3, depth + 1
    layers.append(Conv2D(FILTERS[min(depth, len(FILTERS) - 1)], 3, kernel_initializer="he_normal"))
    return Stack(())
