"""Layers that code texts and categories as numbers: on the host, before the network.

They are read where data come in: a network that begins with them starts behind them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import punctuation
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.custom_layer import Lambda
from plainnet.keras_names.model.layer_classes import InputLayer
from plainnet.keras_names.model.symbolic_tensor import tensors_in
from plainnet.keras_names.tensorflow.tensorflow_files import text_of

_HINT = "script.hint.encoding"
_PUNCTUATION = re.compile(f"[{re.escape(punctuation)}]")
_MODES = ("int", "one_hot", "multi_hot", "count", "tf_idf")


def _unchanged(inputs: Any) -> Any:
    """Hand on what was coded before the network."""
    return inputs


class EncodingLayer(Lambda):
    """Codes what goes into a network; what stands in the network hands the numbers on."""

    rarity: Any = 1.0  # of each column, for `tf_idf`

    def __init__(self, output_mode: str = "int", **settings: Any) -> None:
        self.output_mode = "multi_hot" if output_mode == "binary" else output_mode
        if self.output_mode not in _MODES:
            known = {"found": output_mode, "known": list(_MODES)}
            raise SettingError("script_data.word_mode", **known)
        for setting in ("sparse", "ragged"):
            if settings.pop(setting, False):
                raise refusal_of(f"{type(self).__name__}({setting}=True)", _HINT)
        super().__init__(_unchanged, **settings)

    def code(self, values: Any) -> Any:
        """Return the numbers of a batch."""
        raise NotImplementedError

    def coded_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return the shape of what one example is coded as."""
        if self.output_mode == "int":
            return shape
        is_appended = self.output_mode == "one_hot" and (not shape or shape[-1] != 1)
        return (*(shape if is_appended else shape[:-1]), self.depth())

    def depth(self) -> int:
        """Return how many columns categories are written in."""
        raise NotImplementedError

    def __call__(self, inputs: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Code data at once; let an input of a model be coded where data come in."""
        tensors = tensors_in(inputs)
        if tensors is None:
            return eager(self.code(np.asarray(inputs)))
        call, chain = tensors[0].call, [tensors[0]]
        while isinstance(call.keras_layer, EncodingLayer):
            chain.append(call.arguments[0])
            call = call.arguments[0].call
        head = call.keras_layer
        if not isinstance(head, InputLayer) or len(head.coders) != len(chain) - 1:
            raise refusal_of(f"{type(self).__name__} in the middle of a model", _HINT)
        head.code_by(self, self.coded_shape(tensors[0].inner_shape))
        for tensor in chain:
            tensor.inner_shape = head.tensor.inner_shape
        return super().__call__(tensors[0])

    def saved_form(self) -> dict[str, Any]:
        """Refuse to be saved in a model."""
        raise refusal_of(f"save: {type(self).__name__}", "script.hint.encoding_saved")

    def columns_of(self, numbers: NDArray[Any]) -> Any:
        """Write numbers as columns; what is outside has none."""
        depth, is_one_hot = self.depth(), self.output_mode == "one_hot"
        if is_one_hot and numbers.ndim > 1 and numbers.shape[-1] == 1:
            numbers = numbers[..., 0]
        rows = numbers.reshape(-1, 1) if is_one_hot else np.atleast_2d(numbers)
        inside = [row[(row >= 0) & (row < depth)] for row in rows]
        counts = np.array([np.bincount(row, minlength=depth) for row in inside], np.float32)
        if self.output_mode == "multi_hot":
            counts = np.minimum(counts, 1)
        shape = numbers.shape if is_one_hot else numbers.shape[:-1]
        return (counts * self.rarity).reshape(*shape, depth)


class CategoryEncoding(EncodingLayer):
    """Writes the numbers of categories, from 0 to `num_tokens` - 1, as columns."""

    def __init__(
        self, num_tokens: int | None = None, output_mode: str = "multi_hot", **settings: Any
    ) -> None:
        self.num_tokens = int(settings.pop("max_tokens", num_tokens) or 0)
        super().__init__(output_mode, **settings)

    def depth(self) -> int:
        """Return how many categories there are."""
        return self.num_tokens

    def code(self, values: Any) -> Any:
        """Return the columns of a batch."""
        return self.columns_of(np.atleast_1d(values).astype(np.int64))


class Discretization(EncodingLayer):
    """Numbers the ranges that values fall into; `adapt` learns `num_bins` as full ones."""

    def __init__(
        self,
        bin_boundaries: Sequence[float] | None = None,
        num_bins: int | None = None,
        epsilon: float = 0.01,
        output_mode: str = "int",
        **settings: Any,
    ) -> None:
        self.bin_boundaries = None if bin_boundaries is None else list(bin_boundaries)
        self.num_bins = num_bins
        super().__init__(output_mode, **settings)

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Learn the boundaries."""
        values = np.concatenate([np.ravel(batch) for batch in _batches(data)])
        parts = np.arange(1, self.num_bins or 1) / (self.num_bins or 1)
        self.bin_boundaries = np.quantile(values, parts).tolist()

    def depth(self) -> int:
        """Return how many ranges there are."""
        return len(self.bin_boundaries or ()) + 1

    def code(self, values: Any) -> Any:
        """Return the numbers of the ranges, or their columns."""
        if self.bin_boundaries is None:
            raise SettingError("script.layer_not_adapted", layer=self.name)
        numbers = np.digitize(
            np.asarray(values, np.float32), np.asarray(self.bin_boundaries, np.float32)
        )
        return numbers.astype(np.int32) if self.output_mode == "int" else self.columns_of(numbers)


class LookupLayer(EncodingLayer):
    """Numbers what a vocabulary holds, and all else together."""

    unknown: Any = "[UNK]"  # what stands in the vocabulary for all else

    def __init__(
        self,
        max_tokens: int | None = None,
        num_oov_indices: int = 1,
        mask_token: Any = None,
        oov_token: Any = None,
        vocabulary: Any = None,
        idf_weights: Any = None,
        invert: bool = False,
        output_mode: str = "int",
        pad_to_max_tokens: bool = False,
        **settings: Any,
    ) -> None:
        if num_oov_indices not in (0, 1):
            raise refusal_of(f"{type(self).__name__}(num_oov_indices={num_oov_indices})", _HINT)
        for setting in ("encoding", "vocabulary_dtype", "vocabulary_size"):
            settings.pop(setting, None)
        super().__init__(output_mode, **settings)
        self.max_tokens, self.invert, self._pads = max_tokens, invert, pad_to_max_tokens
        has_mask = mask_token is not None and self.output_mode == "int"
        unknown = self.unknown if oov_token is None else oov_token
        self._special = [mask_token] * has_mask + [unknown] * num_oov_indices
        self._first_number = len(self._special)
        self._of_unknown = self._first_number - 1 if num_oov_indices else -1
        self._learned: list[Any] = []
        if vocabulary is not None:
            self.set_vocabulary(vocabulary, idf_weights)

    def documents(self, values: Any) -> list[list[Any]]:
        """Return the entries of each row."""
        rows = np.asarray(values)
        rows = rows.reshape(len(rows), -1) if rows.ndim else rows.reshape(1, 1)
        return [[self._entry(each) for each in row] for row in rows]

    def _entry(self, value: Any) -> Any:
        """Return an entry as it stands in the vocabulary."""
        return text_of(value) if isinstance(self.unknown, str) else int(value)

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Learn the vocabulary: the most frequent entries first, equal ones backwards."""
        counts: Counter[Any] = Counter()
        rows: Counter[Any] = Counter()
        n_rows = 0
        for batch in _batches(data):
            for document in self.documents(batch):
                counts.update(document)
                rows.update(set(document))
                n_rows += 1
        for special in self._special:
            counts.pop(special, None)
        found = sorted(counts, key=lambda entry: (counts[entry], entry), reverse=True)
        room = None if self.max_tokens is None else self.max_tokens - self._first_number
        self._know(found[:room])
        if self.output_mode == "tf_idf":
            rarity = [np.log(1 + n_rows / (1 + rows[each])) for each in self._learned]
            self._take_rarity(np.array(rarity))

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        """Take a vocabulary, with or without the entries that stand for nothing and all else."""
        if isinstance(vocabulary, str | Path):
            vocabulary = Path(vocabulary).read_text(encoding="utf-8").splitlines()
        entries = [self._entry(each) for each in np.asarray(vocabulary).tolist()]
        is_whole = entries[: self._first_number] == self._special
        self._know(entries[self._first_number :] if is_whole else entries)
        if idf_weights is not None:
            self._take_rarity(np.asarray(idf_weights)[-len(self._learned) :])

    def _know(self, entries: list[Any]) -> None:
        """Number the entries."""
        self._learned = entries
        self._numbers = {each: n for n, each in enumerate(entries, self._first_number)}
        twice = next((each for each in self._special if each in self._numbers), None)
        if twice is not None:
            raise SettingError("script.reserved_entry", layer=self.name, found=twice)
        if self._first_number > max(self._of_unknown, 0):
            self._numbers[self._special[0]] = 0  # what stands for nothing, or for all else

    def _take_rarity(self, rarity: NDArray[Any]) -> None:
        """Keep how rare each column is; that of all else is as rare as the mean."""
        mean = rarity.mean() if len(rarity) else 0.0
        whole = [*[mean] * self._first_number, *rarity]
        padded = [*whole, *[0.0] * (self.depth() - len(whole))]
        self.rarity = np.array(padded, np.float32)

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[Any]:
        """List the entries in the order of their numbers."""
        return [*(self._special if include_special_tokens else ()), *self._learned]

    def vocabulary_size(self) -> int:
        """Count the entries, those for nothing and all else among them."""
        return self._first_number + len(self._learned)

    def depth(self) -> int:
        """Return how many columns there are."""
        if self._pads and self.max_tokens is not None:
            return int(self.max_tokens)
        return self.vocabulary_size()

    def _number(self, entry: Any) -> int:
        """Return the number of an entry, that of all else if it is not known."""
        if not self._learned:
            raise SettingError("script.layer_not_adapted", layer=self.name)
        number = self._numbers.get(entry, self._of_unknown)
        if number < 0:
            raise SettingError("script.not_in_vocabulary", layer=self.name, found=entry)
        return number

    def code(self, values: Any) -> Any:
        """Return the numbers of entries, their columns, or the entries of numbers."""
        array = np.asarray(values)
        if self.invert:
            entries = self.get_vocabulary()
            return np.array([entries[int(n)] for n in array.ravel()], object).reshape(array.shape)
        flat = [self._number(self._entry(each)) for each in array.ravel()]
        numbers = np.array(flat, np.int64).reshape(array.shape)
        if self.output_mode == "int":
            return numbers
        return self.columns_of(np.atleast_1d(numbers))

    def get_config(self) -> dict[str, Any]:
        """Return what makes the layer again, its vocabulary among it."""
        config = {"name": self.name, "max_tokens": self.max_tokens, "output_mode": self.output_mode}
        return {**config, "vocabulary": self.get_vocabulary(include_special_tokens=False)}


class StringLookup(LookupLayer):
    """Numbers words and names by a vocabulary, given or learned by `adapt`."""


class IntegerLookup(LookupLayer):
    """Numbers whole numbers by a vocabulary, given or learned by `adapt`."""

    unknown = -1


class TextVectorization(LookupLayer):
    """Splits texts into words and numbers them, by a vocabulary given or learned by `adapt`."""

    def __init__(
        self,
        max_tokens: int | None = None,
        standardize: Any = "lower_and_strip_punctuation",
        split: Any = "whitespace",
        ngrams: Any = None,
        output_mode: str = "int",
        output_sequence_length: int | None = None,
        vocabulary: Any = None,
        idf_weights: Any = None,
        **settings: Any,
    ) -> None:
        self.standardize, self.split = standardize, split
        self.ngrams = range(1, ngrams + 1) if isinstance(ngrams, int) else ngrams
        self.output_sequence_length = output_sequence_length
        words = {"mask_token": "", "vocabulary": vocabulary, "idf_weights": idf_weights}
        super().__init__(max_tokens, output_mode=output_mode, **words, **settings)

    def documents(self, values: Any) -> list[list[Any]]:
        """Return the words of each text."""
        texts = np.asarray(values)
        if callable(self.standardize):
            texts = np.asarray(self.standardize(eager(texts)))
        if texts.ndim > 1 and texts.shape[-1] != 1:
            raise SettingError("script.one_text_a_row", layer=self.name, shape=texts.shape)
        return [self._words(text_of(each)) for each in texts.ravel()]

    def _words(self, text: str) -> list[str]:
        """Split one text."""
        how = "" if callable(self.standardize) else self.standardize or ""
        text = text.lower() if "lower" in how else text
        text = _PUNCTUATION.sub("", text) if "punctuation" in how else text
        if callable(self.split):
            words = [text_of(each) for each in np.ravel(np.asarray(self.split(text)))]
        elif self.split is None:
            words = [text]
        else:
            words = list(text) if self.split == "character" else text.split()
        if self.ngrams is None:
            return words
        starts = [(size, at) for size in self.ngrams for at in range(len(words) - size + 1)]
        return [" ".join(words[at : at + size]) for size, at in starts]

    def coded_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return how many numbers a text becomes; None where texts differ."""
        return (self.output_sequence_length if self.output_mode == "int" else self.depth(),)

    def code(self, values: Any) -> Any:
        """Return the numbers of the words of each text, or a column for each word."""
        rows = [np.array(list(map(self._number, row)), int) for row in self.documents(values)]
        if self.output_mode == "int":
            length = self.output_sequence_length or max(map(len, rows), default=0)
            coded: NDArray[Any] = np.zeros((len(rows), length), np.int64)
            for line, row in zip(coded, rows, strict=True):
                line[: len(row)] = row[:length]
        else:
            coded = np.stack([self.columns_of(row) for row in rows])
        return coded if np.ndim(values) else coded[0]


def _batches(data: Any) -> Iterator[Any]:
    """Return the batches of data that may come as a whole."""
    is_whole = hasattr(data, "shape") or isinstance(data, list | tuple | str)
    batches: Iterable[Any] = [data] if is_whole else data
    for batch in batches:
        yield np.asarray(batch[0] if isinstance(batch, tuple) else batch)
