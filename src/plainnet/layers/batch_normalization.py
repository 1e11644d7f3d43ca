"""Batch normalisation: give each channel mean 0 and variance 1, then stretch and shift it."""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Passed, Shape, Weights
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules


@dataclass(frozen=True)
class BatchNormalization(Layer):
    """Normalise over all axes but that of the channels.

    In training the batch's own mean and variance serve; the running averages of them,
    kept with `momentum`, serve afterwards.

    Parameters
    ----------
    axis : int, default=-1
        Of the channels, the batch being axis 0.
    momentum : float, default=0.99
        How much of the old running average stays after a batch.
    epsilon : float, default=0.001
        Added to the variance, so that a constant channel divides by something.
    center, scale : bool, default=True
        Whether `beta` is added and `gamma` multiplied.
    beta_initializer, gamma_initializer : str or Initializer
        What the weights start from.
    moving_mean_initializer, moving_variance_initializer : str or Initializer
        What the running averages start from.
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
    Ioffe and Szegedy (2015), "Batch normalization: accelerating deep network training
    by reducing internal covariate shift".

    Examples
    --------
    >>> weights, _ = BatchNormalization().init((0,), (4,))
    >>> list(weights)
    ['gamma', 'beta', 'moving_mean', 'moving_variance']
    """

    axis: int = -1
    momentum: float = 0.99
    epsilon: float = 0.001
    center: bool = True
    scale: bool = True
    beta_initializer: str | Initializer = "zeros"
    gamma_initializer: str | Initializer = "ones"
    moving_mean_initializer: str | Initializer = "zeros"
    moving_variance_initializer: str | Initializer = "ones"
    beta_regularizer: str | Regularizer | None = None
    gamma_regularizer: str | Regularizer | None = None
    beta_constraint: str | Constraint | None = None
    gamma_constraint: str | Constraint | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("gamma", "beta", "moving_mean", "moving_variance")
    running_statistics: ClassVar[tuple[str, ...]] = ("moving_mean", "moving_variance")

    def __post_init__(self) -> None:
        settle_weight_rules(self)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return one number a channel for each of the weights."""
        is_used = {"gamma": self.scale, "beta": self.center}
        channels = (0, *input_shape)[self.axis]
        return {name: (channels,) for name in self.weight_names if is_used.get(name, True)}

    def forward(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: jax.Array | None = None,
    ) -> Passed:
        """Apply the layer; times that a mask leaves out do not count in mean and variance."""
        if mask is not None:
            present = (
                mask if present is None else mask * present.reshape(-1, *[1] * (mask.ndim - 1))
            )
        return super().forward(
            weights, inputs, training=training, key=key, present=present, mask=mask
        )

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Normalise by the batch in training, else by the running averages."""
        inputs = jnp.moveaxis(inputs, self.axis, -1)  # (..., channels)
        if training and self.trainable:
            mean, variance = batch_moments(inputs, present)
        else:
            mean, variance = weights["moving_mean"], weights["moving_variance"]
        stretch = jax.lax.rsqrt(variance + self.epsilon)
        if self.scale:
            stretch = stretch * weights["gamma"]
        shift = -mean * stretch
        if self.center:
            shift = shift + weights["beta"]
        return jnp.moveaxis(inputs * stretch + shift, -1, self.axis)

    def updated_statistics(
        self, weights: Weights, inputs: jax.Array, present: jax.Array | None
    ) -> Weights:
        """Move the running averages towards this batch."""
        mean, variance = batch_moments(jnp.moveaxis(inputs, self.axis, -1), present)
        keep = self.momentum
        return {
            "moving_mean": keep * weights["moving_mean"] + (1 - keep) * mean,
            "moving_variance": keep * weights["moving_variance"] + (1 - keep) * variance,
        }


def batch_moments(inputs: jax.Array, present: jax.Array | None) -> tuple[jax.Array, jax.Array]:
    """Compute mean and variance of each channel over the rows, or their times, that are there.

    Shapes: `inputs` (batch, ..., channels), `present` (batch,) -> `mean` (channels,), `variance`
    (channels,).
    """
    axes = tuple(range(inputs.ndim - 1))
    if present is None:
        return inputs.mean(axes), inputs.var(axes)
    share = present.reshape(*present.shape, *[1] * (inputs.ndim - present.ndim))
    positions = inputs.size // present.size // inputs.shape[-1]
    count = jnp.maximum(present.sum(), 1) * positions
    mean = (inputs * share).sum(axes) / count
    variance = (jnp.square(inputs - mean) * share).sum(axes) / count
    return mean, variance
