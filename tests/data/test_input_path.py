"""Paths somebody typed."""

import os
from pathlib import Path

import pytest

from plainnet.data.input_path import existing_file, existing_folder, list_folder, read_bytes
from plainnet.errors import DataError


def test_gives_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_bytes(b"x")
    assert existing_file(str(file)) == file
    assert existing_folder(tmp_path) == tmp_path
    assert read_bytes(file) == b"x"


def test_suggests_similar_names(tmp_path: Path) -> None:
    (tmp_path / "prices.csv").touch()
    with pytest.raises(DataError, match=r"Similar names beside it: prices\.csv"):
        existing_file(tmp_path / "price.csv")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("zzz.csv", "path.missing"),
        ("no/where.csv", "path.missing_parent"),
        (".", "path.folder_not_file"),
    ],
)
def test_says_what_is_wrong_with_a_path(tmp_path: Path, name: str, key: str) -> None:
    with pytest.raises(DataError) as error:
        existing_file(f"{tmp_path}/{name}")
    assert error.value.key == key


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_impossible_names_are_no_traceback(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="Check the path"):
        existing_file(f"{tmp_path}/{name}")


def test_refuses_a_file_where_a_folder_is_expected(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(DataError, match="is a file; a folder was expected"):
        existing_folder(tmp_path / "a")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_says_that_a_file_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.touch(mode=0)
    with pytest.raises(DataError, match="your right to read it"):
        read_bytes(file)


def test_a_pipe_or_a_device_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(DataError, match="is a device or a pipe"):
            existing_file(path)


def test_leaves_out_what_systems_leave_behind(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._a.png", "b.png", "B.png"):
        (tmp_path / name).touch()
    (tmp_path / "__MACOSX").mkdir()
    assert [entry.name for entry in list_folder(tmp_path)] == ["B.png", "b.png"]
