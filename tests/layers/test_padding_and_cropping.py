"""Zero padding against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.padding_and_cropping import (
    Cropping1D,
    Cropping2D,
    ZeroPadding1D,
    ZeroPadding2D,
)

formats = pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])


@formats
@pytest.mark.parametrize("padding", [0, 2, (1, 3), ((1, 0), (2, 3))])
def test_images_against_keras(padding: Any, data_format: Any) -> None:
    assert_same(ZeroPadding2D(padding, data_format), (4, 5, 3))


@formats
@pytest.mark.parametrize("padding", [2, (0, 3)])
def test_series_against_keras(padding: Any, data_format: Any) -> None:
    assert_same(ZeroPadding1D(padding, data_format), (4, 5))


def test_impossible_borders_are_refused() -> None:
    with pytest.raises(SettingError, match="ZeroPadding2D: padding must hold whole numbers"):
        ZeroPadding2D(-1)


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("cropping", [0, 1, (1, 2), ((1, 0), (0, 2))])
def test_images_against_keras_of_cropping(cropping: Any, data_format: Any) -> None:
    shape = (5, 6, 2) if data_format == "channels_last" else (2, 5, 6)
    assert_same(Cropping2D(cropping, data_format), shape)


@pytest.mark.parametrize("cropping", [1, (0, 3), (2, 0)])
def test_series_against_keras_of_cropping(cropping: Any) -> None:
    assert_same(Cropping1D(cropping), (6, 2))


def test_nothing_left_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"Cropping1D: nothing is left of 4 pixels .* \(2, 2\)"):
        Cropping1D(2).output_shape((4, 1))
