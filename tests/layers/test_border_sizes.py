"""Borders, however they are written."""

import pytest

from plainnet.errors import SettingError
from plainnet.layers.border_sizes import settle_border
from plainnet.layers.zero_padding import ZeroPadding1D


def settled(given: object, rank: int) -> object:
    """Write a border for each side."""
    layer = ZeroPadding1D()
    object.__setattr__(layer, "padding", given)
    settle_border(layer, rank, "padding")
    return layer.padding


@pytest.mark.parametrize(
    ("given", "rank", "sides"),
    [
        (2, 1, (2, 2)),
        ([0, 3], 1, (0, 3)),
        (1, 2, ((1, 1), (1, 1))),
        ((1, 2), 2, ((1, 1), (2, 2))),
        ([[1, 2], [3, 4]], 2, ((1, 2), (3, 4))),
        ((1, (3, 4)), 2, ((1, 1), (3, 4))),
    ],
)
def test_one_number_one_an_axis_or_one_a_side(given: object, rank: int, sides: object) -> None:
    assert settled(given, rank) == sides


@pytest.mark.parametrize(
    ("given", "rank"), [(-1, 1), ((1, 2, 3), 1), ("2", 1), ((1,), 2), (((1, 2, 3), 1), 2), (0.5, 2)]
)
def test_others_are_refused(given: object, rank: int) -> None:
    with pytest.raises(SettingError, match="ZeroPadding1D: padding must hold whole numbers"):
        settled(given, rank)
