"""The layer Activation against Keras."""

from typing import Any

import numpy as np
import pytest

from layers.against_keras import assert_close, assert_same
from plainnet.errors import SettingError
from plainnet.layers.activation_layers import ELU, Activation, LeakyReLU, PReLU, ReLU, Softmax
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.layer import Layer
from plainnet.layers.regularizers import L1


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_against_keras(name: str) -> None:
    assert_same(Activation(name), (4, 3))


def test_unknown_name_is_refused() -> None:
    with pytest.raises(SettingError, match="no activation called 'swoosh'"):
        Activation("swoosh")


@pytest.mark.parametrize("axis", [-1, 1, 2, (1, 2)])
def test_against_keras_of_softmax(axis: Any) -> None:
    assert_same(Softmax(axis), (4, 3))


def test_a_list_of_axes_is_a_value() -> None:
    assert hash(Softmax([1, 2])) == hash(Softmax((1, 2)))  # type: ignore[arg-type]


# Zero, and both sides of every corner.
POINTS = np.asarray([[-8.0, -1.5, -1.0, -1e-3, 0.0, 1e-3, 0.5, 1.0, 1.5, 1.9, 5.9, 8.0]] * 3)


@pytest.mark.parametrize(
    "layer",
    [
        ReLU(),
        ReLU(6.0),
        ReLU(negative_slope=0.2),
        ReLU(2.0, 0.2),
        ReLU(threshold=1.0),
        ReLU(6.0, 0.1, 1.0),
        ReLU(2.0, 0.5, 1.0),
        LeakyReLU(),
        LeakyReLU(0.01),
        LeakyReLU(0.0),
        ELU(),
        ELU(0.5),
        PReLU("ones"),
        PReLU(shared_axes=(1,)),
    ],
    ids=str,
)
def test_against_keras_of_rectifiers(layer: Layer) -> None:
    assert_same(layer, (12,), inputs=POINTS)


@pytest.mark.parametrize("shared", [None, (1, 2), [1], 3])
def test_shared_slopes_against_keras(shared: Any) -> None:
    layer = PReLU(alpha_initializer="ones", shared_axes=shared)
    assert_same(PReLU(shared_axes=layer.shared_axes), (4, 3, 2))
    assert layer.multiplications((4, 3, 2)) == 0


def test_slopes_have_their_price_and_their_limits() -> None:
    layer = PReLU("ones", L1(0.5), "max_norm")
    weights, _ = layer.init((0,), (8,))
    assert_close(layer.penalty(weights), 4.0)
    assert_close(layer.constrained(weights)["alpha"], np.full(8, (2 / 8**0.5)))


@pytest.mark.parametrize("setting", ["max_value", "negative_slope", "threshold"])
def test_settings_below_zero_are_refused(setting: str) -> None:
    with pytest.raises(SettingError, match=f"ReLU: {setting} must be a number of at least 0"):
        ReLU(**{setting: -1.0})
