"""Images as arrays, changed as `tf.image` changes them."""

import numpy as np
import pytest

from plainnet.keras_names.door.refusal import NotCoveredError
from plainnet.keras_names.tensorflow import tensorflow_images as images

keras = pytest.importorskip("keras")
PHOTOS = np.random.default_rng(0).uniform(0, 1, (2, 6, 8, 3)).astype(np.float32)


@pytest.mark.parametrize("size", [(3, 4), (9, 5), (6, 8), (12, 16)])
@pytest.mark.parametrize("method", ["bilinear", "nearest"])
def test_sizes_change_as_in_keras(size, method):
    expected = keras.ops.image.resize(PHOTOS, size, interpolation=method, antialias=False)
    found = images.resize(PHOTOS, size, method)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(images.resize(PHOTOS[0], size, method), expected[0], atol=1e-5)


def test_whole_numbers_become_floats_only_between_pixels():
    bytes_ = np.arange(16, dtype=np.uint8).reshape(4, 4, 1)
    assert images.resize(bytes_, (2, 2)).dtype == np.float32
    assert images.resize(bytes_, (2, 2), images.ResizeMethod.NEAREST_NEIGHBOR).dtype == np.uint8
    assert images.resize(np.zeros((4, 8, 1)), (4, 4), preserve_aspect_ratio=True).shape == (2, 4, 1)
    with pytest.raises(NotCoveredError, match="lanczos3"):
        images.resize(bytes_, (2, 2), "lanczos3")


def test_colours():
    grey = images.rgb_to_grayscale(PHOTOS)
    np.testing.assert_allclose(grey, keras.ops.image.rgb_to_grayscale(PHOTOS), atol=2e-4)
    assert images.grayscale_to_rgb(grey).shape == PHOTOS.shape


def test_types():
    half = images.convert_image_dtype(np.array([0, 255], np.uint8), "float32")
    assert half.tolist() == [0, 1]
    assert images.convert_image_dtype(half, "uint8").tolist() == [0, 255]
    assert images.convert_image_dtype(half, "float32") is half
    assert images.convert_image_dtype(np.array([255], np.uint8), "int16").tolist() == [32767]
    assert images.convert_image_dtype(half, "float64").dtype == np.float64


def test_turns_and_cuts():
    np.testing.assert_array_equal(images.flip_left_right(PHOTOS), PHOTOS[:, :, ::-1])
    np.testing.assert_array_equal(images.flip_up_down(PHOTOS[0]), PHOTOS[0, ::-1])
    np.testing.assert_array_equal(images.rot90(PHOTOS[0]), np.rot90(PHOTOS[0]))
    np.testing.assert_array_equal(images.transpose_image(PHOTOS), PHOTOS.transpose(0, 2, 1, 3))
    np.testing.assert_array_equal(images.central_crop(PHOTOS, 0.5), PHOTOS[:, 1:5, 2:6])
    box = images.crop_to_bounding_box(PHOTOS, 1, 2, 3, 4)
    np.testing.assert_array_equal(box, PHOTOS[:, 1:4, 2:6])
    wider = images.resize_with_crop_or_pad(PHOTOS, 4, 10)
    np.testing.assert_array_equal(wider[:, :, 1:-1], PHOTOS[:, 1:5])
    assert float(wider[:, :, 0].max()) == 0


def test_each_image_gets_its_own_standard():
    found = images.per_image_standardization(PHOTOS).numpy()
    np.testing.assert_allclose(found.mean(axis=(1, 2, 3)), 0, atol=1e-6)
    np.testing.assert_allclose(found.std(axis=(1, 2, 3)), 1, rtol=1e-5)


def test_brightness_and_contrast():
    np.testing.assert_allclose(images.adjust_brightness(PHOTOS, 0.5), PHOTOS + 0.5, rtol=1e-6)
    means = PHOTOS.mean(axis=(1, 2), keepdims=True)
    expected = (PHOTOS - means) * 2 + means
    np.testing.assert_allclose(images.adjust_contrast(PHOTOS, 2.0), expected, atol=1e-6)
    dark = images.adjust_brightness(np.array([[[10, 250, 30]]], np.uint8), 0.1)
    assert dark.dtype == np.uint8 and dark[0, 0, 1] == 255


def test_chance_by_a_seed():
    flips = images.random_flip_left_right(np.repeat(PHOTOS[:1], 50, 0), seed=1).numpy()
    mirrored = [bool((flip == PHOTOS[0][:, ::-1]).all()) for flip in flips]
    assert 10 < sum(mirrored) < 40
    assert images.random_flip_up_down(PHOTOS[0], seed=2).shape == PHOTOS[0].shape
    one = images.random_brightness(PHOTOS, 0.2, seed=3)
    assert (one == images.random_brightness(PHOTOS, 0.2, seed=3)).all()
    assert images.random_contrast(PHOTOS, 0.5, 1.5).shape == PHOTOS.shape
