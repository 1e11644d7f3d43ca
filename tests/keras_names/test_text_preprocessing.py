"""Texts as numbers, against Keras' own tokenizer."""

import numpy as np
import pytest

from plainnet.errors import DataError, SettingError
from plainnet.keras_names.preprocessing import text_preprocessing as texts
from plainnet.keras_names.preprocessing.text_preprocessing import pad_sequences

theirs = pytest.importorskip("keras.src.legacy.preprocessing.text")
LINES = ["The cat sat on the mat.", "A dog; a CAT, and\ta bird!", "the the the"]


def test_words_equal_those_of_keras():
    for settings in ({}, {"lower": False}, {"filters": "a"}, {"split": ","}):
        expected = theirs.text_to_word_sequence(LINES[1], **settings)
        assert texts.text_to_word_sequence(LINES[1], **settings) == expected
    assert texts.hashing_trick(LINES[0], 50, "md5") == theirs.hashing_trick(LINES[0], 50, "md5")
    assert texts.one_hot(LINES[0], 50) == theirs.one_hot(LINES[0], 50)
    assert texts.hashing_trick("ab", 9, len) == [3]
    assert texts.hashing_trick("a b", 9, len, analyzer=list) == [2, 2, 2]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"num_words": 4},
        {"oov_token": "<OOV>"},
        {"num_words": 3, "oov_token": "<OOV>"},
        {"char_level": True},
        {"lower": False},
        {"analyzer": str.split},
    ],
    ids=str,
)
def test_a_tokenizer_equals_that_of_keras(settings):
    own, other = texts.Tokenizer(**settings), theirs.Tokenizer(**settings)
    for each in (own, other):
        each.fit_on_texts(LINES)
        each.fit_on_texts([["the", "Extra", "list"]])
    assert own.word_index == other.word_index
    assert own.word_counts == other.word_counts
    assert dict(own.word_docs) == dict(other.word_docs)
    assert own.document_count == other.document_count
    new = [*LINES, "an unknown cat"]
    assert own.texts_to_sequences(new) == other.texts_to_sequences(new)
    numbers = own.texts_to_sequences(new)
    assert own.sequences_to_texts(numbers) == other.sequences_to_texts(numbers)
    for mode in ("binary", "count", "tfidf", "freq"):
        expected = other.texts_to_matrix(new, mode)
        np.testing.assert_allclose(own.texts_to_matrix(new, mode), expected)
    if "analyzer" not in settings:
        again = texts.tokenizer_from_json(own.to_json())
        assert again.texts_to_sequences(new) == own.texts_to_sequences(new)
        assert theirs.tokenizer_from_json(own.to_json()).word_index == own.word_index
        np.testing.assert_array_equal(
            again.texts_to_matrix(new, "tfidf"), own.texts_to_matrix(new, "tfidf")
        )


def test_sequences_can_be_counted_without_texts():
    own, other = texts.Tokenizer(num_words=6), theirs.Tokenizer(num_words=6)
    for each in (own, other):
        each.fit_on_sequences([[1, 2, 2], [5]])
    expected = other.sequences_to_matrix([[1, 5, 5, 9]], "tfidf")
    np.testing.assert_allclose(own.sequences_to_matrix([[1, 5, 5, 9]], "tfidf"), expected)


def test_what_makes_no_sense_is_refused():
    with pytest.raises(SettingError, match="fit_on_texts"):
        texts.Tokenizer().sequences_to_matrix([[1]])
    with pytest.raises(SettingError, match="magic"):
        texts.Tokenizer(nb_words=3).sequences_to_matrix([[1]], "magic")


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
