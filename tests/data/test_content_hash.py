"""Fingerprints of files and folders."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from plainnet.data.content_hash import hash_array, hash_file, hash_folder, hash_path, relative_paths
from plainnet.errors import DataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two files, one of them deeper."""
    root = tmp_path / "images"
    (root / "裂纹").mkdir(parents=True)
    (root / "裂纹" / "a.txt").write_bytes(b"A")
    (root / "b.txt").write_bytes(b"B")
    return root


def test_a_file_is_the_sha256_of_its_bytes(folder: Path) -> None:
    assert hash_file(folder / "b.txt") == hashlib.sha256(b"B").hexdigest()
    assert hash_path(folder / "b.txt") == hash_file(folder / "b.txt")


def test_a_folder_follows_the_recipe_written_down(folder: Path) -> None:
    whole = b"b.txt\0" + hashlib.sha256(b"B").digest()
    whole += "裂纹/a.txt".encode() + b"\0" + hashlib.sha256(b"A").digest()
    assert hash_folder(folder) == hashlib.sha256(whole).hexdigest()
    assert hash_path(folder) == hash_folder(folder)


def test_names_and_contents_count_and_leftovers_do_not(folder: Path) -> None:
    before = hash_folder(folder)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    assert hash_folder(folder) == before
    (folder / "b.txt").rename(folder / "c.txt")
    renamed = hash_folder(folder)
    (folder / "c.txt").write_bytes(b"C")
    assert len({before, renamed, hash_folder(folder)}) == 3


def test_links_are_followed_but_not_in_a_circle(folder: Path) -> None:
    (folder / "again").symlink_to(folder / "裂纹", target_is_directory=True)
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    assert relative_paths(folder) == ["again/a.txt", "b.txt", "裂纹/a.txt"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file or folder"):
        hash_folder(tmp_path / "nothing")


def test_is_the_sha256_of_the_little_endian_bytes() -> None:
    assert hash_array(np.array([1, 256], "<i4")) == hashlib.sha256(b"\1\0\0\0\0\1\0\0").hexdigest()


def test_does_not_depend_on_byte_order_or_memory_layout() -> None:
    values = np.arange(12.0).reshape(3, 4)
    for other in (values.astype(">f8"), np.asfortranarray(values), values[::-1][::-1]):
        assert hash_array(other) == hash_array(values)


def test_one_changed_number_changes_it() -> None:
    values = np.zeros(1000)
    changed = values.copy()
    changed[999] = 1e-300
    assert hash_array(changed) != hash_array(values)
