"""Archives go both ways between plainnet and Keras."""

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from files.saved_models import NETWORKS, members_of, model_named, rows, with_config
from plainnet.errors import FileError
from plainnet.files.keras_archive import CARD_MEMBER, read_archive
from plainnet.files.layer_config import layer_to_config
from plainnet.files.model_file import read_model_file
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.losses.classification_losses import BinaryCrossentropy
from plainnet.metrics.confusion_metrics import Precision
from plainnet.model import Model, load_model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import Adam
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay
from plainnet.optimizers.optimizer import SGD

CARD = {"version": 1, "name": "金价", "nested": {"figures": [1.5, None]}}


def configs(model: Model) -> list[Any]:
    """Write all layers as files do, where None and "linear" are one activation."""
    return [layer_to_config(layer) for layer in model.network.hidden]


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_a_card_may_name_files_whose_names_are_no_text(tmp_path: Path, ending: str) -> None:
    card = {**CARD, "file": os.fsdecode("数据.csv".encode("gbk"))}
    path = tmp_path / f"m{ending}"
    model_named(next(iter(NETWORKS))).save(path, card)
    saved = read_model_file(path).card
    assert saved is not None
    assert saved["file"] == card["file"]


def test_archives_carry_no_date_of_a_clock(tmp_path: Path) -> None:
    model_named(next(iter(NETWORKS))).save(tmp_path / "m.keras", CARD)
    with zipfile.ZipFile(tmp_path / "m.keras") as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


@pytest.mark.parametrize("name", NETWORKS)
def test_what_plainnet_writes_opens_in_keras_and_back(name: str, tmp_path: Path) -> None:
    ours = model_named(name)
    ours.save(tmp_path / "ours.keras", CARD)
    inputs, _ = rows(NETWORKS[name][0])
    twin = keras.models.load_model(tmp_path / "ours.keras")
    expected = ours.predict(inputs)
    np.testing.assert_allclose(twin(inputs), expected, rtol=1e-5, atol=1e-5)
    twin.save(tmp_path / "theirs.keras")
    back = load_model(tmp_path / "theirs.keras")
    assert configs(back) == configs(ours)
    assert back.weights_hash() == ours.weights_hash()
    np.testing.assert_array_equal(back.predict(inputs), expected)
    assert read_archive(tmp_path / "theirs.keras").card is None


def test_what_keras_alone_made_opens(tmp_path: Path) -> None:
    twin = keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            keras.layers.Conv2D(2, 3, activation="relu",
                                kernel_initializer=keras.initializers.HeNormal(seed=1)),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(2, activation=keras.activations.leaky_relu,
                               kernel_initializer=keras.initializers.Identity()),
        ]
    )  # fmt: skip
    twin.save(tmp_path / "m.keras")
    inputs, _ = rows((6, 6, 1))
    np.testing.assert_allclose(
        load_model(tmp_path / "m.keras").predict(inputs), twin(inputs), atol=1e-5
    )


def test_what_was_never_built_still_has_a_shape_or_is_refused(tmp_path: Path) -> None:
    twin = keras.Sequential([keras.layers.Dense(2)])
    twin.build((None, 3))
    twin.save(tmp_path / "m.keras")
    assert load_model(tmp_path / "m.keras").input_shape == (3,)


def compiled_pair(path: Path) -> tuple[Model, Any]:
    """Make a trained model with everything that compile takes, and what Keras reads of it."""
    model = Model(Stack((Dense(4, "tanh"), Dropout(0.0), Dense(1, "sigmoid"))))
    model.compile(
        Adam(0.05, clipnorm=1.0),
        BinaryCrossentropy(label_smoothing=0.1),
        ["accuracy", Precision(thresholds=0.4)],
        ["mae"],
    )
    inputs, targets = rows((3,), 20)
    model.fit(inputs, targets[:, :1], epochs=3, batch_size=8, shuffle=False)
    model.save(path)
    return model, keras.models.load_model(path)


def test_compiled_as_before_in_keras(tmp_path: Path) -> None:
    model, twin = compiled_pair(tmp_path / "m.keras")
    inputs, targets = rows((3,), 20)
    expected = model.evaluate(inputs, targets[:, :1])
    measured = twin.evaluate(inputs, targets[:, :1], verbose=0, return_dict=True)
    assert set(measured) == set(expected)
    for name, figure in expected.items():
        assert measured[name] == pytest.approx(figure, rel=1e-5), name


