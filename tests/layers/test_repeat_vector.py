"""RepeatVector against Keras."""

import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.repeat_vector import RepeatVector


def test_against_keras() -> None:
    assert_same(RepeatVector(3), (4,))


def test_only_vectors_are_repeated() -> None:
    with pytest.raises(ShapeError, match="RepeatVector takes inputs of shape"):
        RepeatVector(3).output_shape((4, 2))
    with pytest.raises(SettingError, match="RepeatVector: n must be"):
        RepeatVector(0)
