"""Dilated and grouped convolution against XLA's own."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close, pulled_back
from plainnet.layers.convolution_by_taps import (
    convolve_by_taps,
    convolve_each_channel,
    shifted_images,
)


@pytest.mark.parametrize("dilation", [(1, 1), (2, 3)])
@pytest.mark.parametrize("strides", [(1, 1), (2, 1)])
@pytest.mark.parametrize("groups", [1, 2, 4])
def test_against_the_library(strides: Any, dilation: Any, groups: int) -> None:
    random = np.random.default_rng(0)
    images = jnp.asarray(random.normal(size=(2, 9, 8, 4)), jnp.float32)
    kernel = jnp.asarray(random.normal(size=(3, 2, 4 // groups, 8)), jnp.float32)

    def ours(images: jax.Array, kernel: jax.Array) -> jax.Array:
        return convolve_by_taps(images, kernel, strides, dilation, groups)

    def library(images: jax.Array, kernel: jax.Array) -> jax.Array:
        return jax.lax.conv_general_dilated(
            images,
            kernel,
            strides,
            "VALID",
            rhs_dilation=dilation,
            dimension_numbers=("NHWC", "HWIO", "NHWC"),
            feature_group_count=groups,
        )

    expected = pulled_back(library, images, kernel)
    jax.tree.map(assert_close, pulled_back(ours, images, kernel), expected)


def test_every_tap_sees_its_own_shift() -> None:
    line = jnp.arange(7.0).reshape(1, 1, 7, 1)
    shifted = shifted_images(line, (1, 3), (1, 2), (1, 2))
    assert [part.reshape(-1).tolist() for part in shifted] == [[0, 2], [2, 4], [4, 6]]


@pytest.mark.parametrize("multiplier", [1, 2])
def test_every_channel_on_its_own_is_as_many_groups(multiplier: int) -> None:
    random = np.random.default_rng(0)
    images = jnp.asarray(random.normal(size=(2, 6, 7, 4)), jnp.float32)
    kernel = jnp.asarray(random.normal(size=(3, 2, 4, multiplier)), jnp.float32)
    grouped = kernel.reshape(3, 2, 1, 4 * multiplier)
    expected = convolve_by_taps(images, grouped, (1, 2), (2, 1), groups=4)
    assert_close(convolve_each_channel(images, kernel, (1, 2), (2, 1)), expected)
