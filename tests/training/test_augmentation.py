"""Images shown in other ways: as SciPy makes them, and the key decides."""

from collections import Counter

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.losses.classification_losses import CategoricalCrossentropy
from plainnet.model import Model
from plainnet.networks.classic_networks import lenet_of_size
from plainnet.training.augmentation import (
    AUGMENTATIONS,
    Augmentation,
    Contrasts,
    Flips,
    InTurn,
    Shifts,
    Turns,
    augmentation_of,
    mirrored,
    shift_images,
    turn_images,
)

CORNERS = jnp.asarray([[1.0, 2.0], [3.0, 4.0]])[None, :, :, None]
IMAGES = np.random.default_rng(0).normal(size=(5, 9, 12, 2)).astype(np.float32)


def test_each_way_comes_up_equally_often() -> None:
    images = jnp.repeat(CORNERS, 4000, axis=0)
    flipped = Flips().apply(images, jax.random.key(1))
    ways = Counter(tuple(image.reshape(-1).tolist()) for image in np.asarray(flipped))
    assert set(ways) == {(1, 2, 3, 4), (2, 1, 4, 3), (3, 4, 1, 2), (4, 3, 2, 1)}
    assert list(ways.values()) == pytest.approx([1000] * 4, abs=5 * 750**0.5)


def test_images_need_not_be_square_and_keep_their_channels() -> None:
    flipped = Flips().apply(jnp.asarray(IMAGES), jax.random.key(2))
    for before, after in zip(IMAGES, np.asarray(flipped), strict=True):
        ways = [before[::a, ::b] for a in (1, -1) for b in (1, -1)]
        assert any((after == way).all() for way in ways)


@pytest.mark.parametrize("augmentation", [*AUGMENTATIONS.values(), InTurn((Flips(), Turns()))])
def test_the_key_decides(augmentation: Augmentation) -> None:
    images = jnp.repeat(CORNERS, 50, axis=0)
    apply = jax.jit(augmentation.apply)
    first, again, other = (apply(images, jax.random.key(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()
    assert len({tuple(np.ravel(image).tolist()) for image in np.asarray(first)}) > 3


def test_shifts_as_scipy() -> None:
    ndimage = pytest.importorskip("scipy.ndimage")
    down, right = (np.random.default_rng(seed).uniform(-12, 12, 5) for seed in (1, 2))
    shifted = shift_images(jnp.asarray(IMAGES), jnp.asarray(down), jnp.asarray(right))
    for place, image in enumerate(IMAGES):
        move = (down[place], right[place], 0)
        expected = ndimage.shift(image, move, order=1, mode="mirror")
        np.testing.assert_allclose(shifted[place], expected, atol=2e-5)


def test_turns_as_scipy() -> None:
    ndimage = pytest.importorskip("scipy.ndimage")
    angles = np.array([0.0, 10.0, -25.0, 90.0, 200.0])
    turned = turn_images(jnp.asarray(IMAGES), jnp.asarray(np.deg2rad(angles)))
    for place, image in enumerate(IMAGES):
        expected = ndimage.rotate(image, angles[place], reshape=False, order=1, mode="mirror")
        np.testing.assert_allclose(turned[place], expected, atol=2e-5)


def test_a_quarter_turn_of_a_square_is_that_of_numpy() -> None:
    image = jnp.asarray(IMAGES[:1, :9, :9])
    turned = turn_images(image, jnp.asarray([np.pi / 2]))
    np.testing.assert_allclose(turned[0], np.rot90(image[0]), atol=1e-5)


def test_whole_pixels_move_without_loss() -> None:
    moved = shift_images(jnp.asarray(IMAGES), jnp.full(5, 2.0), jnp.full(5, -3.0))
    np.testing.assert_array_equal(moved[:, 2:, :-3], IMAGES[:, :-2, 3:])


def test_contrast_keeps_the_mean_and_stretches_the_rest() -> None:
    changed = np.asarray(Contrasts(0.3).apply(jnp.asarray(IMAGES), jax.random.key(3)))
    means = IMAGES.mean((1, 2), keepdims=True)
    factors = (changed - means) / (IMAGES - means)
    for factor in factors:
        assert 0.7 <= factor.min() <= factor.max() <= 1.3
        assert factor.max() - factor.min() < 1e-2


def test_no_image_moves_or_turns_further_than_asked() -> None:
    ramp = jnp.broadcast_to(jnp.arange(40.0)[:, None, None], (200, 40, 40, 1))
    moved = np.asarray(Shifts(0.1).apply(ramp, jax.random.key(4)))[:, 20, 20, 0] - 20
    assert 3.5 < np.abs(moved).max() <= 4
    turned = np.asarray(Turns(15).apply(ramp, jax.random.key(4)))[:, 20, 20:22, 0]
    slopes = np.abs(turned[:, 1] - turned[:, 0])
    assert 0.24 < slopes.max() <= np.sin(np.deg2rad(15)) + 1e-4


def test_places_are_folded_at_the_outermost_pixels() -> None:
    folded = mirrored(jnp.array([-2.0, -0.5, 0.0, 3.0, 3.5, 8.0]), 4)
    assert folded.tolist() == [2.0, 0.5, 0.0, 3.0, 2.5, 2.0]


def test_changes_are_found_by_name() -> None:
    assert augmentation_of([]) is None
    assert augmentation_of(["rotate"]) == Turns()
    assert augmentation_of(["flip", "shift", "flip"]) == InTurn((Flips(), Shifts()))
    with pytest.raises(SettingError, match="flip, shift, rotate, contrast"):
        augmentation_of(["mixup"])


def test_only_training_images_are_changed_and_the_seed_decides() -> None:
    random = np.random.default_rng(7)
    images = random.normal(size=(12, 16, 16, 1)).astype(np.float32)
    classes = np.eye(2, dtype=np.float32)[random.integers(0, 2, 12)]

    def train(change: Augmentation | None) -> tuple[float, float]:
        """Train without moving; measure the training and the validation images."""
        model = Model(lenet_of_size(2, 16, 16), seed=1)
        model.compile("sgd", CategoricalCrossentropy())
        history = model.fit(
            images,
            classes,
            epochs=1,
            batch_size=12,
            augmentation=change,
            validation_data=(images, classes),
        )
        return history.last()["loss"], history.last()["val_loss"]

    plain, changed, again = train(None), train(Turns()), train(Turns())
    assert changed == again
    assert plain[0] != changed[0]
