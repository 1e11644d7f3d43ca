"""LeNet has the shapes of the textbook."""

from plainnet.networks.lenet import lenet
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
