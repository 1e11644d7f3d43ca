"""Near copies of images are paired, different images are not."""

import itertools

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from plainnet.data.near_copies import difference_hashes, near_copies, small_grey


def pictures(number: int, seed: int) -> NDArray[np.float64]:
    """Draw coarse random pictures.

    Shapes: -> (number, 48, 48, 3).
    """
    coarse = np.random.default_rng(seed).uniform(0, 1, (number, 6, 6, 3))
    return np.kron(coarse, np.ones((1, 8, 8, 1)))


def test_changed_copies_are_paired_with_their_originals() -> None:
    trained = pictures(40, 0)
    changed = np.concatenate([0.7 * trained[:5] + 0.2, trained[5:9, :, ::-1], pictures(20, 1)])
    noisy = changed + np.random.default_rng(2).normal(0, 0.02, changed.shape)
    pairs = near_copies(small_grey(noisy), small_grey(trained))
    assert pairs == [(row, row) for row in range(9)]


def test_digits_of_two_hands_are_no_copies() -> None:
    digits = small_grey(np.kron(load_digits().images, np.ones((1, 4, 4))))
    assert near_copies(digits[1200:], digits[:1200]) == []


def test_flat_images_and_images_too_small_to_tell_are_no_copies() -> None:
    assert near_copies(np.zeros((5, 32, 32), np.float32), np.zeros((5, 32, 32), np.float32)) == []
    tiny = small_grey(pictures(4, 0)[:, :8, :8])
    assert near_copies(tiny, tiny) == []


def test_a_hash_is_what_its_definition_says() -> None:
    image = np.random.default_rng(0).uniform(size=(1, 8, 9)).astype(np.float32)
    bits = "".join("1" if b > a else "0" for row in image[0] for a, b in itertools.pairwise(row))
    assert int(difference_hashes(image)[0]) == int(bits, 2)
