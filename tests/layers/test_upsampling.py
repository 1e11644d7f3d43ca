"""Upsampling against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_close, assert_same, drawn
from plainnet.errors import SettingError
from plainnet.layers.upsampling import INTERPOLATIONS, Resizing, UpSampling1D, UpSampling2D


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("interpolation", INTERPOLATIONS)
@pytest.mark.parametrize("size", [2, (1, 3)])
def test_images_against_keras(size: Any, interpolation: Any, data_format: Any) -> None:
    assert_same(UpSampling2D(size, data_format, interpolation), (4, 3, 2))


@pytest.mark.parametrize("size", [1, 3])
def test_series_against_keras(size: int) -> None:
    assert_same(UpSampling1D(size), (4, 3))


def test_an_unknown_interpolation_is_refused() -> None:
    with pytest.raises(SettingError, match="no interpolation called 'cubic'; known: nearest"):
        UpSampling2D(2, interpolation="cubic")  # type: ignore[arg-type]


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("interpolation", ["bilinear", "nearest", "bicubic"])
def test_resizing_against_keras(interpolation: Any, data_format: Any) -> None:
    assert_same(Resizing(5, 9, interpolation, data_format), (7, 6, 3))


def test_one_image_alone_is_resized() -> None:
    weights, images = drawn(Resizing(5, 9), (7, 6, 3))
    assert_close(Resizing(5, 9).apply(weights, images[0]), Resizing(5, 9).apply({}, images)[0])
    with pytest.raises(SettingError, match="Resizing: there is no interpolation called 'cubic'"):
        Resizing(5, 9, "cubic")  # type: ignore[arg-type]
