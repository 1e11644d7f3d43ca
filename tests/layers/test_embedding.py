"""Embedding against Keras."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, drawn, keras_layer, pulled_back
from plainnet.errors import SettingError
from plainnet.layers.embedding import Embedding, Masking
from plainnet.layers.layer import Weights
from plainnet.layers.regularizers import L2, UnitNorm

WORDS = jnp.asarray([[1, 2, 0, 0], [3, 1, 2, 0], [1, 1, 1, 4]], jnp.float32)


def test_against_keras() -> None:
    layer = Embedding(5, 3, mask_zero=True)
    weights, _ = drawn(layer, (4,))
    twin = keras_layer(layer)
    twin.build((3, 4))
    assert [v.name for v in twin.weights] == list(weights)
    assert twin.compute_output_shape((3, 4)) == (3, *layer.output_shape((4,)))

    def theirs(weights: Weights) -> jax.Array:
        mapping = [(twin.weights[0], weights["embeddings"])]
        with keras.StatelessScope(state_mapping=mapping):
            found: jax.Array = twin(WORDS)
        return found

    ours = pulled_back(lambda weights: layer.apply(weights, WORDS), weights)
    jax.tree.map(assert_close, ours, pulled_back(theirs, weights))
    mask = layer.mask_after(WORDS, None)
    assert mask is not None
    np.testing.assert_array_equal(mask, twin.compute_mask(WORDS))


def test_without_mask_zero_nothing_is_masked() -> None:
    assert Embedding(5, 3).mask_after(WORDS, WORDS > 0) is None


def test_price_and_bound_of_the_vectors() -> None:
    layer = Embedding(5, 3, embeddings_regularizer=L2(0.5), embeddings_constraint=UnitNorm(1))
    weights, _ = drawn(layer, (4,))
    assert_close(layer.penalty(weights), 0.5 * (weights["embeddings"] ** 2).sum())
    lengths = jnp.linalg.norm(layer.constrained(weights)["embeddings"], axis=1)
    assert_close(lengths, jnp.ones(5))


def test_it_starts_from_small_numbers_and_multiplies_nothing() -> None:
    layer = Embedding(1000, 4)
    weights, _ = layer.init((0,), (7,))
    assert 0.049 < float(abs(weights["embeddings"]).max()) <= 0.05
    assert layer.multiplications((7,)) == 0


@pytest.mark.parametrize(("words", "length"), [(0, 3), (5, 0), (5, 2.5)])
def test_impossible_sizes_are_refused(words: int, length: int) -> None:
    with pytest.raises(SettingError, match="Embedding"):
        Embedding(words, length)


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_against_keras_of_masking(value: float) -> None:
    random = np.random.default_rng(2)
    inputs = jnp.asarray(random.integers(-1, 2, size=(4, 6, 2)), jnp.float32)
    layer, twin = Masking(value), keras.layers.Masking(value)
    np.testing.assert_array_equal(layer.apply({}, inputs), twin(inputs))
    mask = layer.mask_after(inputs, None)
    np.testing.assert_array_equal(mask, twin.compute_mask(inputs))
    assert mask is not None
    assert 0 < int(mask.sum()) < mask.size
