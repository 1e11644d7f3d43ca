"""Single changes of an image as Keras' old functions make them."""

import numpy as np
import pytest

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.preprocessing import affine_images

keras_image = pytest.importorskip("keras.src.legacy.preprocessing.image")
pytestmark = pytest.mark.filterwarnings("ignore")  # Keras calls old SciPy names
LAST = {"row_axis": 0, "col_axis": 1, "channel_axis": 2}


@pytest.mark.parametrize(
    ("name", "arguments", "settings"),
    [
        ("random_rotation", (20,), LAST),
        ("random_rotation", (20,), {}),
        ("random_shift", (0.2, 0.1), LAST),
        ("random_shear", (15,), LAST),
        ("random_zoom", ((0.5, 1.2),), LAST),
        ("random_zoom", ((1, 1),), LAST),
        ("random_channel_shift", (20.0,), {"channel_axis": 2}),
        ("random_brightness", ((0.5, 1.5),), {}),
        ("apply_brightness_shift", (0.7,), {"scale": False}),
    ],
)
def test_a_change_equals_that_of_keras(name, arguments, settings):
    image = np.random.default_rng(0).uniform(-50, 255, (7, 3, 8) if not settings else (7, 8, 3))
    if name == "random_rotation" and not settings:
        image = image.transpose(1, 0, 2)
    if name == "random_brightness":
        image = image.transpose(0, 2, 1)
    found = []
    for module in (keras_image, affine_images):
        np.random.seed(2)
        found.append(getattr(module, name)(image, *arguments, **settings))
    np.testing.assert_allclose(found[1], found[0], rtol=1e-6, atol=1e-4)


def test_a_turn_by_a_right_angle_moves_pixels_only():
    image = np.arange(9.0).reshape(3, 3, 1)
    turned = affine_images.apply_affine_transform(image, theta=90, **LAST)
    np.testing.assert_allclose(turned[:, :, 0], np.rot90(image[:, :, 0]), atol=1e-9)


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ShapeError):
        affine_images.apply_affine_transform(np.zeros((2, 2)), theta=5)
    with pytest.raises(SettingError, match="zoom_range"):
        affine_images.random_zoom(np.zeros((3, 2, 2)), (1,))
    with pytest.raises(SettingError, match="brightness_range"):
        affine_images.random_brightness(np.zeros((3, 2, 2)), (1,))
