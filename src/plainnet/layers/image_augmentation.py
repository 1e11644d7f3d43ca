"""Augmentation as layers: in training each image is turned, moved or shaded at random."""

from dataclasses import dataclass, field
from math import pi
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.dropout import required_key
from plainnet.layers.layer import Layer, Weights, settle
from plainnet.layers.window_geometry import (
    DataFormat,
    from_channels_last,
    settle_data_format,
    to_channels_last,
)

Range = float | tuple[float, float]
FillMode = Literal["constant", "nearest", "reflect", "wrap"]


@dataclass(frozen=True)
class RandomImages(Layer):
    """What random layers for images share: they draw for each image, in training alone.

    Parameters
    ----------
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Without effect: there are no weights.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    """

    data_format: DataFormat = field(default="channels_last", kw_only=True)

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_data_format(self, self.data_format)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Change every image at random in training, else give them back; one alone is a batch."""
        if not training:
            return inputs
        images = inputs[None] if inputs.ndim == 3 else inputs
        changed = self.changed(to_channels_last(images, self.data_format), required_key(self, key))
        outputs = from_channels_last(changed, self.data_format)
        return outputs[0] if inputs.ndim == 3 else outputs

    def changed(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Change images (batch, height, width, channels)."""
        raise NotImplementedError


