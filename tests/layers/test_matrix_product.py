"""The product with a kernel, against autodiff."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.layers.matrix_product import times_kernel


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
