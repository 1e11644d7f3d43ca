"""Augmentation: show each image in another way every time, inside the compiled run.

Shifting and turning look beyond the border, where the image is taken to be mirrored, and
between pixels, where neighbours are weighed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError


@dataclass(frozen=True)
class Augmentation:
    """A change that keeps the class of an image."""

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Change each image of a batch at random.

        Parameters
        ----------
        images : array of shape (batch, height, width, channels)
            At least 2 pixels high and wide.
        key : jax.Array

        Returns
        -------
        array of shape (batch, height, width, channels)
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Flips(Augmentation):
    """Mirror images left to right, and upside down, each half of the time."""

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Mirror some images along one or both axes."""
        choices = jax.random.bernoulli(key, 0.5, (2, images.shape[0], 1, 1, 1))
        images = jnp.where(choices[0], images[:, ::-1], images)
        return jnp.where(choices[1], images[:, :, ::-1], images)


@dataclass(frozen=True)
class Shifts(Augmentation):
    """Move images up or down and left or right, by fractions of a pixel too."""

    most: float = 0.1  # largest shift, as a share of height or width

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Move each image as far as chance says."""
        batch, height, width, _ = images.shape
        shares = jax.random.uniform(key, (2, batch), minval=-self.most, maxval=self.most)
        return shift_images(images, shares[0] * height, shares[1] * width)


@dataclass(frozen=True)
class Turns(Augmentation):
    """Turn images about their middle."""

    most: float = 15.0  # largest angle, in degrees, either way

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Turn each image as far as chance says."""
        most = jnp.deg2rad(self.most)
        angles = jax.random.uniform(key, images.shape[:1], minval=-most, maxval=most)
        return turn_images(images, angles)


@dataclass(frozen=True)
class Contrasts(Augmentation):
    """Move levels away from or towards the mean of the image's channel."""

    most: float = 0.3  # differences from the mean are multiplied by 1 - `most` to 1 + `most`

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Change the contrast of each image as much as chance says."""
        shape = (images.shape[0], 1, 1, 1)
        factors = jax.random.uniform(key, shape, minval=1 - self.most, maxval=1 + self.most)
        means = images.mean((1, 2), keepdims=True)
        return means + factors * (images - means)


@dataclass(frozen=True)
class InTurn(Augmentation):
    """Several changes, one after the other, each with a chance of its own."""

    changes: tuple[Augmentation, ...]

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Make every change."""
        for own, change in zip(jax.random.split(key, len(self.changes)), self.changes, strict=True):
            images = change.apply(images, own)
        return images


AUGMENTATIONS: dict[str, Augmentation] = {
    "flip": Flips(),
    "shift": Shifts(),
    "rotate": Turns(),
    "contrast": Contrasts(),
}


def augmentation_of(names: Sequence[str]) -> Augmentation | None:
    """Find the changes that are asked for.

    Result: None for none.

    >>> augmentation_of(["flip"])
    Flips()
    """
    for name in names:
        if name not in AUGMENTATIONS:
            raise SettingError("augmentation.unknown", name=name, known=list(AUGMENTATIONS))
    changes = tuple(AUGMENTATIONS[name] for name in dict.fromkeys(names))
    if len(changes) < 2:
        return changes[0] if changes else None
    return InTurn(changes)


def shift_images(images: jax.Array, down: jax.Array, right: jax.Array) -> jax.Array:
    """Move each image: two products with matrices that hold the weights of neighbours.

    Shapes: `images` (batch, height, width, channels), `down` and `right` (batch,) -> (batch,
    height, width, channels).
    `images`: at least 2 pixels high and wide.
    """
    _, height, width, _ = images.shape

    def weights(size: int, by: jax.Array) -> jax.Array:
        """Describe how much of each old place a new place gets: `(batch, new, old)`."""
        places = mirrored(jnp.arange(size) - by[:, None], size)  # (batch, new)
        return jnp.maximum(0, 1 - jnp.abs(places[:, :, None] - jnp.arange(size)))

    vertically = jnp.einsum("bnr,brwc->bnwc", weights(height, down), images)
    return jnp.einsum("bmw,bnwc->bnmc", weights(width, right), vertically)


def turn_images(images: jax.Array, angles: jax.Array) -> jax.Array:
    """Turn each image about its middle.

    Shapes: `images` (batch, height, width, channels), `angles` (batch,) -> (batch, height, width,
    channels).
    `images`: at least 2 pixels high and wide.
    """
    batch, height, width, _ = images.shape
    middle_row, middle_column = (height - 1) / 2, (width - 1) / 2
    rows = jnp.arange(height)[:, None] - middle_row  # (height, 1)
    columns = jnp.arange(width) - middle_column  # (width,)
    cosine, sine = (f(angles)[:, None, None] for f in (jnp.cos, jnp.sin))
    old_rows = mirrored(cosine * rows + sine * columns + middle_row, height)
    old_columns = mirrored(cosine * columns - sine * rows + middle_column, width)
    above = jnp.minimum(old_rows.astype(jnp.int32), height - 2)  # (batch, height, width)
    left = jnp.minimum(old_columns.astype(jnp.int32), width - 2)
    lower = (old_rows - above)[..., None]  # how much the pixel below counts
    righter = (old_columns - left)[..., None]
    image = jnp.arange(batch)[:, None, None]

    def pixels(down: int, right: int) -> jax.Array:
        """Fetch one of the four neighbours; all places lie inside."""
        return images.at[image, above + down, left + right].get(mode="promise_in_bounds")

    upper_line = (1 - righter) * pixels(0, 0) + righter * pixels(0, 1)
    lower_line = (1 - righter) * pixels(1, 0) + righter * pixels(1, 1)
    return (1 - lower) * upper_line + lower * lower_line


def mirrored(places: jax.Array, size: int) -> jax.Array:
    """Fold places beyond the border back inside, the outermost pixels being the mirrors.

    `places`: in pixels, 0 for the first.
    `size`: pixels there are, at least 2.

    >>> mirrored(jnp.array([-1.0, 0.0, 2.5, 3.0, 4.0]), 4).tolist()
    [1.0, 0.0, 2.5, 3.0, 2.0]
    """
    last = size - 1
    return last - jnp.abs(last - jnp.mod(places, 2 * last))
