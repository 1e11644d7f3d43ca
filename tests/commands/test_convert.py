"""`plainnet convert`."""

from pathlib import Path

import pytest

from files.old_keras_files import OldFile
from files.saved_models import model_named


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Give a file of Keras 2 with the hard sigmoid of old."""
    return OldFile("keras_2", "recurrent").unpack(tmp_path)


def test_both_ways(plainnet, old, tmp_path):
    process = plainnet("convert", old, "m.keras")
    assert process.returncode == 0, process.stderr
    assert process.stdout == ""
    first, last = process.stderr.splitlines()
    assert "with weights 1.2 times as large" in first
    assert last == "m.keras is written."
    process = plainnet("convert", "m.keras", "again.h5")
    assert process.stderr == "again.h5 is written.\n"
    infos = [plainnet("info", file, "--json").stdout for file in ("m.keras", "again.h5")]
    assert infos[0].replace("m.keras", "again.h5") == infos[1]


def test_a_file_that_exists_is_replaced_only_by_force(plainnet, tmp_path):
    model_named("dense").save(tmp_path / "m.keras")
    (tmp_path / "n.h5").write_bytes(b"mine")
    process = plainnet("convert", "m.keras", "n.h5")
    assert process.returncode == 2
    assert process.stderr == "n.h5 exists; choose another name, or give --force to replace it.\n"
    assert (tmp_path / "n.h5").read_bytes() == b"mine"
    assert plainnet("convert", "m.keras", "n.h5", "--force").returncode == 0
    assert (tmp_path / "n.h5").read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("none.h5", "m.keras"), "There is no file none.h5; check the path.\n"),
        (("m.keras", "m.onnx"), "m.onnx: a model file ends in .keras or .h5.\n"),
        (("garbage.h5", "new.keras"), "garbage.h5 is not a whole model file"),
    ],
)
def test_what_cannot_be_converted_is_one_sentence(plainnet, tmp_path, arguments, sentence):
    (tmp_path / "garbage.h5").write_bytes(b"garbage")
    process = plainnet("convert", *arguments)
    assert process.returncode == 2
    assert process.stderr.startswith(sentence)
    assert process.stderr.count("\n") == 1
    assert not (tmp_path / "new.keras").exists()
