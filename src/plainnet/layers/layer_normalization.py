"""Layer normalisation: give each example mean 0 and variance 1, then stretch and shift it."""

from dataclasses import dataclass
from typing import Any, ClassVar

import jax

from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, settle
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules


@dataclass(frozen=True)
class LayerNormalization(Layer):
    """Normalise each example on its own, along one axis or several.

    Parameters
    ----------
    axis : int or tuple of int, default=-1
        What is normalised together, the batch being axis 0.
    epsilon : float, default=0.001
        Added to the variance.
    center, scale : bool, default=True
        Whether `beta` is added and `gamma` multiplied.
    beta_initializer, gamma_initializer : str or Initializer
        What the weights start from.
    beta_regularizer, gamma_regularizer : str, Regularizer or None
        What large weights cost.
    beta_constraint, gamma_constraint : str, Constraint or None
        What weights are kept to after every step.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Ba, Kiros and Hinton (2016), "Layer normalization".

    Examples
    --------
    >>> LayerNormalization().weight_shapes((5, 8))
    {'gamma': (8,), 'beta': (8,)}
    """

    axis: int | tuple[int, ...] = -1
    epsilon: float = 0.001
    center: bool = True
    scale: bool = True
    beta_initializer: str | Initializer = "zeros"
    gamma_initializer: str | Initializer = "ones"
    beta_regularizer: str | Regularizer | None = None
    gamma_regularizer: str | Regularizer | None = None
    beta_constraint: str | Constraint | None = None
    gamma_constraint: str | Constraint | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("gamma", "beta")

    def __post_init__(self) -> None:
        settle(self, axis=self.axis if isinstance(self.axis, int) else tuple(self.axis))
        settle_weight_rules(self)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `gamma` and `beta` the sizes of the axes that are normalised."""
        sizes = (0, *input_shape)
        shape = tuple(sizes[axis] for axis in self._axes(len(sizes)))
        is_used = {"gamma": self.scale, "beta": self.center}
        return dict.fromkeys((name for name in self.weight_names if is_used[name]), shape)

    def multiplications(self, input_shape: Shape) -> int:
        """Count none: stretching is no matrix product."""
        return 0

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Normalise, stretch and shift."""
        axes = self._axes(inputs.ndim)
        mean = inputs.mean(axes, keepdims=True)
        outputs = (inputs - mean) * jax.lax.rsqrt(inputs.var(axes, keepdims=True) + self.epsilon)
        spread = tuple(size if axis in axes else 1 for axis, size in enumerate(inputs.shape))
        if self.scale:
            outputs = outputs * weights["gamma"].reshape(spread)
        return outputs + weights["beta"].reshape(spread) if self.center else outputs

    def _axes(self, rank: int) -> tuple[int, ...]:
        """Count the axes from the front, in their order."""
        given = (self.axis,) if isinstance(self.axis, int) else self.axis
        return tuple(sorted(axis % rank for axis in given))
