"""The product of a batch with a kernel, and its gradients, each as one plain matrix product.

Autodiff of `x @ w` asks for the kernel's gradient transposed, and the compiler then copies
the operands into an order in which processors multiply several times more slowly.
"""

import jax
from jax import lax


def times_kernel(inputs: jax.Array, kernel: jax.Array) -> jax.Array:
    """Multiply the last axis of `inputs` with a kernel.

    Shapes: `inputs` (..., features), `kernel` (features, units) -> (..., units).

    >>> times_kernel(jax.numpy.ones((2, 5, 3)), jax.numpy.ones((3, 4))).shape
    (2, 5, 4)
    """
    rows = inputs.reshape(-1, inputs.shape[-1])
    return _product(rows, kernel).reshape(*inputs.shape[:-1], kernel.shape[1])


@jax.custom_vjp
def _product(rows: jax.Array, kernel: jax.Array) -> jax.Array:
    """Multiply `(rows, features)` with `(features, units)`."""
    return rows @ kernel


def _forward(rows: jax.Array, kernel: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    """Keep both factors."""
    return rows @ kernel, (rows, kernel)


def _backward(
    factors: tuple[jax.Array, jax.Array], gradient: jax.Array
) -> tuple[jax.Array, jax.Array]:
    """Give the gradients of both factors, `(rows, features)` and `(features, units)`."""
    rows, kernel = factors
    over_units, over_rows = ((1,), (1,)), ((0,), (0,))
    none = ((), ())
    return (
        lax.dot_general(gradient, kernel, (over_units, none)),
        lax.dot_general(rows, gradient, (over_rows, none)),
    )


_product.defvjp(_forward, _backward)
