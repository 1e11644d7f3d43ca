"""Rescaling against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.layers.rescaling import Rescaling


@pytest.mark.parametrize(
    ("scale", "offset"), [(1 / 255, 0.0), (2.0, -1.0), ((1.0, 2.0, 3.0), (0.5, 0.0, 1.0))]
)
def test_against_keras(scale: Any, offset: Any) -> None:
    assert_same(Rescaling(scale, offset), (4, 5, 3))


def test_a_list_is_a_value() -> None:
    assert hash(Rescaling([1.0, 2.0])) == hash(Rescaling((1.0, 2.0)))  # type: ignore[arg-type]
