"""Softmax along other axes against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.layers.softmax import Softmax


@pytest.mark.parametrize("axis", [-1, 1, 2, (1, 2)])
def test_against_keras(axis: Any) -> None:
    assert_same(Softmax(axis), (4, 3))


def test_a_list_of_axes_is_a_value() -> None:
    assert hash(Softmax([1, 2])) == hash(Softmax((1, 2)))  # type: ignore[arg-type]
