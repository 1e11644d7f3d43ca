"""Every layer of the catalogue, in both formats: Keras opens what plainnet writes, and back."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from files.saved_models import opened_in_keras
from layers.examples import EXAMPLES, drawn_example
from plainnet.files.layer_config import layer_to_config
from plainnet.files.model_file import read_model_file, write_model_file
from plainnet.files.saved_model import SavedModel
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.image_augmentation import RandomImages
from plainnet.layers.initializers import HeNormal
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.regularizers import L1L2, MaxNorm
from plainnet.layers.upsampling import Resizing
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import Network, Stack

KINDS = sorted(kind for kind in set(LAYERS) - {"InputLayer"} if hasattr(keras.layers, kind))
RULES: dict[str, Any] = {
    "initializer": HeNormal(),
    "regularizer": L1L2(0.125, 0.25),
    "constraint": MaxNorm(1.5),
}


def with_rules(layer: Layer) -> Layer:
    """Set every rule for weights that a layer takes, and freeze it."""
    rules = {f.name: RULES.get(f.name.rpartition("_")[2]) for f in fields(layer)}
    given = {name: rule for name, rule in rules.items() if rule is not None}
    return replace(layer, trainable=False, **given)


def settings(network: Network) -> list[dict[str, Any]]:
    """Write the settings of all layers; Keras puts a single axis into a list."""
    layers = [layer_to_config(layer)["config"] for layer in network.hidden]
    return [
        {k: v[0] if k == "axis" and isinstance(v, list) else v for k, v in layer.items()}
        for layer in layers
    ]


def network_of(layer: Layer, shape: Any) -> Network:
    """Make a network of one layer, or of one that takes several."""
    if not layer.takes_several:
        return Stack((Input(shape), layer))
    heads = [Node(Input(each)) for each in shape]
    return Graph([*heads, Node(layer, range(len(heads)))], [len(heads)])


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("kind", KINDS)
def test_keras_opens_it_and_writes_the_same(kind: str, ending: str, tmp_path: Path) -> None:
    layer, weights, inputs = drawn_example(kind)
    network = network_of(layer, EXAMPLES[kind][1])
    ours = SavedModel(network, {network.hidden[0].name or "": weights}, network.input_shape)
    write_model_file(tmp_path / f"ours{ending}", ours)
    twin = opened_in_keras(tmp_path / f"ours{ending}")
    expected = np.asarray(network.apply(ours.weights, inputs))
    given = twin(list(inputs) if layer.takes_several else inputs, training=False)
    np.testing.assert_allclose(given, expected, rtol=1e-5, atol=1e-5)
    if ending == ".h5" and isinstance(layer, RandomImages | Resizing):
        return  # Keras cannot write them in this form
    twin.save(tmp_path / f"theirs{ending}")
    back = read_model_file(tmp_path / f"theirs{ending}")
    assert back.ignored == ()
    assert settings(back.network) == settings(network)
    np.testing.assert_array_equal(back.network.apply(back.weights, inputs), expected)


@pytest.mark.parametrize("kind", KINDS)
def test_rules_for_weights_and_freezing_are_kept(kind: str, tmp_path: Path) -> None:
    example, shape = EXAMPLES[kind]
    layer = with_rules(example)
    network = network_of(layer, shape)
    weights, _ = network.init((0,), network.input_shape)
    write_model_file(tmp_path / "m.keras", SavedModel(network, weights, network.input_shape))
    assert settings(read_model_file(tmp_path / "m.keras").network) == settings(network)
    twin = opened_in_keras(tmp_path / "m.keras").layers[-1]
    assert not twin.trainable_weights
    saved = keras.saving.serialize_keras_object(twin)["config"]
    for setting in fields(layer):
        rule = RULES.get(setting.name.rpartition("_")[2])
        is_lost_in_keras = (kind, setting.name) == ("SimpleRNN", "activity_regularizer")
        if rule is not None and not is_lost_in_keras:
            assert saved[setting.name]["class_name"] == type(rule).__name__
