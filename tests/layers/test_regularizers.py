"""Regularizers against Keras."""

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.layer import Layer
from plainnet.layers.regularizers import (
    L1,
    L1L2,
    L2,
    Regularizer,
    activity_price,
    find_regularizer,
)


@pytest.mark.parametrize("regularizer", [L1(0.02), L2(0.3), L1L2(0.1, 0.2), L1(), L2(), L1L2()])
def test_price_against_keras(regularizer: Regularizer) -> None:
    weights = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    reference = getattr(keras.regularizers, type(regularizer).__name__)(**vars(regularizer))
    np.testing.assert_allclose(regularizer.price(weights), reference(weights), rtol=1e-6)


@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize(
    "layer", [Dense(3, bias_initializer="ones"), Conv2D(2, 2, bias_initializer="ones")]
)
def test_a_layer_adds_the_prices_of_its_weights(layer: Layer, use_bias: bool) -> None:
    settings = {**vars(layer), "kernel_regularizer": L2(0.5), "bias_regularizer": L1(0.25)}
    layer = type(layer)(**{**settings, "use_bias": use_bias})
    weights, _ = layer.init((0,), (4, 4, 2))
    n_biases = weights["bias"].size if use_bias else 0
    expected = 0.5 * float((weights["kernel"] ** 2).sum()) + 0.25 * n_biases
    assert float(layer.penalty(weights)) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "found"), [("l1", L1()), ("L2", L2()), ("l1_l2", L1L2()), ("l1l2", L1L2())]
)
def test_found_by_name_or_as_it_is(name: str, found: Regularizer) -> None:
    assert find_regularizer(name) == find_regularizer(found) == found
    assert find_regularizer(None) is None


def test_an_unknown_name_lists_the_choices() -> None:
    with pytest.raises(SettingError, match="no regularizer called 'l3'; known: l1, l2, l1_l2"):
        find_regularizer("l3")


def test_rows_that_only_fill_up_cost_nothing() -> None:
    outputs = np.arange(12.0).reshape(3, 2, 2)
    present = jnp.asarray([1.0, 1.0, 0.0])
    assert float(activity_price(L2(1.0), outputs, present)) == (outputs[:2] ** 2).sum()
    assert float(activity_price(L1(1.0), (outputs, outputs), None)) == 2 * outputs.sum()
    assert activity_price(None, outputs, present) == 0
