"""Dense against Keras and against finite differences."""

import pytest

from layers.against_keras import assert_finite_differences, assert_same, drawn
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.dense import Dense


@pytest.mark.parametrize("activation", [None, *ACTIVATIONS])
def test_against_keras(activation: str | None) -> None:
    assert_same(Dense(5, activation), (4,))


@pytest.mark.parametrize("shape", [(1,), (4, 3), (2, 4, 3)])
def test_any_number_of_axes_against_keras(shape: tuple[int, ...]) -> None:
    assert_same(Dense(2, "tanh"), shape)


def test_without_bias_against_keras() -> None:
    assert_same(Dense(3, use_bias=False), (4,))


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softmax", "leaky_relu"])
def test_finite_differences(activation: str) -> None:
    assert_finite_differences(Dense(3, activation), (4,))


def test_trace_holds_the_sums_before_the_activation() -> None:
    layer = Dense(3, "relu")
    weights, inputs = drawn(layer, (2,))
    inside = layer.trace(weights, inputs)
    assert (inside["pre_activation"] < 0).any()
    assert (inside["outputs"] == inside["pre_activation"].clip(0)).all()


@pytest.mark.parametrize("units", [0, -1, 2.5, "3", None, True, (3, 3)])
def test_units_that_are_no_number_are_refused(units: object) -> None:
    with pytest.raises(SettingError, match="Dense: units must be a whole number"):
        Dense(units)  # type: ignore[arg-type]


def test_unknown_activation_is_refused_with_the_nearest() -> None:
    with pytest.raises(SettingError, match="'rleu'; known: relu"):
        Dense(3, "rleu")


def test_inputs_without_features_are_refused() -> None:
    with pytest.raises(ShapeError, match="at least one axis"):
        Dense(3).output_shape(())
