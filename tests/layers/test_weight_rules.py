"""Names in settings become what they stand for."""

import pytest

from plainnet.errors import SettingError
from plainnet.layers.constraints import MaxNorm
from plainnet.layers.dense import Dense
from plainnet.layers.initializers import HeNormal, Zeros
from plainnet.layers.regularizers import L2


def test_names_become_objects() -> None:
    layer = Dense(
        2, kernel_initializer="he_normal", kernel_regularizer="l2", kernel_constraint="max_norm"
    )
    assert layer.kernel_initializer == HeNormal()
    assert layer.bias_initializer == Zeros()
    assert layer.kernel_regularizer == L2()
    assert layer.kernel_constraint == MaxNorm()
    assert layer.bias_constraint is layer.bias_regularizer is None


@pytest.mark.parametrize("kind", ["initializer", "regularizer", "constraint"])
def test_unknown_names_are_refused(kind: str) -> None:
    with pytest.raises(SettingError, match=f"no {kind} called 'magic'"):
        Dense(2, **{f"kernel_{kind}": "magic"})
