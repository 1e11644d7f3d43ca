"""The user's word on downloads."""

import hashlib
import pickle
import tarfile
import zipfile

import numpy as np
import pytest

from plainnet.errors import DataError
from plainnet.keras_names.datasets.array_files import read_arrays, read_pickle
from plainnet.keras_names.datasets.file_download import (
    allow_downloads,
    get_file,
    keras_home,
    may_download,
)


def test_downloads_are_allowed_only_by_the_user():
    assert not may_download()
    allow_downloads(True)
    assert may_download()
    allow_downloads(False)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_file_that_is_there_is_read(home):
    (home / "datasets").mkdir(parents=True)
    (home / "datasets" / "a.txt").write_text("here")
    expected = str(home / "datasets" / "a.txt")
    assert get_file("a.txt", "http://nowhere.invalid/a.txt") == expected
    assert get_file(origin="http://nowhere.invalid/a.txt") == expected
    assert keras_home() == home


def test_nothing_is_downloaded_unless_allowed(home):
    with pytest.raises(DataError, match="--allow-download"):
        get_file("b.txt", "http://nowhere.invalid/b.txt")
    assert not home.exists() and not may_download()


def test_a_download_that_fails_is_told(home):
    allow_downloads(True)
    try:
        with pytest.raises(DataError, match=r"nowhere\.invalid.*c\.txt"):
            get_file("c.txt", "http://nowhere.invalid/c.txt")
    finally:
        allow_downloads(False)
    assert not (home / "datasets" / "c.txt").exists()


def test_files_of_this_machine_are_copied_and_checked(home, tmp_path):
    source = tmp_path / "d.txt"
    source.write_text("words")
    for algorithm in ("md5", "sha256"):
        digest = hashlib.new(algorithm, b"words", usedforsecurity=False).hexdigest()
        path = get_file(f"{algorithm}.txt", source.as_uri(), file_hash=digest, cache_subdir="own")
        assert path == str(home / "own" / f"{algorithm}.txt")
    with pytest.raises(DataError, match="checksum"):
        get_file("e.txt", source.as_uri(), md5_hash="0" * 32)


def test_archives_are_unpacked_beside_themselves(home, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.txt").write_text("1")
    with tarfile.open(tmp_path / "photos.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "photos", "photos")
    folder = get_file("photos", (tmp_path / "photos.tar.gz").as_uri(), untar=True)
    assert folder == str(home / "datasets" / "photos")
    assert (home / "datasets" / "photos" / "one.txt").read_text() == "1"
    assert get_file("photos", "http://nowhere.invalid", untar=True) == folder
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("more/two.txt", "2")
    path = get_file("more.zip", (tmp_path / "more.zip").as_uri(), extract=True, cache_dir=home)
    assert path.endswith("more.zip")
    assert (home / "datasets" / "more" / "two.txt").read_text() == "2"


class Harmful:
    """Would write a file when it is unpickled."""

    def __reduce__(self):
        return print, ("harm",)


def test_arrays_come_back():
    content = pickle.dumps({b"data": np.arange(3), b"labels": [1, 2], b"one": np.int64(4)})
    found = read_pickle(content, "file")
    assert found[b"data"].tolist() == [0, 1, 2] and found[b"labels"] == [1, 2]


def test_texts_of_python_2_are_bytes():
    assert read_pickle(b"(dp0\nS'data'\np1\nI1\ns.", "file") == {b"data": 1}


def test_nothing_is_run(capsys):
    with pytest.raises(DataError, match="batch_1 is damaged"):
        read_pickle(pickle.dumps(Harmful()), "batch_1")
    with pytest.raises(DataError):
        read_pickle(b"", "batch_1")
    assert capsys.readouterr().out == ""


def test_all_arrays_of_a_file(tmp_path):
    lists = np.empty(2, object)
    lists[:] = [[1, 2], [3]]
    np.savez(tmp_path / "a.npz", x=lists, y=np.eye(2))
    found = read_arrays(tmp_path / "a.npz")
    assert found["x"].tolist() == [[1, 2], [3]] and found["y"].tolist() == [[1, 0], [0, 1]]


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "b.npz").write_bytes(b"no archive")
    with pytest.raises(DataError, match=r"b\.npz"):
        read_arrays(tmp_path / "b.npz")
    np.savez(tmp_path / "c.npz", x=np.array([Harmful()], object))
    with pytest.raises(DataError, match=r"c\.npz"):
        read_arrays(tmp_path / "c.npz")
