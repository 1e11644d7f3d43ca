"""Input: a shape, and nothing done."""

from typing import Any

import jax.numpy as jnp
import pytest

from layers.against_keras import assert_same
from plainnet.layers.input import Input, Rescaling


def test_inputs_pass_as_they_are() -> None:
    inputs = jnp.arange(6.0).reshape(2, 3)
    assert Input((3,)).apply({}, inputs) is inputs
    assert Input([3]).init((0,), (3,)) == ({}, (3,))  # type: ignore[arg-type]


def test_shapes_are_whole_numbers() -> None:
    with pytest.raises((TypeError, ValueError)):
        Input((None, "x"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scale", "offset"), [(1 / 255, 0.0), (2.0, -1.0), ((1.0, 2.0, 3.0), (0.5, 0.0, 1.0))]
)
def test_against_keras(scale: Any, offset: Any) -> None:
    assert_same(Rescaling(scale, offset), (4, 5, 3))


def test_a_list_is_a_value() -> None:
    assert hash(Rescaling([1.0, 2.0])) == hash(Rescaling((1.0, 2.0)))  # type: ignore[arg-type]
