"""`plainnet info`."""

import json

import pytest

from files.old_keras_files import OldFile

TABLE = """\
gold.h5  (Keras 2.12.0)
  Layer              Output shape  Weights
  lstm (LSTM)        (None, 6, 5)      180
  dropout (Dropout)  (None, 6, 5)        0
  lstm_1 (LSTM)      (None, 4)         160
  dense (Dense)      (None, 1)           5
  Weights in all: 345
  optimizer: Adam, learning rate 0.01
  loss: mean_squared_error
"""


def test_a_table_for_people(plainnet, tmp_path):
    OldFile("tensorflow_2", "gold").unpack(tmp_path)
    process = plainnet("info", "gold.h5")
    assert process.returncode == 0, process.stderr
    lines = process.stdout.splitlines()
    assert lines[0] == "gold.h5  (Keras 2.12.0)"
    assert [line.split()[-1] for line in lines[2:6]] == ["180", "0", "160", "5"]
    assert lines[6:] == TABLE.splitlines()[6:]


def test_in_chinese_the_columns_stand_straight(plainnet, tmp_path):
    OldFile("keras_1", "lstm").unpack(tmp_path)
    process = plainnet("info", "lstm.h5", PLAINNET_LANG="zh")
    assert "权重总数：228" in process.stdout
    assert "略去：优化器状态" in process.stdout


def test_json_for_programs(plainnet, tmp_path):
    OldFile("tensorflow_2", "graph").unpack(tmp_path)
    described = json.loads(plainnet("info", "graph.h5", "--json").stdout)
    assert described["keras_version"] == "2.12.0"
    assert described["input_shape"] == [[None, 4], [None, 4]]
    assert described["output_shape"] == [[None, 1], [None, 2]]
    assert described["optimizer"]["class"] == "Adam"
    assert described["left_out"] == []
    assert described["weights"] == sum(layer["weights"] for layer in described["layers"])
    assert described["trainable_weights"] == described["weights"] - 6  # moving averages


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\x89HDF\r\n\x1a\n cut"])
def test_a_damaged_file_is_one_sentence(plainnet, tmp_path, content):
    (tmp_path / "m.h5").write_bytes(content)
    process = plainnet("info", "m.h5")
    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr.startswith("m.h5 is not a whole model file")
    assert process.stderr.count("\n") == 1
