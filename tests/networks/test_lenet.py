"""LeNet has the shapes of the textbook."""

import pytest

from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.networks.lenet import lenet, lenet_of_size
from plainnet.networks.summary import layer_rows


def test_shapes_and_weights_layer_by_layer() -> None:
    rows = layer_rows(lenet(6), (32, 32, 3))
    assert [(shape, count) for _, _, shape, count in rows] == [
        ((28, 28, 6), 456),
        ((14, 14, 6), 0),
        ((10, 10, 16), 2416),
        ((5, 5, 16), 0),
        ((1, 1, 120), 48120),
        ((120,), 0),
        ((84,), 10164),
        ((6,), 510),
    ]


def test_multiplications_by_hand() -> None:
    counts = [
        layer.multiplications(before)
        for layer, before, _ in lenet(6).layer_shapes((32, 32, 3))
        if layer.weight_names
    ]
    # Places, times inputs of one kernel, times feature maps.
    assert counts == [352_800, 240_000, 48_000, 10_080, 504]
    assert counts[0] == 28 * 28 * (5 * 5 * 3) * 6
    assert counts[1] == 10 * 10 * (5 * 5 * 6) * 16
    assert lenet(6).multiplications((32, 32, 3)) == 651_384


@pytest.mark.parametrize(
    ("height", "width", "convolutions"),
    [(16, 16, 2), (28, 28, 3), (32, 32, 3), (64, 64, 4), (64, 48, 4), (128, 128, 5), (16, 128, 2)],
)
def test_depth_follows_the_size(height: int, width: int, convolutions: int) -> None:
    network = lenet_of_size(6, height, width)
    assert network.output_shape((height, width, 3)) == (6,)
    assert sum(isinstance(layer, Conv2D) for layer in network.layers) == convolutions


def test_hidden_layers_come_before_the_classes() -> None:
    rows = layer_rows(lenet_of_size(3, 32, 32, hidden=(20, 10)), (32, 32, 1))
    assert [shape for _, _, shape, _ in rows[-3:]] == [(20,), (10,), (3,)]


def test_images_too_small_are_refused() -> None:
    with pytest.raises(SettingError, match="12 x 40 pixels are too small"):
        lenet_of_size(2, 12, 40)
