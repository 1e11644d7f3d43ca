"""What a model file holds."""

import json

from plainnet.layers.dense import Dense
from plainnet.model import Model
from plainnet.networks.stack import Stack


def test_layers_and_numbers_are_told(plainnet, tmp_path):
    model = Model(Stack((Dense(4, "relu"), Dense(1))), seed=0)
    model.compile("adam", "mse")
    model.build((3,))
    model.save(tmp_path / "a.keras")
    for language, arguments in (("en", []), ("zh", ["--lang", "zh"])):
        done = plainnet("info", "a.keras", *arguments)
        assert done.returncode == 0, done.stderr
        assert "dense_1" in done.stdout, language
        assert "21" in done.stdout
    assert json.loads(plainnet("info", "a.keras", "--json").stdout)


def test_a_missing_file_is_one_sentence(plainnet):
    done = plainnet("info", "nowhere.keras")
    assert done.returncode == 2
    assert "nowhere.keras" in done.stderr
    assert "Traceback" not in done.stderr
