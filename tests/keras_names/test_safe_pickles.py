"""Pickled arrays, and pickles that want more."""

import pickle

import numpy as np
import pytest

from plainnet.errors import DataError
from plainnet.keras_names.safe_pickles import read_arrays, read_pickle


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
