"""`plainnet test` and `plainnet predict` on paths and files that are of no use."""

import pytest


@pytest.mark.parametrize("command", ["test", "predict"])
def test_a_missing_model_is_one_sentence(plainnet, command):
    process = plainnet(command, "nowhere.keras", "data.csv")
    assert process.returncode == 2
    assert "nowhere.keras" in process.stderr
    assert process.stderr.count("\n") == 1
    assert process.stdout == ""


@pytest.mark.parametrize("command", ["test", "predict"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no zip at all"])
def test_a_damaged_model_is_one_sentence(plainnet, tmp_path, command, content):
    (tmp_path / "m.keras").write_bytes(content)
    process = plainnet(command, "m.keras", "data.csv")
    assert process.returncode == 2
    assert "m.keras" in process.stderr
    assert process.stderr.count("\n") == 1
