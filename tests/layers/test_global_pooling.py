"""Global pooling against Keras; masked times do not count."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_finite_differences, assert_same, drawn
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.global_pooling import GlobalAveragePooling1D, GlobalAveragePooling2D

KINDS = [name for name in LAYERS if name.startswith("Global")]


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("kind", KINDS)
def test_against_keras(kind: str, data_format: Any, keepdims: bool) -> None:
    shape = (5, 4) if kind.endswith("1D") else (5, 4, 3)
    assert_same(LAYERS[kind](data_format, keepdims), shape)  # type: ignore[call-arg]


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
def test_masked_times_against_keras(data_format: Any, keepdims: bool) -> None:
    layer = GlobalAveragePooling1D(data_format, keepdims)
    shape = (6, 4) if data_format == "channels_last" else (4, 6)
    _, inputs = drawn(layer, shape)
    mask = jnp.asarray([[True] * 6, [False, True] * 3, [True] + [False] * 5])
    reference = keras.layers.GlobalAveragePooling1D(data_format, keepdims)
    ours = layer.forward({}, inputs, mask=mask)
    assert ours.mask is None
    assert_close(ours.outputs, reference(inputs, mask=mask))


def test_an_example_without_any_time_has_no_mean_as_in_keras() -> None:
    outputs = GlobalAveragePooling1D().apply({}, jnp.ones((1, 3, 2)), mask=jnp.zeros((1, 3), bool))
    assert np.isnan(outputs).all()


def test_finite_differences() -> None:
    assert_finite_differences(GlobalAveragePooling2D(), (3, 2, 2))
