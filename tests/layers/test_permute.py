"""Permute against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.permute import Permute


@pytest.mark.parametrize(
    ("dims", "shape"), [((2, 1), (4, 3)), ((3, 1, 2), (4, 3, 2)), ((1,), (4,))]
)
def test_against_keras(dims: Any, shape: Any) -> None:
    assert_same(Permute(dims), shape)


@pytest.mark.parametrize("dims", [(0, 1), (1, 1), (1, 3)])
def test_other_orders_are_refused(dims: Any) -> None:
    with pytest.raises(SettingError, match="dims must hold each of the numbers 1 to 2 once"):
        Permute(dims)


def test_other_axes_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"Permute takes inputs of shape \(batch, axis 1, axis 2"):
        Permute((2, 1)).output_shape((4,))
