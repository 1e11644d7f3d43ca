"""Augmentation: show each image in another way every time, inside the compiled run.

Concepts: data augmentation
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp


@dataclass(frozen=True)
class Augmentation:
    """A change that keeps the class of an image."""

    def apply(self, images: jax.Array, key: jax.Array) -> jax.Array:
        """Change each image of a batch at random.

        Parameters
        ----------
        images : array of shape (batch, height, width, channels)
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
