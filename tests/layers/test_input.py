"""Input: a shape, and nothing done."""

import jax.numpy as jnp
import pytest

from plainnet.layers.input import Input


def test_inputs_pass_as_they_are() -> None:
    inputs = jnp.arange(6.0).reshape(2, 3)
    assert Input((3,)).apply({}, inputs) is inputs
    assert Input([3]).init((0,), (3,)) == ({}, (3,))  # type: ignore[arg-type]


def test_shapes_are_whole_numbers() -> None:
    with pytest.raises((TypeError, ValueError)):
        Input((None, "x"))  # type: ignore[arg-type]
