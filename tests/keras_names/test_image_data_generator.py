"""The same changes as Keras' own `ImageDataGenerator` makes under the same seed."""

import numpy as np
import pytest

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.door.refusal import forget_warnings
from plainnet.keras_names.preprocessing.image_data_generator import ImageDataGenerator

keras_image = pytest.importorskip("keras.src.legacy.preprocessing.image")
pytestmark = pytest.mark.filterwarnings("ignore")  # Keras calls old SciPy names

SETTINGS = [
    {},
    {"rescale": 1 / 255},
    {"rotation_range": 30},
    {"width_shift_range": 0.2, "height_shift_range": 0.3},
    {"width_shift_range": 3, "height_shift_range": [-2, 1, 4]},
    {"width_shift_range": 2.5},
    {"shear_range": 20},
    {"zoom_range": 0.3},
    {"zoom_range": (0.5, 1.5)},
    {"horizontal_flip": True, "vertical_flip": True},
    {"channel_shift_range": 30.0},
    {"brightness_range": (0.5, 1.5)},
    {"fill_mode": "constant", "cval": 7, "rotation_range": 20},
    {"fill_mode": "reflect", "rotation_range": 20},
    {"fill_mode": "wrap", "rotation_range": 20, "interpolation_order": 3},
    {"samplewise_center": True, "samplewise_std_normalization": True},
    {"featurewise_center": True, "featurewise_std_normalization": True, "rescale": 1 / 255},
    {"zca_whitening": True},
    {"preprocessing_function": lambda image: image * 2 + 1, "horizontal_flip": True},
    {"rotation_range": 40, "shear_range": 0.2, "zoom_range": 0.2, "data_format": "channels_first"},
]


@pytest.mark.parametrize("seed", [None, 5])
@pytest.mark.parametrize("settings", SETTINGS, ids=lambda each: "-".join(each) or "plain")
def test_batches_equal_those_of_keras(settings, seed):
    images = np.random.default_rng(0).uniform(0, 255, (10, 20, 24, 3)).astype(np.float32)
    if settings.get("data_format") == "channels_first":
        images = images.transpose(0, 3, 1, 2)
    drawn = []
    for maker in (keras_image.ImageDataGenerator, ImageDataGenerator):
        np.random.seed(3)
        generator = maker(**settings)
        if "featurewise_center" in settings or "zca_whitening" in settings:
            generator.fit(images)
        batches = generator.flow(images, np.arange(10), batch_size=4, seed=seed)
        drawn.append([next(batches) for _ in range(5)])
    for (expected, labels), (found, own_labels) in zip(*drawn, strict=True):
        np.testing.assert_array_equal(found, expected)
        np.testing.assert_array_equal(own_labels, labels)
        assert found.dtype == np.float32


def test_a_fit_may_learn_from_changed_images():
    images = np.random.default_rng(1).uniform(0, 255, (6, 8, 8, 1))
    settings = {"featurewise_center": True, "rotation_range": 20}
    means = []
    for maker in (keras_image.ImageDataGenerator, ImageDataGenerator):
        generator = maker(**settings)
        generator.fit(images, augment=True, rounds=2, seed=4)
        means.append(generator.standardize(np.zeros((8, 8, 1), np.float32)))
    np.testing.assert_allclose(means[1], means[0], rtol=1e-6)


def test_parts_and_weights_go_together():
    images = np.arange(10.0).reshape(10, 1, 1, 1)
    generator = ImageDataGenerator(validation_split=0.3)
    validation = generator.flow(
        images, np.arange(10), sample_weight=np.arange(10), subset="validation", shuffle=False
    )
    x, y, weight = validation[0]
    assert x.ravel().tolist() == y.tolist() == weight.tolist() == [0, 1, 2]
    assert generator.flow(images, subset="training").n == 7


def test_plain_images_are_given_as_a_whole():
    images = np.arange(12.0).reshape(3, 2, 2, 1)
    whole = ImageDataGenerator(rescale=0.5).flow(images, [1, 2, 3], batch_size=2).as_arrays()
    np.testing.assert_array_equal(whole.x, images / 2)
    assert (whole.y.tolist(), whole.batch_size, whole.shuffle) == ([1, 2, 3], 2, True)
    assert ImageDataGenerator(zoom_range=0.1).flow(images).as_arrays() is None


def test_copies_are_saved_where_asked(tmp_path):
    images = np.zeros((2, 4, 4, 3))
    flow = ImageDataGenerator().flow(images, save_to_dir=str(tmp_path), save_prefix="cat")
    next(flow)
    assert len(list(tmp_path.glob("cat_*.png"))) == 2


def test_settings_that_make_no_sense_are_refused():
    with pytest.raises(SettingError, match="zoom_range"):
        ImageDataGenerator(zoom_range=(1, 2, 3))
    with pytest.raises(SettingError, match="validation_split"):
        ImageDataGenerator(validation_split=2)
    with pytest.raises(ShapeError, match="four axes"):
        ImageDataGenerator().flow(np.zeros((2, 2)))
    with pytest.raises(SettingError, match="subset"):
        ImageDataGenerator().flow(np.zeros((2, 2, 2, 1)), subset="test")


def test_statistics_not_learned_are_left_out_and_told(capsys):
    forget_warnings()
    image = np.ones((2, 2, 1), np.float32)
    out = ImageDataGenerator(featurewise_center=True).standardize(image)
    np.testing.assert_array_equal(out, image)
    assert "featurewise_center" in capsys.readouterr().err
