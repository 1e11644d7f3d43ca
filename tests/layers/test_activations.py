"""Activations against Keras, and the slopes told from outputs."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.activations import ACTIVATIONS, OLD_ACTIVATIONS, Activation, find_activation

# Zero and what lies beside it, the far ends, and where exp overflows.
POINTS = jnp.asarray(
    [-1e4, -100, -20, -3, -1e-3, -1e-30, -0.0, 0.0, 1e-30, 1e-3, 0.5, 3, 20, 100, 1e4], jnp.float32
)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_and_slopes_against_keras(name: str) -> None:
    reference = getattr(keras.activations, name)
    projection = jnp.linspace(-1, 2, len(POINTS))

    def both(function: object) -> tuple[jax.Array, jax.Array]:
        outputs, pull = jax.vjp(lambda x: function(x[None])[0], POINTS)  # type: ignore[operator]
        return outputs, pull(projection)[0]

    for ours, theirs in zip(both(find_activation(name)), both(reference), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-30)


@pytest.mark.parametrize(
    "activation",
    [a for a in (*ACTIVATIONS.values(), *OLD_ACTIVATIONS.values()) if a.slope is not None],
    ids=lambda activation: activation.name,
)
def test_slope_from_the_output_is_the_derivative(activation: Activation) -> None:
    assert activation.slope is not None
    points = 0.99 * POINTS  # a corner has two slopes
    slopes = jax.vmap(jax.grad(activation.function))(points)
    np.testing.assert_allclose(activation.slope(activation(points)), slopes, atol=1e-6)


def test_the_hard_sigmoid_before_keras_3() -> None:
    points = jnp.asarray([-9.0, -2.5, -1.0, 0.0, 1.0, 2.5, 9.0])
    expected = [0, 0, 0.3, 0.5, 0.7, 1, 1]
    np.testing.assert_allclose(find_activation("steep_hard_sigmoid")(points), expected, atol=1e-7)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_rising_ones_never_fall(name: str) -> None:
    outputs = ACTIVATIONS[name](POINTS)
    if ACTIVATIONS[name].is_rising:
        assert (outputs[1:] >= outputs[:-1]).all()
    elif "softmax" in name:
        first = ACTIVATIONS[name](jnp.asarray([[1.0, 0.0], [2.0, 5.0]]))[:, 0]
        assert first[1] < first[0]
    else:
        dip = ACTIVATIONS[name](jnp.asarray([-4.0, -1.0]))
        assert dip[1] < dip[0]


def test_none_is_the_straight_line() -> None:
    assert find_activation(None).name == "linear"


def test_functions_and_activations_are_taken_as_they_are() -> None:
    wave = find_activation(jnp.sin)
    assert wave == find_activation(jnp.sin) == find_activation(wave)
    assert wave != find_activation(jnp.cos)
    assert wave.slope is None
    assert not wave.is_rising
    assert float(wave(jnp.float32(0.5))) == float(jnp.sin(jnp.float32(0.5)))


@pytest.mark.parametrize("name", ["", "Relu", "glu"])
def test_unknown_names_are_refused(name: str) -> None:
    with pytest.raises(SettingError, match="no activation called"):
        find_activation(name)
