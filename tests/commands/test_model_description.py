"""A model described for programs and for people."""

import pytest

from plainnet.commands.model_description import described, description_text
from plainnet.files.model_file import read_model_file
from plainnet.layers.dense import Dense
from plainnet.model import Model
from plainnet.networks.stack import Stack


@pytest.fixture
def description(tmp_path):
    model = Model(Stack((Dense(4, "relu"), Dense(1))), seed=0)
    model.compile("adam", "mse")
    model.build((3,))
    model.save(tmp_path / "a.keras")
    return described("a.keras", read_model_file(tmp_path / "a.keras"))


def test_each_layer_is_described(description):
    assert [layer["name"] for layer in description["layers"]] == ["dense", "dense_1"]


def test_people_read_the_same_layers(description):
    text = description_text(description)
    assert "dense_1" in text
    assert "Dense" in text
