"""Grey levels as numbers, each image by itself."""

import numpy as np
import pytest

from plainnet.data.pixel_scaling import local_mean, scale_pixels

IMAGES = np.random.default_rng(0).integers(0, 256, (3, 20, 24, 1), dtype=np.uint8)


def test_zero_to_one_divides_by_255() -> None:
    np.testing.assert_array_equal(
        scale_pixels(IMAGES, "zero_to_one"), IMAGES.astype(np.float32) / np.float32(255)
    )


@pytest.mark.parametrize("side", [3, 17])
def test_the_local_mean_is_that_of_a_window_with_mirrored_border(side: int) -> None:
    reach = side // 2
    images = IMAGES.astype(np.float32)
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach), (0, 0)), "symmetric")
    slow = np.empty_like(images)
    for row in range(20):
        for column in range(24):
            window = padded[:, row : row + side, column : column + side]
            slow[:, row, column] = window.mean((1, 2))
    np.testing.assert_allclose(local_mean(images, side), slow, rtol=1e-5)


def test_brightness_and_contrast_do_not_matter() -> None:
    pale = (IMAGES // 2 + 60).astype(np.uint8)
    difference = scale_pixels(IMAGES, "local_contrast") - scale_pixels(pale, "local_contrast")
    assert np.abs(difference).max() < 0.1
    assert scale_pixels(IMAGES, "local_contrast").std() == pytest.approx(1, abs=0.05)


def test_an_empty_image_stays_empty() -> None:
    empty = scale_pixels(np.full((1, 9, 9, 1), 80, np.uint8), "local_contrast")
    np.testing.assert_allclose(empty, 0, atol=1e-4)
