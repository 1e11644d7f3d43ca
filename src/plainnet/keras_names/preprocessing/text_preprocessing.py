"""Texts as numbers: words counted, numbered and hashed; sequences brought to one length."""

import hashlib
import json
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from plainnet.errors import DataError, SettingError

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'
_MODES = ("binary", "count", "tfidf", "freq")
_CUT = 1  # the number 0 belongs to no word

Text = str | Sequence[str]


def text_to_word_sequence(
    text: str,
    filters: str = FILTERS,
    lower: bool = True,
    split: str = " ",
    **settings: Any,
) -> list[str]:
    """Split a text into words.

    Parameters
    ----------
    text : str
        The text.
    filters : str
        Characters that count as the mark between words.
    lower : bool, default=True
        Whether capitals become small letters.
    split : str, default=" "
        The mark between words.
    **settings : object
        `input_text` is another name of `text`.

    Returns
    -------
    list of str
    """
    plain = text.lower() if lower else text
    plain = plain.translate(dict.fromkeys(map(ord, filters), split))
    return [word for word in plain.split(split) if word]


def one_hot(
    text: str, n: int, filters: str = FILTERS, lower: bool = True, split: str = " ", **settings: Any
) -> list[int]:
    """Number each word from 1 to `n` - 1 by Python's own hash."""
    return hashing_trick(text, n, hash, filters, lower, split)


def hashing_trick(
    text: str,
    n: int,
    hash_function: Callable[[str], int] | str | None = None,
    filters: str = FILTERS,
    lower: bool = True,
    split: str = " ",
    **settings: Any,
) -> list[int]:
    """Number each word from 1 to `n` - 1 by a hash.

    Parameters
    ----------
    text : str
        The text.
    n : int
        One more than the largest number.
    hash_function : callable, "md5" or None, default=None
        None means Python's own, which differs from run to run.
    filters : str
        As `text_to_word_sequence` takes it.
    lower : bool, default=True
        Likewise.
    split : str, default=" "
        Likewise.
    **settings : object
        `analyzer` is a function that splits the text instead.

    Returns
    -------
    list of int
    """
    if hash_function is None:
        hashed: Callable[[str], int] = hash
    elif callable(hash_function):
        hashed = hash_function
    else:
        hashed = _md5
    analyzer = settings.get("analyzer")
    words = (
        text_to_word_sequence(text, filters, lower, split) if analyzer is None else analyzer(text)
    )
    return [hashed(word) % (n - 1) + 1 for word in words]


def _md5(word: str) -> int:
    """Hash a word the same way in every run."""
    return int(hashlib.md5(word.encode(), usedforsecurity=False).hexdigest(), 16)


