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
