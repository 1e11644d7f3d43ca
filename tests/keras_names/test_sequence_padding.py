"""Sequences brought to one length, as Keras does it."""

import numpy as np
import pytest

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.sequence_padding import pad_sequences

keras = pytest.importorskip("keras")
NUMBERS = [[1], [2, 3, 4], [], [5, 6]]


@pytest.mark.parametrize("maxlen", [None, 2, 5])
@pytest.mark.parametrize("padding", ["pre", "post"])
@pytest.mark.parametrize("truncating", ["pre", "post"])
def test_sequences_equal_those_of_keras(maxlen, padding, truncating):
    settings = {"maxlen": maxlen, "padding": padding, "truncating": truncating, "value": 9}
    found = pad_sequences(NUMBERS, **settings)
    np.testing.assert_array_equal(found, keras.utils.pad_sequences(NUMBERS, **settings))
    assert found.dtype == np.int32


def test_steps_may_be_vectors_or_texts():
    vectors = [np.ones((2, 3)), np.ones((1, 3))]
    found = pad_sequences(vectors, dtype="float32")
    np.testing.assert_array_equal(found, keras.utils.pad_sequences(vectors, dtype="float32"))
    words = pad_sequences([["a"], ["b", "c"]], dtype=object, value="")
    assert words.tolist() == [["", "a"], ["b", "c"]]


def test_nothing_comes_of_nothing():
    assert pad_sequences([], maxlen=3).shape == (0, 3)
    assert pad_sequences([[], []], maxlen=2).tolist() == [[0, 0], [0, 0]]


def test_what_is_no_sequence_is_named():
    with pytest.raises(DataError, match="Sequence 1"):
        pad_sequences([[1], 2])
    with pytest.raises(DataError, match="sequence 1"):
        pad_sequences([np.ones((2, 3)), np.ones((2, 4))])
    with pytest.raises(SettingError, match="middle"):
        pad_sequences([[1]], padding="middle")
