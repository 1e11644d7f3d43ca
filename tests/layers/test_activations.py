"""Activations against Keras, and the slopes told from outputs."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.activations import ACTIVATIONS, find_activation

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


@pytest.mark.parametrize("name", [n for n, a in ACTIVATIONS.items() if a.slope is not None])
def test_slope_from_the_output_is_the_derivative(name: str) -> None:
    activation = ACTIVATIONS[name]
    assert activation.slope is not None
    slopes = jax.vmap(jax.grad(activation.function))(POINTS)
    np.testing.assert_allclose(activation.slope(activation(POINTS)), slopes, atol=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_rising_ones_never_fall(name: str) -> None:
    steps = jnp.diff(ACTIVATIONS[name](POINTS))
    if ACTIVATIONS[name].is_rising:
        assert (steps >= 0).all()
    else:
        vectors = jnp.asarray([[1.0, 0.0], [2.0, 5.0]])
        first = ACTIVATIONS[name](vectors)[:, 0]
        assert first[1] < first[0]


def test_none_is_the_straight_line() -> None:
    assert find_activation(None).name == "linear"


@pytest.mark.parametrize("name", ["", "Relu", "gelu"])
def test_unknown_names_are_refused(name: str) -> None:
    with pytest.raises(SettingError, match="no activation called"):
        find_activation(name)
