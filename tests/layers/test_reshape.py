"""Reshape against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.reshape import Reshape


@pytest.mark.parametrize("target", [(12,), (3, 4), (2, -1), (-1,), (6, 1, 2)])
def test_against_keras(target: Any) -> None:
    assert_same(Reshape(target), (4, 3))


def test_a_list_or_one_number_is_a_shape() -> None:
    assert Reshape([2, 3]) == Reshape((2, 3))  # type: ignore[arg-type]
    assert Reshape(12).output_shape((4, 3)) == (12,)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", [(5,), (5, -1), (0, -1)])
def test_other_counts_are_refused(target: Any) -> None:
    with pytest.raises(ShapeError, match=r"examples of shape \(4, 3\), 12 numbers each"):
        Reshape(target).output_shape((4, 3))


@pytest.mark.parametrize("target", [(-1, -1), (-2, 6)])
def test_two_open_sizes_are_refused(target: Any) -> None:
    with pytest.raises(SettingError, match="only one size may be left open"):
        Reshape(target)
