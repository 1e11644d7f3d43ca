"""Augmentation against Keras, where one value alone can be drawn; and what is drawn."""

from typing import Any

import jax
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, keras_layer
from plainnet.errors import SettingError
from plainnet.layers.image_augmentation import (
    RandomBrightness,
    RandomContrast,
    RandomFlip,
    RandomImages,
    RandomRotation,
    RandomTranslation,
    RandomZoom,
)

IMAGES = np.random.default_rng(0).uniform(0, 255, (5, 8, 7, 2)).astype(np.float32)
FIXED = [
    RandomRotation((0.1, 0.1)),
    RandomRotation((-0.3, -0.3), fill_mode="constant", fill_value=9.0, interpolation="nearest"),
    RandomTranslation((0.2, 0.2), (-0.15, -0.15), fill_mode="wrap"),
    RandomZoom((-0.3, -0.3), (0.4, 0.4), fill_mode="nearest"),
    RandomZoom((0.2, 0.2)),
    RandomBrightness((0.1, 0.1)),
    RandomContrast(0.0),
]


def changed(layer: RandomImages, images: Any, seed: int = 0) -> Any:
    """Apply a layer in training."""
    return layer.apply({}, images, training=True, key=jax.random.key(seed))


@pytest.mark.parametrize("layer", FIXED, ids=str)
def test_against_keras(layer: RandomImages) -> None:
    assert_close(changed(layer, IMAGES), keras_layer(layer)(IMAGES, training=True), tolerance=1e-4)
    assert layer.output_shape((8, 7, 2)) == (8, 7, 2)


def test_channels_first_and_one_image_alone() -> None:
    layer = RandomRotation((0.1, 0.1), data_format="channels_first")
    turned = changed(layer, np.moveaxis(IMAGES, -1, 1))
    assert_close(np.moveaxis(turned, 1, -1), changed(FIXED[0], IMAGES))
    assert_close(changed(FIXED[0], IMAGES[0]), changed(FIXED[0], IMAGES)[0])


@pytest.mark.parametrize(
    ("mode", "axes"), [("horizontal", [(2,)]), ("vertical", [(1,)]),
                       ("horizontal_and_vertical", [(1,), (2,), (1, 2)])]
)  # fmt: skip
def test_images_are_mirrored_by_chance(mode: Any, axes: list[tuple[int, ...]]) -> None:
    images = np.repeat(IMAGES[:1], 64, 0)
    known = [IMAGES[0], *(np.flip(IMAGES[:1], axis)[0] for axis in axes)]
    seen = [
        [np.array_equal(image, each) for each in known].index(True)
        for image in changed(RandomFlip(mode), images)
    ]
    assert set(seen) == set(range(len(known)))


def test_each_image_has_a_draw_of_its_own_within_the_range() -> None:
    images = np.full((200, 2, 2, 1), 100.0, np.float32)
    shades = np.asarray(changed(RandomBrightness((-0.1, 0.3)), images))[:, 0, 0, 0]
    assert 100 - 25.5 <= shades.min() < 80
    assert 170 < shades.max() <= 100 + 76.5
    stretched = np.asarray(changed(RandomContrast((0.5, 0.2)), images * [[[1.0], [1.5]]]))
    spans = stretched[:, 0, 1, 0] - stretched[:, 0, 0, 0]
    # Keras takes the larger number of a pair as the upper end, whatever comes first.
    assert 50 * 0.8 <= spans.min() < 50 < spans.max() <= 50 * 1.5


def test_nothing_happens_outside_of_training() -> None:
    for layer in (*FIXED, RandomFlip()):
        assert layer.apply({}, IMAGES) is IMAGES


def test_impossible_settings_are_refused() -> None:
    with pytest.raises(SettingError, match="mode 'left' is not known"):
        RandomFlip("left")  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="no fill_mode 'mirror'"):
        RandomRotation(0.1, fill_mode="mirror")  # type: ignore[arg-type]
    with pytest.raises(SettingError, match=r"RandomZoom: height_factor must be .* not 20"):
        RandomZoom(20)
    with pytest.raises(SettingError, match="random key"):
        RandomFlip().apply({}, IMAGES, training=True)


def test_ranges_are_those_of_keras() -> None:
    for ours, theirs in (
        (RandomRotation(0.2), keras.layers.RandomRotation(0.2)),
        (RandomContrast(0.2), keras.layers.RandomContrast(0.2)),
        (RandomBrightness((0.3, -0.1)), keras.layers.RandomBrightness((0.3, -0.1))),
    ):
        assert ours.factor == tuple(theirs.factor)  # type: ignore[attr-defined]