class Tokenizer:
    """Numbers words by how often they occur.

    Parameters
    ----------
    num_words : int or None, default=None
        Only the most frequent `num_words` - 1 words get into sequences and matrices.
    filters : str
        Characters that count as the mark between words.
    lower : bool, default=True
        Whether capitals become small letters.
    split : str, default=" "
        The mark between words.
    char_level : bool, default=False
        Whether each character is a word.
    oov_token : str or None, default=None
        Word that stands for those not known; it gets the number 1.
    analyzer : callable or None, default=None
        Splits a text into words instead.
    **settings : object
        `nb_words` is the old name of `num_words`; `document_count` is taken too.
    """

    def __init__(
        self,
        num_words: int | None = None,
        filters: str = FILTERS,
        lower: bool = True,
        split: str = " ",
        char_level: bool = False,
        oov_token: str | None = None,
        analyzer: Callable[[str], list[str]] | None = None,
        **settings: Any,
    ) -> None:
        self.num_words = settings.get("nb_words", num_words)
        self.filters = filters
        self.lower = lower
        self.split = split
        self.char_level = char_level
        self.oov_token = oov_token
        self.analyzer = analyzer
        self.document_count: int = settings.get("document_count", 0)
        self.word_counts: OrderedDict[str, int] = OrderedDict()
        self.word_docs: defaultdict[str, int] = defaultdict(int)
        self.index_docs: defaultdict[int, int] = defaultdict(int)
        self.word_index: dict[str, int] = {}
        self.index_word: dict[int, str] = {}

    def fit_on_texts(self, texts: Iterable[Text]) -> None:
        """Count the words of texts and number them anew.

        Parameters
        ----------
        texts : iterable of str or of lists of words
            The texts.
        """
        for text in texts:
            self.document_count += 1
            words = self._words(text)
            for word in words:
                self.word_counts[word] = self.word_counts.get(word, 0) + 1
            for word in set(words):
                self.word_docs[word] += 1
        by_count = sorted(self.word_counts, key=self.word_counts.__getitem__, reverse=True)
        listed = by_count if self.oov_token is None else [self.oov_token, *by_count]
        self.word_index = {word: number for number, word in enumerate(listed, _CUT)}
        self.index_word = {number: word for word, number in self.word_index.items()}
        for word, count in self.word_docs.items():
            self.index_docs[self.word_index[word]] = count

    def fit_on_sequences(self, sequences: Iterable[Sequence[int]]) -> None:
        """Count in how many sequences each number occurs."""
        for sequence in sequences:
            self.document_count += 1
            for number in set(sequence):
                self.index_docs[number] += 1

    def texts_to_sequences(self, texts: Iterable[Text]) -> list[list[int]]:
        """Return the numbers of the words of each text."""
        return list(self.texts_to_sequences_generator(texts))

    def texts_to_sequences_generator(self, texts: Iterable[Text]) -> Iterator[list[int]]:
        """Return the numbers of the words, text by text.

        Parameters
        ----------
        texts : iterable of str or of lists of words
            The texts.

        Yields
        ------
        list of int
            Words not known are left out, or have the number of `oov_token`.
        """
        unknown = None if self.oov_token is None else self.word_index.get(self.oov_token)
        for text in texts:
            numbers = [self._number(word, unknown) for word in self._words(text)]
            yield [number for number in numbers if number is not None]

    def sequences_to_texts(self, sequences: Iterable[Sequence[int]]) -> list[str]:
        """Return the words of the numbers of each sequence."""
        return list(self.sequences_to_texts_generator(sequences))

    def sequences_to_texts_generator(self, sequences: Iterable[Sequence[int]]) -> Iterator[str]:
        """Return the words of the numbers, sequence by sequence.

        Parameters
        ----------
        sequences : iterable of sequences of int
            Numbers of words.

        Yields
        ------
        str
            Words parted by blanks.
        """
        for sequence in sequences:
            words = [self._word(int(number)) for number in sequence]
            yield " ".join(word for word in words if word is not None)

    def texts_to_matrix(self, texts: Iterable[Text], mode: str = "binary") -> NDArray[np.float64]:
        """Return a row for each text, as `sequences_to_matrix` does."""
        return self.sequences_to_matrix(self.texts_to_sequences(texts), mode)

    def sequences_to_matrix(
        self, sequences: Sequence[Sequence[int]], mode: str = "binary"
    ) -> NDArray[np.float64]:
        """Return a row for each sequence and a column for each word.

        Parameters
        ----------
        sequences : sequence of sequences of int
            Numbers of words.
        mode : {"binary", "count", "tfidf", "freq"}, default="binary"
            What stands in a cell.

        Returns
        -------
        array of shape (sequences, words)

        Raises
        ------
        SettingError
            If the mode is unknown, or nothing was learned from texts yet.
        """
        if mode not in _MODES:
            raise SettingError("script_data.word_mode", found=mode, known=list(_MODES))
        if not self.num_words and not self.word_index:
            raise SettingError("script_data.no_words")
        columns = int(self.num_words or len(self.word_index) + _CUT)
        matrix = np.zeros((len(sequences), columns))
        for row, sequence in enumerate(sequences):
            inside = [number for number in sequence if number < columns]
            if inside:
                np.add.at(matrix[row], inside, 1)
                if mode == "freq":
                    matrix[row] /= len(sequence)
        if mode == "binary":
            return np.minimum(matrix, 1)
        if mode == "tfidf":
            documents = np.array([self.index_docs.get(number, 0) for number in range(columns)])
            rarity = np.log(1 + self.document_count / (1 + documents))
            return np.where(matrix > 0, (1 + np.log(np.maximum(matrix, 1))) * rarity, 0)
        return matrix

    def get_config(self) -> dict[str, Any]:
        """Return settings and counts as Keras writes them."""
        return {
            "num_words": self.num_words,
            "filters": self.filters,
            "lower": self.lower,
            "split": self.split,
            "char_level": self.char_level,
            "oov_token": self.oov_token,
            "document_count": self.document_count,
            "word_counts": json.dumps(self.word_counts),
            "word_docs": json.dumps(self.word_docs),
            "index_docs": json.dumps(self.index_docs),
            "index_word": json.dumps(self.index_word),
            "word_index": json.dumps(self.word_index),
        }

    def to_json(self, **settings: Any) -> str:
        """Return settings and counts as text; the settings are those of `json.dumps`."""
        content = {"class_name": "Tokenizer", "config": self.get_config()}
        return json.dumps(content, **settings)

    def _words(self, text: Text) -> Sequence[str]:
        """Split a text, or take it as it is if it is split already."""
        if self.char_level or not isinstance(text, str):
            if isinstance(text, str):
                return list(text.lower() if self.lower else text)
            return [word.lower() for word in text] if self.lower else list(text)
        if self.analyzer is not None:
            return self.analyzer(text)
        return text_to_word_sequence(text, self.filters, self.lower, self.split)

    def _number(self, word: str, unknown: int | None) -> int | None:
        """Return the number of a word, that of unknown ones if it is rare or new."""
        number = self.word_index.get(word)
        if number is None or (self.num_words and number >= self.num_words):
            return unknown
        return number

    def _word(self, number: int) -> str | None:
        """Return the word of a number."""
        word = self.index_word.get(number)
        if word is None or (self.num_words and number >= self.num_words):
            return self.oov_token
        return word


