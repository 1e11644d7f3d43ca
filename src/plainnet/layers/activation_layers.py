"""Activations as layers: any of them by name, the softmax, and the rectifiers with a slope."""

from dataclasses import dataclass
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.errors import SettingError
from plainnet.layers.activations import Activation as ActivationFunction
from plainnet.layers.activations import Function, find_activation
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, settle
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules


@dataclass(frozen=True)
class Activation(Layer):
    """Apply an activation to every number.

    Parameters
    ----------
    activation : str, Activation or callable
        Its name, or a function of an array.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> Activation("relu").apply({}, jnp.array([[-1.0, 2.0]])).tolist()
    [[0.0, 2.0]]
    """

    activation: str | ActivationFunction | Function

    def __post_init__(self) -> None:
        find_activation(self.activation)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Apply the activation."""
        return find_activation(self.activation)(inputs)


@dataclass(frozen=True)
class Softmax(Layer):
    """Turn scores into probabilities that add up to 1 along an axis.

    Parameters
    ----------
    axis : int or tuple of int, default=-1
        Of the inputs; the batch is axis 0.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> Softmax().apply({}, jnp.zeros((1, 4))).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """

    axis: int | tuple[int, ...] = -1

    def __post_init__(self) -> None:
        settle(self, axis=self.axis if isinstance(self.axis, int) else tuple(self.axis))

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Exponentiate and divide by the sum."""
        return jax.nn.softmax(inputs, axis=self.axis)


@dataclass(frozen=True)
class ReLU(Layer):
    """Cut off what is negative, unless settings say otherwise.

    Parameters
    ----------
    max_value : float or None
        The largest output.
    negative_slope : float, default=0.0
        Slope below the threshold.
    threshold : float, default=0.0
        Inputs from here on pass unchanged; below, the distance to it times the slope.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> ReLU(max_value=6.0).apply({}, jnp.asarray([[-1.0, 2.0, 8.0]])).tolist()
    [[0.0, 2.0, 6.0]]
    """

    max_value: float | None = None
    negative_slope: float = 0.0
    threshold: float = 0.0

    def __post_init__(self) -> None:
        for setting in ("max_value", "negative_slope", "threshold"):
            value = getattr(self, setting)
            is_number = isinstance(value, int | float | np.number) and value >= 0
            if not is_number and (setting, value) != ("max_value", None):
                raise SettingError("layer.not_negative", layer="ReLU", setting=setting, value=value)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Rectify."""
        if self.threshold == 0 and self.max_value is None:
            slope = self.negative_slope
            return jax.nn.leaky_relu(inputs, slope) if slope else jax.nn.relu(inputs)
        if self.threshold != 0:
            above = jnp.where(inputs > self.threshold, inputs, 0)
        else:
            above = jax.nn.relu(inputs)
        if self.max_value is not None:
            above = jnp.clip(above, 0, self.max_value)
        if not self.negative_slope:
            return above
        return above - self.negative_slope * jax.nn.relu(self.threshold - inputs)


@dataclass(frozen=True)
class LeakyReLU(Layer):
    """Keep a little of what is negative, so that no unit dies.

    Parameters
    ----------
    negative_slope : float, default=0.3
        Slope below 0.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Maas, Hannun and Ng (2013), "Rectifier nonlinearities improve neural network
    acoustic models".

    Examples
    --------
    >>> LeakyReLU(0.5).apply({}, jnp.asarray([[-1.0, 2.0]])).tolist()
    [[-0.5, 2.0]]
    """

    negative_slope: float = 0.3

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Multiply what is negative."""
        return jax.nn.leaky_relu(inputs, self.negative_slope)


@dataclass(frozen=True)
class ELU(Layer):
    """Bend what is negative towards `-alpha`.

    Parameters
    ----------
    alpha : float, default=1.0
        Outputs stay above `-alpha`.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Clevert, Unterthiner and Hochreiter (2016), "Fast and accurate deep network learning by
    exponential linear units (ELUs)", ICLR.

    Examples
    --------
    >>> ELU().apply({}, jnp.asarray([[-100.0, 2.0]])).tolist()
    [[-1.0, 2.0]]
    """

    alpha: float = 1.0

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Bend what is negative."""
        return jax.nn.elu(inputs, self.alpha)


@dataclass(frozen=True)
class PReLU(Layer):
    """Leaky ReLU whose slope below 0 is learned.

    Parameters
    ----------
    alpha_initializer : str or Initializer
        What the slopes start from.
    alpha_regularizer : str, Regularizer or None
        What large slopes cost.
    alpha_constraint : str, Constraint or None
        What slopes are kept to after every step.
    shared_axes : tuple of int or None
        Axes along which one slope serves all, the batch being axis 0: `(1, 2)` gives one
        slope a channel.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    He et al. (2015), "Delving deep into rectifiers".

    Examples
    --------
    >>> PReLU(shared_axes=(1, 2)).weight_shapes((28, 28, 6))
    {'alpha': (1, 1, 6)}
    """

    alpha_initializer: str | Initializer = "zeros"
    alpha_regularizer: str | Regularizer | None = None
    alpha_constraint: str | Constraint | None = None
    shared_axes: tuple[int, ...] | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("alpha",)

    def __post_init__(self) -> None:
        settle_weight_rules(self)
        shared = self.shared_axes
        if shared is not None:
            settle(
                self, shared_axes=tuple(shared) if isinstance(shared, tuple | list) else (shared,)
            )

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return one slope for each number of an example, but where axes share it."""
        shared = self.shared_axes or ()
        sizes = enumerate(input_shape, 1)
        return {"alpha": tuple(1 if axis in shared else size for axis, size in sizes)}

    def multiplications(self, input_shape: Shape) -> int:
        """Count none: slopes are no matrix."""
        return 0

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Multiply what is negative by the slopes."""
        return jax.nn.relu(inputs) - weights["alpha"] * jax.nn.relu(-inputs)
