"""Dense: every output is a weighted sum of every input."""

from dataclasses import dataclass
from typing import Any, ClassVar

import jax
from jax import lax

from plainnet.errors import ShapeError
from plainnet.layers.activations import Activation, Function, find_activation
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_positive
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules


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
    """Return the gradients of both factors, `(rows, features)` and `(features, units)`."""
    rows, kernel = factors
    over_units, over_rows = ((1,), (1,)), ((0,), (0,))
    none = ((), ())
    return (
        lax.dot_general(gradient, kernel, (over_units, none)),
        lax.dot_general(rows, gradient, (over_rows, none)),
    )


_product.defvjp(_forward, _backward)


@dataclass(frozen=True)
class Dense(Layer):
    """`activation(inputs @ kernel + bias)` over the last axis.

    Parameters
    ----------
    units : int
        Number of outputs.
    activation : str, Activation, callable or None
        A name or a function of an array; None is a straight line.
    use_bias : bool, default=True
        Whether a bias is added.
    kernel_initializer, bias_initializer : str or Initializer
        What the weights start from.
    kernel_regularizer, bias_regularizer : str, Regularizer or None
        What large weights cost.
    activity_regularizer : str, Regularizer or None
        What large outputs cost.
    kernel_constraint, bias_constraint : str, Constraint or None
        What weights are kept to after every step.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> layer = Dense(2, activation="relu")
    >>> weights, output_shape = layer.init((0,), (3,))
    >>> weights["kernel"].shape, output_shape
    ((3, 2), (2,))
    """

    units: int
    activation: str | Activation | Function | None = None
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    bias_initializer: str | Initializer = "zeros"
    kernel_regularizer: str | Regularizer | None = None
    bias_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    kernel_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "bias")

    def __post_init__(self) -> None:
        check_positive(self, "units", self.units)
        find_activation(self.activation)
        settle_weight_rules(self)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Put the units in the place of the features: `(..., units)`."""
        if not input_shape:
            raise ShapeError("layer.no_features", layer="Dense")
        return (*input_shape[:-1], self.units)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `kernel` (features, units) and `bias` (units,)."""
        shapes: dict[str, Shape] = {"kernel": (input_shape[-1], self.units)}
        if self.use_bias:
            shapes["bias"] = (self.units,)
        return shapes

    def pre_activation(self, weights: Weights, inputs: jax.Array) -> jax.Array:
        """Compute the weighted sums before the activation."""
        sums = times_kernel(inputs, weights["kernel"])  # (batch, ..., units)
        return sums + weights["bias"] if self.use_bias else sums

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Compute the activated sums."""
        return find_activation(self.activation)(self.pre_activation(weights, inputs))

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Return `pre_activation` and `outputs`."""
        sums = self.pre_activation(weights, inputs)
        return {"pre_activation": sums, "outputs": find_activation(self.activation)(sums)}
