"""Seeds as scripts set them."""

import random

import numpy as np

from plainnet.keras_names.random_seeds import (
    next_model_seed,
    set_random_seed,
    set_tensor_seed,
    tensor_generator,
)


def _draws():
    """Draw once from everything that is seeded."""
    return random.random(), np.random.rand(), tensor_generator().random(), next_model_seed()


def test_one_seed_seeds_everything():
    set_random_seed(7)
    first = _draws()
    set_random_seed(7)
    assert _draws() == first
    set_random_seed(8)
    assert _draws() != first
    set_tensor_seed(None)


def test_each_network_has_its_own_seed():
    set_tensor_seed(3)
    assert next_model_seed() != next_model_seed()
    set_tensor_seed(None)


def test_without_a_seed_that_of_numpy_counts_and_is_left_alone():
    set_tensor_seed(None)
    np.random.seed(5)
    first = next_model_seed()
    value = np.random.rand()
    set_tensor_seed(None)
    np.random.seed(5)
    assert next_model_seed() == first
    assert np.random.rand() == value
    set_tensor_seed(None)
    np.random.seed(6)
    assert next_model_seed() != first


def test_a_seed_of_its_own_for_one_call():
    assert tensor_generator(4).random() == tensor_generator(4).random()
