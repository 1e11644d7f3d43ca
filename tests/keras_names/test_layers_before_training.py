"""Layers that learn or draw before the network proper: Normalization and augmentation."""

from typing import Any

import keras
import numpy as np

from plainnet import keras as ours

DATA = np.random.default_rng(3).normal(5, 3, (40, 3)).astype(np.float32)


def test_adapted_layers_show_what_keras_shows() -> None:
    layer, twin = ours.layers.Normalization(), keras.layers.Normalization()
    layer.adapt(DATA)
    twin.adapt(DATA)
    np.testing.assert_allclose(layer.mean.numpy(), np.asarray(twin.mean), rtol=1e-6)
    np.testing.assert_allclose(layer.variance.numpy(), np.asarray(twin.variance), rtol=1e-5)
    model = ours.Sequential([layer, ours.layers.Dense(1)])
    assert model.predict(DATA, verbose=0).shape == (40, 1)
    assert layer.mean.shape == (1, 3)
    assert not layer.trainable_weights


def test_batches_with_targets_are_adapted_to() -> None:
    batches = [(DATA[:16], np.zeros(16)), (DATA[16:], np.zeros(24))]
    layer, whole = ours.layers.Normalization(), ours.layers.Normalization()
    layer.adapt(batches)
    whole.adapt(DATA)
    np.testing.assert_allclose(layer(DATA), whole(DATA), rtol=1e-5, atol=1e-6)


def test_numbers_adapted_to_outlast_training_and_saving(tmp_path: Any) -> None:
    layer = ours.layers.Normalization(axis=None)
    layer.adapt(DATA[:, 0])
    model = ours.Sequential([ours.layers.Input((1,)), layer, ours.layers.Dense(1)])
    model.compile("adam", "mse")
    model.fit(DATA[:, :1], DATA[:, 1], epochs=2, verbose=0)
    model.save(tmp_path / "m.keras")
    mean, variance, _ = layer.get_weights()
    np.testing.assert_allclose((mean, variance), (DATA[:, 0].mean(), DATA[:, 0].var()), rtol=1e-5)
    again = ours.models.load_model(tmp_path / "m.keras")
    np.testing.assert_allclose(again.predict(DATA[:, :1]), model.predict(DATA[:, :1]), rtol=1e-6)


def test_augmentation_is_at_work_when_called_and_in_training_alone() -> None:
    images = np.random.default_rng(0).uniform(size=(16, 6, 6, 3)).astype(np.float32)
    layers = [ours.layers.RandomFlip(), ours.layers.RandomRotation(0.2, "nearest", seed=3)]
    augment = ours.Sequential(layers)
    assert (np.asarray(layers[0](images)) != images).any()
    assert (np.asarray(augment(images)) != images).any()
    assert (np.asarray(augment(images, training=True)) != images).any()
    np.testing.assert_array_equal(augment(images, training=False), images)
    np.testing.assert_array_equal(augment.predict(images, verbose=0), images)
    model = ours.Sequential([augment, ours.layers.Flatten(), ours.layers.Dense(1)])
    model.compile("sgd", "mse")
    losses = model.fit(images, images.mean((1, 2, 3)), epochs=2, verbose=0).history["loss"]
    assert np.isfinite(losses).all()
