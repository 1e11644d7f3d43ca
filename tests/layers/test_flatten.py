"""Flatten against Keras."""

import pytest

from layers.against_keras import assert_same
from plainnet.layers.flatten import Flatten


@pytest.mark.parametrize("shape", [(3,), (4, 3), (2, 5, 3)])
def test_against_keras(shape: tuple[int, ...]) -> None:
    assert_same(Flatten(), shape)
