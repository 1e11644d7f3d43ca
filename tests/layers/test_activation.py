"""The layer Activation against Keras."""

import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError
from plainnet.layers.activation import Activation
from plainnet.layers.activations import ACTIVATIONS


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_against_keras(name: str) -> None:
    assert_same(Activation(name), (4, 3))


def test_unknown_name_is_refused() -> None:
    with pytest.raises(SettingError, match="no activation called 'swoosh'"):
        Activation("swoosh")
