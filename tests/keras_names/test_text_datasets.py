"""Collections of texts and tables, cut and marked as Keras does."""

import json

import numpy as np
import pytest

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.datasets import text_datasets

keras = pytest.importorskip("keras")


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    return tmp_path / "datasets"


def _texts(count, seed):
    """Draw lists of word numbers."""
    rng = np.random.default_rng(seed)
    found = np.empty(count, object)
    found[:] = [rng.integers(1, 30, rng.integers(1, 9)).tolist() for _ in range(count)]
    return found


SETTINGS = [
    {},
    {"num_words": 12},
    {"num_words": 15, "skip_top": 5, "oov_char": None},
    {"maxlen": 6, "seed": 4},
    {"start_char": None, "index_from": 0, "num_words": 10},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("name", ["imdb", "reuters"])
def test_texts_equal_those_of_keras(kept, monkeypatch, name, settings):
    path = kept / f"{name}.npz"
    if name == "imdb":
        labels = {"y_train": np.arange(20), "y_test": np.arange(10)}
        np.savez(path, x_train=_texts(20, 0), x_test=_texts(10, 1), **labels)
    else:
        np.savez(path, x=_texts(30, 2), y=np.arange(30))
    module = getattr(keras.src.datasets, name)
    monkeypatch.setattr(module, "get_file", lambda *args, **kwargs: str(path))
    expected = module.load_data(**settings)
    found = getattr(text_datasets, f"load_{name}")(**settings)
    for (x, y), (own_x, own_y) in zip(expected, found, strict=True):
        assert [list(text) for text in own_x] == [list(text) for text in x]
        np.testing.assert_array_equal(own_y, y)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("boston_housing", {}),
        ("boston_housing", {"test_split": 0.5, "seed": 1}),
        ("california_housing", {}),
        ("california_housing", {"version": "small"}),
    ],
)
def test_tables_equal_those_of_keras(kept, monkeypatch, name, settings):
    path = kept / f"{name}.npz"
    np.savez(path, x=np.arange(2100.0).reshape(700, 3), y=np.arange(700.0))
    module = getattr(keras.src.datasets, name)
    monkeypatch.setattr(module, "get_file", lambda *args, **kwargs: str(path))
    expected = module.load_data(**settings)
    found = getattr(text_datasets, f"load_{name}")(**settings)
    for part, own in zip(expected, found, strict=True):
        for values, own_values in zip(part, own, strict=True):
            np.testing.assert_allclose(own_values, values)


def test_numbers_of_words(kept):
    for name in ("imdb", "reuters"):
        (kept / f"{name}_word_index.json").write_text(json.dumps({"film": 7}))
        assert getattr(text_datasets, f"{name}_word_index")() == {"film": 7}
    (kept / "imdb_word_index.json").write_text("{")
    with pytest.raises(DataError, match="damaged"):
        text_datasets.imdb_word_index()
    assert text_datasets.reuters_label_names() == keras.datasets.reuters.get_label_names()


def test_texts_that_are_all_too_long(kept):
    labels = {"y_train": np.arange(2), "y_test": np.arange(2)}
    np.savez(kept / "imdb.npz", x_train=_texts(2, 0), x_test=_texts(2, 1), **labels)
    with pytest.raises(SettingError, match="maxlen"):
        text_datasets.load_imdb(maxlen=1)
