"""Cropping against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.errors import ShapeError
from plainnet.layers.cropping import Cropping1D, Cropping2D


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("cropping", [0, 1, (1, 2), ((1, 0), (0, 2))])
def test_images_against_keras(cropping: Any, data_format: Any) -> None:
    shape = (5, 6, 2) if data_format == "channels_last" else (2, 5, 6)
    assert_same(Cropping2D(cropping, data_format), shape)


@pytest.mark.parametrize("cropping", [1, (0, 3), (2, 0)])
def test_series_against_keras(cropping: Any) -> None:
    assert_same(Cropping1D(cropping), (6, 2))


def test_nothing_left_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"Cropping1D: nothing is left of 4 pixels .* \(2, 2\)"):
        Cropping1D(2).output_shape((4, 1))
