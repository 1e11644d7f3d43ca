"""The collections of texts and tables that Keras names: IMDB, Reuters, houses."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.datasets.array_files import read_arrays
from plainnet.keras_names.datasets.file_download import get_file
from plainnet.keras_names.datasets.image_datasets import KERAS_FILES, Parts

_TOPICS = (
    "cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves"
    " ship cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin"
    " strategic-metal livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange pet-chem"
    " dlr gas silver wpi hog lead"
)
Words = list[list[int]]


def load_imdb(
    path: str = "imdb.npz",
    num_words: int | None = None,
    skip_top: int = 0,
    maxlen: int | None = None,
    seed: int = 113,
    start_char: int | None = 1,
    oov_char: int | None = 2,
    index_from: int = 3,
    **settings: Any,
) -> Parts:
    """Read film reviews as word numbers, each with 1 if it praises the film.

    Parameters
    ----------
    path : str, default="imdb.npz"
        Name of the file.
    num_words : int or None, default=None
        Words with this number or a larger one count as unknown.
    skip_top : int, default=0
        Words below this number do, too.
    maxlen : int or None, default=None
        Reviews of this length or more are left out.
    seed : int, default=113
        Of the order.
    start_char : int or None, default=1
        Number at the beginning of each review.
    oov_char : int or None, default=2
        Number of unknown words; None leaves them out.
    index_from : int, default=3
        Added to the number of each word.
    **settings : object
        `nb_words` is the old name of `num_words`.

    Returns
    -------
    ((array, array), (array, array))
        Reviews and labels for training, and for testing: 25,000 of each.
    """
    arrays = read_arrays(get_file(path, f"{KERAS_FILES}imdb.npz"))
    drawn = np.random.RandomState(seed)
    parts = []
    for part in ("train", "test"):
        order = np.arange(len(arrays[f"x_{part}"]))
        drawn.shuffle(order)
        texts = _marked(arrays[f"x_{part}"][order], start_char, index_from)
        labels = arrays[f"y_{part}"][order]
        parts.append((texts, labels) if maxlen is None else _short(texts, labels, maxlen))
    (train, y_train), (test, y_test) = parts
    if not train or not test:
        raise SettingError("script_data.no_short_text", maxlen=maxlen)
    wanted = settings.get("nb_words", num_words)
    found = _known([*train, *test], wanted, skip_top, oov_char)
    return (found[: len(train)], y_train), (found[len(train) :], y_test)


def load_reuters(
    path: str = "reuters.npz",
    num_words: int | None = None,
    skip_top: int = 0,
    maxlen: int | None = None,
    test_split: float = 0.2,
    seed: int = 113,
    start_char: int | None = 1,
    oov_char: int | None = 2,
    index_from: int = 3,
    **settings: Any,
) -> Parts:
    """Read news as word numbers, each with the number of its topic of 46.

    Parameters
    ----------
    path : str, default="reuters.npz"
        Name of the file.
    num_words : int or None, default=None
        As `load_imdb` takes it, like all others not listed here.
    skip_top : int, default=0
        Likewise.
    maxlen : int or None, default=None
        Likewise.
    test_split : float, default=0.2
        Share of the news that is for testing.
    seed : int, default=113
        Of the order.
    start_char : int or None, default=1
        Likewise.
    oov_char : int or None, default=2
        Likewise.
    index_from : int, default=3
        Likewise.
    **settings : object
        `nb_words` is the old name of `num_words`.

    Returns
    -------
    ((array, array), (array, array))
        News and topics for training, and for testing.
    """
    arrays = read_arrays(get_file(path, f"{KERAS_FILES}reuters.npz"))
    order = np.arange(len(arrays["x"]))
    np.random.RandomState(seed).shuffle(order)
    texts = _marked(arrays["x"][order], start_char, index_from)
    labels = arrays["y"][order]
    if maxlen is not None:
        texts, labels = _short(texts, labels, maxlen)
    found = _known(texts, settings.get("nb_words", num_words), skip_top, oov_char)
    cut = int(len(found) * (1 - test_split))
    return (found[:cut], labels[:cut]), (found[cut:], labels[cut:])


def _marked(texts: Iterable[Any], start_char: int | None, index_from: int) -> Words:
    """Put the mark at the beginning and make room for the marks among the numbers."""
    start = [] if start_char is None else [start_char]
    return [start + [int(word) + index_from for word in text] for text in texts]


def _short(texts: Words, labels: NDArray[Any], maxlen: int) -> tuple[Words, NDArray[Any]]:
    """Leave long texts out."""
    is_kept = [len(text) < maxlen for text in texts]
    return [text for text, kept in zip(texts, is_kept, strict=True) if kept], labels[is_kept]


def _known(texts: Words, num_words: int | None, skip_top: int, unknown: int | None) -> Any:
    """Mark the words that are too rare or too common, or leave them out."""
    # Keras' words end before the largest number if nobody says where.
    beyond = num_words or max((max(text, default=0) for text in texts), default=0)
    result = np.empty(len(texts), object)
    for row, text in enumerate(texts):
        if unknown is None:
            result[row] = [word for word in text if skip_top <= word < beyond]
        else:
            result[row] = [word if skip_top <= word < beyond else unknown for word in text]
    return result


def imdb_word_index(path: str = "imdb_word_index.json") -> dict[str, int]:
    """Read the number of each word of the film reviews."""
    return _word_index(get_file(path, f"{KERAS_FILES}imdb_word_index.json"))


def reuters_word_index(path: str = "reuters_word_index.json") -> dict[str, int]:
    """Read the number of each word of the news."""
    return _word_index(get_file(path, f"{KERAS_FILES}reuters_word_index.json"))


def _word_index(path: str) -> dict[str, int]:
    """Read numbers of words."""
    try:
        index: dict[str, int] = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError("script_data.damaged", file=path) from error
    return index


def reuters_label_names() -> tuple[str, ...]:
    """Name the topics of the news."""
    return tuple(_TOPICS.split())


def load_boston_housing(
    path: str = "boston_housing.npz", test_split: float = 0.2, seed: int = 113
) -> Parts:
    """Read 506 districts of Boston: 13 figures, and the price of houses in 1,000 dollars."""
    return _shuffled_table(path, "boston_housing.npz", test_split, seed, None)


def load_california_housing(
    version: str = "large",
    path: str = "california_housing.npz",
    test_split: float = 0.2,
    seed: int = 113,
) -> Parts:
    """Read districts of California: 8 figures, and the price of houses in dollars."""
    rows = 600 if version == "small" else None
    return _shuffled_table(path, "california_housing.npz", test_split, seed, rows)


def _shuffled_table(path: str, name: str, test_split: float, seed: int, rows: int | None) -> Parts:
    """Read a table, put its rows into an order, cut it in two."""
    arrays = read_arrays(get_file(path, KERAS_FILES + name))
    x, y = arrays["x"][:rows], arrays["y"][:rows]
    order = np.arange(len(x))
    np.random.RandomState(seed).shuffle(order)
    x, y = x[order], y[order]
    cut = int(len(x) * (1 - test_split))
    return (x[:cut], y[:cut]), (x[cut:], y[cut:])
