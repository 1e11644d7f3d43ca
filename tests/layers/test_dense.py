"""The product with a kernel, against autodiff."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_finite_differences, assert_same, drawn
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.dense import Dense, times_kernel


@pytest.mark.parametrize("shape", [(4, 3), (4, 5, 3), (2, 4, 5, 3), (0, 3)])
def test_value_and_gradients_are_those_of_a_plain_product(shape: tuple[int, ...]) -> None:
    """Both gradients agree with autodiff of `@`, whatever the leading axes."""
    generator = np.random.default_rng(0)
    inputs, kernel, asked = (
        jnp.asarray(generator.normal(size=size), jnp.float32)
        for size in (shape, (3, 6), (*shape[:-1], 6))
    )
    own, own_back = jax.vjp(times_kernel, inputs, kernel)
    plain, plain_back = jax.vjp(jnp.matmul, inputs, kernel)
    np.testing.assert_allclose(own, plain, rtol=1e-6)
    for gradient, expected in zip(own_back(asked), plain_back(asked), strict=True):
        np.testing.assert_allclose(gradient, expected, rtol=1e-5, atol=1e-6)


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