@dataclass(frozen=True)
class RandomFlip(RandomImages):
    """Mirror about half of the images.

    The further settings are those of every `RandomImages`.

    Attributes
    ----------
    mode : {"horizontal", "vertical", "horizontal_and_vertical"}
        Left and right, top and bottom, or both, each by a draw of its own.

    Examples
    --------
    >>> image = jnp.arange(4.0).reshape(1, 1, 4, 1)
    >>> flip = RandomFlip("horizontal")
    >>> flip.apply({}, image, training=True, key=jax.random.key(1)).ravel().tolist()
    [3.0, 2.0, 1.0, 0.0]
    """

    mode: Literal["horizontal", "vertical", "horizontal_and_vertical"] = "horizontal_and_vertical"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.mode not in ("horizontal", "vertical", "horizontal_and_vertical"):
            raise SettingError("layer.flip_mode", mode=self.mode)

    def changed(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Mirror images (batch, height, width, channels)."""
        drawn = jax.random.bernoulli(key, 0.5, (2, len(images), 1, 1, 1))
        if "horizontal" in self.mode:
            images = jnp.where(drawn[0], images[:, :, ::-1], images)
        if "vertical" in self.mode:
            images = jnp.where(drawn[1], images[:, ::-1], images)
        return images


@dataclass(frozen=True)
class RandomGeometry(RandomImages):
    """What moves the pixels of an image: each takes its number from another place.

    The further settings are those of every `RandomImages`.

    Attributes
    ----------
    fill_mode : {"reflect", "constant", "nearest", "wrap"}
        What lies beyond the border.
    interpolation : {"bilinear", "nearest"}
        How a number between pixels is found.
    fill_value : float
        What lies beyond the border where the mode is "constant".
    """

    fill_mode: FillMode = field(default="reflect", kw_only=True)
    interpolation: Literal["bilinear", "nearest"] = field(default="bilinear", kw_only=True)
    fill_value: float = field(default=0.0, kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.fill_mode not in ("reflect", "constant", "nearest", "wrap"):
            raise SettingError("layer.fill_mode", mode=self.fill_mode)

    def matrices(self, key: jax.Array, n_images: int) -> jax.Array:
        """Draw how places about the middle are moved: (batch, 2, 2), rows before columns."""
        return jnp.broadcast_to(jnp.eye(2), (n_images, 2, 2))

    def shifts(self, key: jax.Array, n_images: int) -> jax.Array:
        """Draw by which part of height and width they are shifted: (batch, 2)."""
        return jnp.zeros((n_images, 2))

    def changed(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Take every pixel from where it was, about the middle of the image."""
        size = jnp.asarray(images.shape[1:3])
        middle = (size - 1) / 2
        rows, columns = jnp.indices(images.shape[1:3])
        offsets = jnp.stack([rows, columns], -1) - middle
        turned = jnp.einsum("bij,hwj->bihw", self.matrices(key, len(images)), offsets)
        shifts = self.shifts(key, len(images)) * size
        places = turned + middle[:, None, None] - shifts[..., None, None]
        order = {"nearest": 0, "bilinear": 1}[self.interpolation]

        def sampled(map_of_channel: jax.Array, place: jax.Array) -> jax.Array:
            """Look up the numbers of one channel."""
            found: jax.Array = jax.scipy.ndimage.map_coordinates(
                map_of_channel, list(place), order, mode=self.fill_mode, cval=self.fill_value
            )
            return found

        of_channels = jax.vmap(sampled, (-1, None), -1)
        moved: jax.Array = jax.vmap(of_channels)(images, places)
        return moved


@dataclass(frozen=True)
class RandomRotation(RandomGeometry):
    """Turn each image by an angle.

    The further settings are those of every `RandomGeometry`.

    Attributes
    ----------
    factor : float or (float, float)
        The largest part of a full turn, in both directions, or the least and the largest.

    Examples
    --------
    >>> RandomRotation(0.1).factor
    (-0.1, 0.1)
    """

    factor: Range

    def __post_init__(self) -> None:
        super().__post_init__()
        settle_range(self, "factor")

    def matrices(self, key: jax.Array, n_images: int) -> jax.Array:
        """Draw the angles; rows count downwards."""
        angle = 2 * pi * drawn(key, self.factor, n_images)
        cos, sin = jnp.cos(angle), jnp.sin(angle)
        return jnp.stack([jnp.stack([cos, sin], -1), jnp.stack([-sin, cos], -1)], -2)


@dataclass(frozen=True)
class RandomZoom(RandomGeometry):
    """Zoom in (negative factors) or out.

    The further settings are those of every `RandomGeometry`.

    Attributes
    ----------
    height_factor : float or (float, float)
        The largest part by which the height changes, or the least and the largest.
    width_factor : float, (float, float) or None
        The same for the width; None keeps the shape of things.

    Examples
    --------
    >>> RandomZoom((-0.2, -0.1)).height_factor
    (-0.2, -0.1)
    """

    height_factor: Range
    width_factor: Range | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        settle_range(self, "height_factor")
        if self.width_factor is not None:
            settle_range(self, "width_factor")

    def matrices(self, key: jax.Array, n_images: int) -> jax.Array:
        """Draw the zooms."""
        of_height, of_width = jax.random.split(key)
        height = 1 + drawn(of_height, self.height_factor, n_images)
        width = height
        if self.width_factor is not None:
            width = 1 + drawn(of_width, self.width_factor, n_images)
        return jnp.eye(2) * jnp.stack([height, width], -1)[:, None]


@dataclass(frozen=True)
class RandomTranslation(RandomGeometry):
    """Shift each image down and to the right (positive factors), or up and to the left.

    The further settings are those of every `RandomGeometry`.

    Attributes
    ----------
    height_factor, width_factor : float or (float, float)
        The largest part of height and width, or the least and the largest.

    Examples
    --------
    >>> RandomTranslation(0.1, (0.0, 0.2)).width_factor
    (0.0, 0.2)
    """

    height_factor: Range
    width_factor: Range

    def __post_init__(self) -> None:
        super().__post_init__()
        settle_range(self, "height_factor")
        settle_range(self, "width_factor")

    def shifts(self, key: jax.Array, n_images: int) -> jax.Array:
        """Draw the shifts."""
        factors = (self.height_factor, self.width_factor)
        pairs = zip(jax.random.split(key), factors, strict=True)
        return jnp.stack([drawn(own, factor, n_images) for own, factor in pairs], -1)


@dataclass(frozen=True)
class RandomShade(RandomImages):
    """What changes the numbers of an image and keeps them within a range.

    The further settings are those of every `RandomImages`.

    Attributes
    ----------
    factor : float or (float, float)
        How much at most.
    value_range : (float, float)
        The smallest and the largest number of an image.
    """

    factor: Range
    value_range: tuple[float, float] = (0, 255)

    lowest: ClassVar[float] = -1.0  # for a factor that is one number

    def __post_init__(self) -> None:
        super().__post_init__()
        settle_range(self, "factor", self.lowest)
        settle(self, value_range=tuple(self.value_range))

    def within(self, images: jax.Array) -> jax.Array:
        """Cut what leaves the range."""
        return jnp.clip(images, *self.value_range)


@dataclass(frozen=True)
class RandomContrast(RandomShade):
    """Stretch or shrink the distance of each pixel from the mean of its channel.

    The settings are those of every `RandomShade`.

    Examples
    --------
    >>> RandomContrast(0.2).factor
    (0.0, 0.2)
    """

    lowest: ClassVar[float] = 0.0

    def changed(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Draw between 1 less the lower factor and 1 more than the upper one, and stretch."""
        lower, upper = pair_of_range(self.factor)
        stretch = 1 + drawn(key, (-lower, upper), len(images))[:, None, None, None]
        mean = images.mean((1, 2), keepdims=True)
        return self.within((images - mean) * stretch + mean)


@dataclass(frozen=True)
class RandomBrightness(RandomShade):
    """Add a number to all pixels of an image.

    The settings are those of every `RandomShade`.

    Examples
    --------
    >>> RandomBrightness(0.2).factor
    (-0.2, 0.2)
    """

    def changed(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Draw a part of the range for each image, and add it."""
        reach = self.value_range[1] - self.value_range[0]
        return self.within(
            images + reach * drawn(key, self.factor, len(images))[:, None, None, None]
        )


def settle_range(layer: Layer, setting: str, lowest: float = -1.0) -> None:
    """Write a factor as its least and its largest value, and check it."""
    value: Any = getattr(layer, setting)
    is_pair = isinstance(value, tuple | list) and len(value) == 2
    ends = sorted(value) if is_pair else [max(-abs(value), lowest), abs(value)]
    if not -1 <= ends[0] <= ends[1] <= 1:
        raise SettingError("layer.factor", layer=type(layer).__name__, setting=setting, value=value)
    settle(layer, **{setting: tuple(ends)})


def pair_of_range(factor: Range) -> tuple[float, float]:
    """Return the least and the largest value that `settle_range` wrote."""
    assert isinstance(factor, tuple)
    return factor


def drawn(key: jax.Array, factor: Range, n_images: int) -> jax.Array:
    """Draw a number of a range for each image: (batch,)."""
    lower, upper = pair_of_range(factor)
    return jax.random.uniform(key, (n_images,), minval=lower, maxval=upper)
