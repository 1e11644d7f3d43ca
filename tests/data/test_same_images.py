"""Copies are found by their pixels."""

import numpy as np

from plainnet.data.same_images import first_alike


def test_copies_point_to_the_first() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (6, 4, 5, 3), dtype=np.uint8)
    pixels[3] = pixels[1]
    pixels[5] = pixels[1]
    assert first_alike(pixels).tolist() == [0, 1, 2, 1, 4, 1]


def test_one_level_of_one_pixel_makes_another_image() -> None:
    pixels = np.zeros((2, 4, 4, 1), np.uint8)
    pixels[1, 3, 3, 0] = 1
    assert first_alike(pixels).tolist() == [0, 1]


def test_views_and_no_images_are_no_matter() -> None:
    pixels = np.zeros((4, 4, 4, 3), np.uint8)[::2, :, ::-1]
    assert first_alike(pixels).tolist() == [0, 0]
    assert first_alike(pixels[:0]).tolist() == []