def test_training_goes_on_as_in_keras(tmp_path: Path) -> None:
    _, twin = compiled_pair(tmp_path / "m.keras")
    again = load_model(tmp_path / "m.keras")
    inputs, targets = rows((3,), 20)
    options: dict[str, Any] = {"epochs": 3, "batch_size": 8, "shuffle": False}
    ours = again.fit(inputs, targets[:, :1], **options)
    theirs = twin.fit(inputs, targets[:, :1], verbose=0, **options)
    np.testing.assert_allclose(ours.figures["loss"], theirs.history["loss"], rtol=1e-5)
    np.testing.assert_allclose(again.predict(inputs), twin(inputs), atol=1e-5)


def test_a_schedule_survives(tmp_path: Path) -> None:
    model = Model(Stack((Dense(1),)))
    model.compile(SGD(ExponentialDecay(0.1, 5, 0.5), momentum=0.9, nesterov=True), "mse")
    model.fit([[1.0], [2.0]], [1.0, 2.0])
    model.save(tmp_path / "m.keras")
    assert load_model(tmp_path / "m.keras").optimizer == model.optimizer
    rate = keras.models.load_model(tmp_path / "m.keras").optimizer.get_config()["learning_rate"]
    assert rate["config"]["decay_steps"] == 5


def test_members_are_those_of_keras_and_one_more(tmp_path: Path) -> None:
    model_named("dense").save(tmp_path / "m.keras", CARD)
    assert list(members_of(tmp_path / "m.keras")) == [
        "metadata.json", "config.json", "model.weights.h5", CARD_MEMBER,
    ]  # fmt: skip
    card = read_archive(tmp_path / "m.keras").card
    assert card is not None
    assert {name: card.pop(name) for name in CARD} == CARD
    assert set(card) == {"sha256", "weights", "network"}
    metadata = json.loads(members_of(tmp_path / "m.keras")["metadata.json"])
    assert set(metadata) == {"keras_version", "date_saved"}


def test_without_a_card_there_is_no_such_member(tmp_path: Path) -> None:
    model_named("dense").save(tmp_path / "m.keras")
    with zipfile.ZipFile(tmp_path / "m.keras") as archive:
        assert CARD_MEMBER not in archive.namelist()
    assert read_archive(tmp_path / "m.keras").card is None


@pytest.mark.parametrize("name", NETWORKS)
def test_loading_describing_and_saving_draw_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = model_named(name)
    made.save(tmp_path / "m.keras")

    def refuse(*_: object) -> None:
        raise AssertionError("drawn")

    monkeypatch.setattr(np.random, "default_rng", refuse)
    with pytest.raises(AssertionError, match="drawn"):
        made.build(NETWORKS[name][0])
    model = load_model(tmp_path / "m.keras")
    assert model.summary() == made.summary()
    model.save(tmp_path / "again.keras")
    assert load_model(tmp_path / "again.keras").weights_hash() == made.weights_hash()


@pytest.mark.parametrize("size", [3.0, "3", True, [3], -1])
def test_an_input_shape_of_anything_but_sizes_is_refused_or_misfits(
    size: Any, tmp_path: Path
) -> None:
    twin = keras.Sequential([keras.layers.Dense(2)])
    twin.build((None, 3))
    twin.save(tmp_path / "m.keras")

    def spoil(config: Any) -> None:
        del config["config"]["layers"][0]  # the input
        config["config"]["build_input_shape"] = [None, size]

    with pytest.raises(FileError):
        read_archive(with_config(tmp_path / "m.keras", tmp_path / "n.keras", spoil))


def test_sizes_counted_by_numpy_can_be_saved(tmp_path: Path) -> None:
    n_classes = np.asarray([0, 2, 1]).max() + 1
    model = Model(Stack((Dense(n_classes, "relu"), Dropout(np.float32(0.5)))))
    model.build((2,))
    model.save(tmp_path / "m.keras")
    assert load_model(tmp_path / "m.keras").network.hidden[0] == model.network.hidden[0]