def tokenizer_from_json(json_string: str) -> Tokenizer:
    """Make a tokenizer of what `to_json` gave.

    Parameters
    ----------
    json_string : str
        The text.

    Returns
    -------
    Tokenizer
    """
    config = json.loads(json_string)["config"]
    counted = ("word_counts", "word_docs", "index_docs", "index_word", "word_index")
    learned = {name: json.loads(config.pop(name)) for name in counted}
    made = Tokenizer(**config)
    made.word_counts = OrderedDict(learned["word_counts"])
    made.word_docs.update(learned["word_docs"])
    made.index_docs.update({int(number): n for number, n in learned["index_docs"].items()})
    made.index_word = {int(number): word for number, word in learned["index_word"].items()}
    made.word_index = learned["word_index"]
    return made


def pad_sequences(
    sequences: Sequence[Any],
    maxlen: int | None = None,
    dtype: DTypeLike = "int32",
    padding: str = "pre",
    truncating: str = "pre",
    value: Any = 0.0,
) -> NDArray[Any]:
    """Cut or fill sequences so that all have the same length.

    Parameters
    ----------
    sequences : sequence of sequences
        Of numbers, or of arrays of one shape.
    maxlen : int or None, default=None
        Length wanted; None means that of the longest.
    dtype : dtype, default="int32"
        Type of the result; `object` for texts.
    padding : {"pre", "post"}, default="pre"
        Where short sequences are filled.
    truncating : {"pre", "post"}, default="pre"
        Where long sequences are cut.
    value : number, default=0.0
        What they are filled with.

    Returns
    -------
    array of shape (sequences, maxlen, ...)

    Raises
    ------
    DataError
        If something is no sequence, or its steps have another shape.
    SettingError
        If a setting is neither "pre" nor "post".

    Examples
    --------
    >>> pad_sequences([[1], [2, 3, 4]], maxlen=2).tolist()
    [[0, 1], [3, 4]]
    """
    for name, where in (("padding", padding), ("truncating", truncating)):
        if where not in ("pre", "post"):
            raise SettingError("script_data.padding", name=name, found=where)
    for row, sequence in enumerate(sequences):
        if not hasattr(sequence, "__len__"):
            raise DataError("script_data.no_sequence", row=row, found=sequence)
    length = max(map(len, sequences), default=0) if maxlen is None else int(maxlen)
    filled = [sequence for sequence in sequences if len(sequence)]
    inner = np.asarray(filled[0]).shape[1:] if filled else ()
    result = np.full((len(sequences), length, *inner), value, dtype)
    for row, sequence in enumerate(sequences):
        kept = sequence[len(sequence) - length :] if truncating == "pre" else sequence[:length]
        kept = kept if len(sequence) > length else sequence
        steps = np.asarray(kept, dtype)
        if not len(sequence) or not length:
            continue
        if steps.shape[1:] != inner:
            raise DataError("script_data.steps", row=row, found=steps.shape[1:], expected=inner)
        result[row, slice(-len(steps), None) if padding == "pre" else slice(len(steps))] = steps
    return result
