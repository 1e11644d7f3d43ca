"""Seeds as scripts set them."""

import random

import numpy as np

from keras_names.opened_door import run
from plainnet.keras_names.arrays import random_tensors
from plainnet.keras_names.arrays.random_tensors import (
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


def test_distributions_have_the_moments_asked_for():
    set_tensor_seed(0)
    drawn = random_tensors.normal((20000,), 2.0, 3.0)
    assert abs(drawn.mean() - 2) < 0.1 and abs(drawn.std() - 3) < 0.1
    cut = random_tensors.truncated_normal([20000], 0.0, 1.0)
    assert np.abs(cut).max() <= 2 and cut.dtype == np.float32
    even = random_tensors.uniform((1000,), -1, 1)
    assert even.min() >= -1 and even.max() < 1
    whole = random_tensors.uniform((1000,), 0, 4, "int32")
    assert set(whole.tolist()) == {0, 1, 2, 3}
    assert abs(random_tensors.random_bernoulli((20000,), 0.3).mean() - 0.3) < 0.02


def test_the_seed_decides():
    set_tensor_seed(1)
    first = random_tensors.normal((3,))
    set_tensor_seed(1)
    assert (random_tensors.normal((3,)) == first).all()
    assert (random_tensors.normal((3,), seed=2) == random_tensors.normal((3,), seed=2)).all()


def test_rows_are_shuffled_and_pieces_are_cut():
    rows = np.arange(10)
    assert sorted(random_tensors.shuffle(rows).tolist()) == rows.tolist()
    piece = random_tensors.random_crop(np.arange(20).reshape(4, 5), (2, 3), seed=1)
    assert piece.shape == (2, 3) and piece[0, 1] == piece[0, 0] + 1


def test_classes_are_drawn_by_their_scores():
    drawn = random_tensors.categorical(np.log([[0.1, 0.9]]), 2000)
    assert drawn.shape == (1, 2000)
    assert abs(drawn.numpy().mean() - 0.9) < 0.05


def test_a_seed_generator_draws_anew_each_time_and_again_from_its_seed() -> None:
    names = run("""
        import keras
        first, again = keras.random.SeedGenerator(7), keras.random.SeedGenerator(seed=7)
        drawn = [keras.random.normal((3,), seed=each) for each in (first, first, again, again)]
        by_chance = keras.random.uniform((2,), seed=keras.random.SeedGenerator())
        """)
    one, two, one_again, two_again = (each.tolist() for each in names["drawn"])
    assert one == one_again and two == two_again and one != two
