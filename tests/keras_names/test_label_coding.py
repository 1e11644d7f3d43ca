"""Labels as rows, and arrays of length one, as Keras makes them."""

import numpy as np
import pytest

from plainnet.errors import DataError
from plainnet.keras_names.preprocessing import label_coding

keras = pytest.importorskip("keras")


@pytest.mark.parametrize(
    "labels", [[0, 2, 1], [[0], [2]], [[0, 1], [2, 0]], [1.0, 3.0], [-1, 0, 2]]
)
@pytest.mark.parametrize("classes", [None, 4])
def test_rows_equal_those_of_keras(labels, classes):
    found = label_coding.to_categorical(labels, classes)
    expected = keras.utils.to_categorical(np.array(labels), classes)
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == expected.dtype


def test_old_arguments():
    assert label_coding.to_categorical([0], nb_classes=3).shape == (1, 3)
    assert label_coding.to_categorical([0], 2, dtype="int8").dtype == np.int8


def test_a_label_beyond_the_classes_is_named():
    with pytest.raises(DataError, match=r"Label 1.* is 5"):
        label_coding.to_categorical([0, 5], 3)


def test_classes_of_probabilities():
    assert label_coding.probas_to_classes([[0.1, 0.9], [0.8, 0.2]]).tolist() == [1, 0]
    assert label_coding.probas_to_classes([[0.4], [0.6]]).tolist() == [[0], [1]]
    assert label_coding.categorical_probas_to_classes([[0.1, 0.9]]).tolist() == [1]


@pytest.mark.parametrize(("axis", "order"), [(-1, 2), (-1, 1), (1, 2)])
def test_lengths_equal_those_of_keras(axis, order):
    values = np.random.default_rng(0).normal(size=(3, 4))
    values[1] = 0
    expected = keras.utils.normalize(values, axis, order)
    np.testing.assert_allclose(label_coding.normalize(values, axis, order), expected)
    assert label_coding.normalize([[3, 4]]).dtype == np.float32
