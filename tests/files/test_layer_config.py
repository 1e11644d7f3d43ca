"""A layer's settings as Keras writes them."""

import json
from typing import Any

import keras
import pytest

from files.saved_models import NETWORKS, model_named
from layers.against_keras import keras_layer
from plainnet.errors import FileError, SettingError
from plainnet.files.layer_config import layer_from_config, layer_to_config
from plainnet.layers.dense import Dense
from plainnet.layers.initializers import INITIALIZERS, find_initializer
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer

LAYERS = [layer for name in NETWORKS for layer in model_named(name).network.hidden]


@pytest.mark.parametrize("layer", LAYERS, ids=lambda value: value.name)
def test_settings_are_those_that_keras_writes(layer: Layer) -> None:
    written = json.loads(json.dumps(layer_to_config(layer)))
    theirs = json.loads(json.dumps(keras.saving.serialize_keras_object(keras_layer(layer))))
    assert {k: written[k] for k in ("module", "class_name", "registered_name")} == {
        k: theirs[k] for k in ("module", "class_name", "registered_name")
    }
    for setting, value in written["config"].items():
        if setting not in ("dtype", "renorm", "synchronized"):  # written in another form
            assert_same_setting(value, theirs["config"].get(setting), setting)


def assert_same_setting(ours: Any, theirs: Any, setting: str) -> None:
    """Compare settings; an initializer's seed has no meaning here."""
    if isinstance(ours, dict):
        assert ours["class_name"] == theirs["class_name"], setting
        for inner, value in ours["config"].items():
            assert_same_setting(value, theirs["config"][inner], f"{setting}.{inner}")
    else:
        assert ours == theirs, setting


@pytest.mark.parametrize("layer", LAYERS, ids=lambda value: value.name)
def test_there_and_back(layer: Layer) -> None:
    written = json.loads(json.dumps(layer_to_config(layer)))
    back = layer_from_config(written, "m.keras")
    assert json.loads(json.dumps(layer_to_config(back))) == written


@pytest.mark.parametrize("name", INITIALIZERS)
def test_every_initializer_there_and_back(name: str) -> None:
    layer = Dense(2, "relu", kernel_initializer=find_initializer(name), name="dense")
    written = json.loads(json.dumps(layer_to_config(layer)))
    assert layer_from_config(written, "m.keras") == layer
    assert isinstance(keras.saving.deserialize_keras_object(written), keras.layers.Dense)


def test_an_input_is_written_with_its_batch_axis() -> None:
    written = layer_to_config(Input((3, 2), name="here"))
    assert written["config"]["batch_shape"] == [None, 3, 2]
    assert layer_from_config(written, "m.keras") == Input((3, 2), name="here")
    old = {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 4]}}
    assert layer_from_config(old, "m.keras") == Input((4,))


@pytest.mark.parametrize(
    ("kind", "config", "sentence"),
    [
        ("Lambda", {}, "m.keras holds a layer Lambda, which is not covered; covered: Activation"),
        ("Dense", {"units": 2, "lora_rank": 4}, "layer Dense has lora_rank = 4, which is not"),
        ("LSTM", {"units": 2, "time_major": True}, "layer LSTM has time_major = True"),
        ("Dense", {"units": 2, "kernel_regularizer": {"class_name": "Own"}}, "= 'Own'"),
        (
            "Dense",
            {"units": 2, "activation": {"class_name": "function"}},
            "holds function",
        ),
    ],
)
def test_what_is_not_covered_is_refused(kind: str, config: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FileError) as caught:
        layer_from_config({"class_name": kind, "config": config}, "m.keras")
    assert sentence in str(caught.value)


def test_settings_that_no_layer_may_have_are_refused() -> None:
    with pytest.raises(SettingError, match="units must be a whole number"):
        layer_from_config({"class_name": "Dense", "config": {"units": -1}}, "m.keras")
