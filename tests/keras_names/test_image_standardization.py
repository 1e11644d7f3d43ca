"""Values of images scaled and centred."""

import numpy as np
import pytest

from plainnet.errors import ShapeError
from plainnet.keras_names.preprocessing.image_data_generator import ImageDataGenerator
from plainnet.keras_names.preprocessing.image_standardization import checked_images


def test_whitened_images_have_no_correlations():
    images = np.random.default_rng(0).normal(size=(400, 2, 2, 1)).astype(np.float32)
    images[:, 0, 0] += images[:, 1, 1]
    generator = ImageDataGenerator(zca_whitening=True)
    generator.fit(images)
    white = generator.standardization.apply_arithmetic(images).reshape(400, 4)
    np.testing.assert_allclose(white.T @ white / 400, np.eye(4), atol=1e-3)


def test_each_image_gets_mean_zero_and_deviation_one():
    image = np.random.default_rng(1).uniform(0, 9, (5, 5, 3))
    settings = {"samplewise_center": True, "samplewise_std_normalization": True}
    found = ImageDataGenerator(**settings).standardize(image)
    assert abs(found.mean()) < 1e-6
    assert found.std() == pytest.approx(1, abs=1e-5)


def test_only_four_axes_hold_images():
    with pytest.raises(ShapeError):
        checked_images(np.zeros((2, 2, 2)), "float32")
