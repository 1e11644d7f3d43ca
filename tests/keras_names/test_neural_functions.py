"""Activations and losses as functions, against Keras, traced and not."""

import jax
import numpy as np
import pytest

from plainnet.keras_names.arrays import neural_functions

keras = pytest.importorskip("keras")
SCORES = np.random.default_rng(0).normal(0, 3, (5, 4)).astype(np.float32)
SHARES = np.asarray(keras.ops.softmax(SCORES))
TRUTH = np.eye(4, dtype=np.float32)[[0, 3, 1, 2, 2]]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("relu", {}),
        ("relu6", {}),
        ("leaky_relu", {"negative_slope": 0.3}),
        ("elu", {"alpha": 0.5}),
        ("selu", {}),
        ("softplus", {}),
        ("softsign", {}),
        ("sigmoid", {}),
        ("hard_sigmoid", {}),
        ("silu", {}),
        ("gelu", {"approximate": False}),
        ("gelu", {"approximate": True}),
        ("softmax", {"axis": 0}),
        ("log_softmax", {}),
    ],
)
def test_activations_equal_those_of_keras(name, settings):
    function = getattr(neural_functions, name)
    expected = getattr(keras.ops, name)(SCORES, **settings)
    np.testing.assert_allclose(function(SCORES, **settings), expected, rtol=2e-5, atol=1e-6)
    traced = jax.jit(lambda x: function(x, **settings))(SCORES)
    np.testing.assert_allclose(traced, expected, rtol=2e-5, atol=1e-6)


def test_a_rectifier_may_leak_be_cut_and_begin_later():
    found = neural_functions.relu(SCORES, 0.1, 2.0, 0.5)
    expected = keras.activations.relu(SCORES, negative_slope=0.1, max_value=2.0, threshold=0.5)
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    assert str(neural_functions.relu([-1.0]).numpy()) == "[0.]"  # without a sign


@pytest.mark.parametrize("from_logits", [False, True])
@pytest.mark.parametrize(
    "name",
    ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"],
)
def test_losses_equal_those_of_keras(name, from_logits):
    truth = TRUTH.argmax(axis=1) if name.startswith("sparse") else TRUTH
    guess = SCORES if from_logits else SHARES
    theirs = getattr(keras.ops, name)(truth, guess, from_logits=from_logits)
    function = getattr(neural_functions, name)
    np.testing.assert_allclose(function(truth, guess, from_logits), theirs, rtol=1e-4, atol=1e-6)
    traced = jax.jit(lambda t, p: function(t, p, from_logits))(truth, guess)
    np.testing.assert_allclose(traced, theirs, rtol=1e-4, atol=1e-6)


def test_losses_of_scores_under_tensorflows_names():
    rows = neural_functions.softmax_cross_entropy_with_logits(labels=TRUTH, logits=SCORES)
    numbers = TRUTH.argmax(axis=1)[:, None]
    sparse = neural_functions.sparse_softmax_cross_entropy_with_logits(numbers, SCORES)
    np.testing.assert_allclose(rows, sparse, rtol=1e-5)
    single = neural_functions.sigmoid_cross_entropy_with_logits(TRUTH, SCORES)
    assert single.shape == (5, 4)


def test_the_highest_scores():
    is_in = neural_functions.in_top_k(TRUTH.argmax(axis=1), SCORES, 2)
    np.testing.assert_array_equal(is_in, keras.ops.in_top_k(TRUTH.argmax(axis=1), SCORES, 2))
    values, places = neural_functions.top_k(SCORES, 2)
    expected = keras.ops.top_k(SCORES, 2)
    np.testing.assert_array_equal(values, expected[0])
    np.testing.assert_array_equal(places, expected[1])


def test_lengths_biases_and_shares():
    unit = neural_functions.l2_normalize(SCORES, axis=1)
    np.testing.assert_allclose(np.linalg.norm(unit, axis=1), 1, rtol=1e-6)
    assert neural_functions.bias_add(SCORES, [1.0, 0, 0, 0])[0, 0] == SCORES[0, 0] + 1
    channels = neural_functions.bias_add(np.zeros((1, 2, 3, 3)), [1.0, 2.0], "channels_first")
    assert channels[0, :, 0, 0].tolist() == [1, 2]
    assert neural_functions.zero_fraction([0.0, 1.0]).numpy() == 0.5
    np.testing.assert_array_equal(neural_functions.dropout(SCORES, 0.5), SCORES)
