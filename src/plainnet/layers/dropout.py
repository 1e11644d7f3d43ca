"""Dropout: switch numbers off at random while training."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.layer import Layer, Shape, Weights, settle
from plainnet.layers.window_geometry import (
    DataFormat,
    places_and_channels,
    settle_data_format,
    shape_of,
)


@dataclass(frozen=True)
class Dropout(Layer):
    """Set a fraction `rate` of the inputs to 0 in training and scale up the rest.

    Parameters
    ----------
    rate : float
        Fraction dropped, 0 <= rate <= 1.
    noise_shape : tuple of int or None
        Shape of what is drawn, the batch included: 1 where an axis shares one fate, None
        where it does not. None draws for every number.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from
    overfitting", JMLR 15.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> kept = Dropout(0.5).apply({}, jnp.ones((1, 8)), training=True, key=jax.random.key(0))
    >>> sorted(set(kept[0].tolist()))
    [0.0, 2.0]
    """

    rate: float
    noise_shape: tuple[int | None, ...] | None = None

    def __post_init__(self) -> None:
        check_rate(self, self.rate)
        settle(self, noise_shape=None if self.noise_shape is None else tuple(self.noise_shape))

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Drop in training, else give the inputs back."""
        if not training or self.rate == 0:
            return inputs
        given = self.noise_shape or (None,) * inputs.ndim
        shape = tuple(
            size if wanted is None else wanted
            for size, wanted in zip(inputs.shape, given, strict=True)
        )
        return dropped(self, inputs, self.rate, key, shape)


@dataclass(frozen=True)
class SpatialDropout1D(Layer):
    """Drop whole series in training, as neighbours in time tell much the same.

    Parameters
    ----------
    rate : float
        Fraction dropped, 0 <= rate <= 1.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Tompson et al. (2015), "Efficient object localization using convolutional networks",
    CVPR.
    """

    rate: float

    def __post_init__(self) -> None:
        check_rate(self, self.rate)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Keep the shape (time, features)."""
        places_and_channels(self, input_shape, 1, "channels_last")
        return input_shape

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Drop features in training, else give the inputs back."""
        if not training or self.rate == 0:
            return inputs
        shape = (inputs.shape[0], 1, inputs.shape[2])
        return dropped(self, inputs, self.rate, key, shape)


@dataclass(frozen=True)
class SpatialDropout2D(Layer):
    """Drop whole feature maps in training, as neighbouring pixels tell much the same.

    Parameters
    ----------
    rate : float
        Fraction dropped, 0 <= rate <= 1.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs keep their channels.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Tompson et al. (2015), "Efficient object localization using convolutional networks",
    CVPR.
    """

    rate: float
    data_format: DataFormat = "channels_last"

    def __post_init__(self) -> None:
        check_rate(self, self.rate)
        settle_data_format(self, self.data_format)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Keep the shape of the images."""
        places_and_channels(self, input_shape, 2, self.data_format)
        return input_shape

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Drop maps in training, else give the inputs back."""
        if not training or self.rate == 0:
            return inputs
        _, channels = places_and_channels(self, inputs.shape[1:], 2, self.data_format)
        shape = (inputs.shape[0], *shape_of((1, 1), channels, self.data_format))
        return dropped(self, inputs, self.rate, key, shape)


def dropped(
    layer: Layer, inputs: jax.Array, rate: float, key: jax.Array | None, shape: Shape
) -> jax.Array:
    """Set a fraction to 0, drawn in a shape that may be 1 along some axes; scale up the rest."""
    if rate == 1:
        return jnp.zeros_like(inputs)
    is_kept = jax.random.bernoulli(required_key(layer, key), 1 - rate, shape)
    return jnp.where(is_kept, inputs / (1 - rate), 0)


def check_rate(layer: Layer, *rates: float, may_be_one: bool = True) -> None:
    """Refuse a rate outside 0 to 1, and 1 where nothing would be left to scale up."""
    for rate in [rate for rate in rates if not 0 <= rate <= 1 or (rate == 1 and not may_be_one)]:
        raise SettingError("layer.rate", layer=type(layer).__name__, rate=rate)


def required_key(layer: Layer, key: jax.Array | None) -> jax.Array:
    """Return the randomness that a layer needs in training, or say that it is missing."""
    if key is None:
        raise SettingError("layer.key", layer=type(layer).__name__)
    return key
