"""Mirrored images: nothing lost, each way equally often, the key decides."""

from collections import Counter

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.training.augmentation import Flips

CORNERS = jnp.asarray([[1.0, 2.0], [3.0, 4.0]])[None, :, :, None]


def test_each_way_comes_up_equally_often() -> None:
    images = jnp.repeat(CORNERS, 4000, axis=0)
    flipped = Flips().apply(images, jax.random.key(1))
    ways = Counter(tuple(image.reshape(-1).tolist()) for image in np.asarray(flipped))
    assert set(ways) == {(1, 2, 3, 4), (2, 1, 4, 3), (3, 4, 1, 2), (4, 3, 2, 1)}
    assert list(ways.values()) == pytest.approx([1000] * 4, abs=5 * 750**0.5)


def test_images_need_not_be_square_and_keep_their_channels() -> None:
    images = jnp.asarray(np.random.default_rng(0).normal(size=(5, 3, 4, 2)), jnp.float32)
    flipped = Flips().apply(images, jax.random.key(2))
    for before, after in zip(np.asarray(images), np.asarray(flipped), strict=True):
        ways = [before[::a, ::b] for a in (1, -1) for b in (1, -1)]
        assert any((after == way).all() for way in ways)


def test_the_key_decides() -> None:
    images = jnp.repeat(CORNERS, 50, axis=0)
    first, again, other = (Flips().apply(images, jax.random.key(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()
