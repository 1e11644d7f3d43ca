"""Zero padding against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError
from plainnet.layers.zero_padding import ZeroPadding1D, ZeroPadding2D

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
