"""The class that scripts derive their own batches from."""

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.keras_names.preprocessing.batch_iterators import Iterator, PyDataset, subset_of
from plainnet.keras_names.preprocessing.image_data_generator import ImageDataGenerator


class Squares(PyDataset):
    """Three batches; as old scripts do, it does not call the class above."""

    def __init__(self):
        self.ended = False

    def __len__(self):
        return 3

    def __getitem__(self, index):
        return index**2

    def on_epoch_end(self):
        self.ended = True


def test_batches_come_by_number():
    squares = Squares()
    assert list(squares) == [0, 1, 4]
    assert squares.num_batches == 3
    squares.on_epoch_begin()
    squares.on_epoch_end()
    assert squares.ended


def test_a_class_that_says_nothing_is_no_data():
    with pytest.raises(NotImplementedError):
        len(PyDataset(workers=2))
    with pytest.raises(NotImplementedError):
        PyDataset()[0]


class Rows(Iterator):
    """Batches that are the numbers of their rows."""

    def _get_batches_of_transformed_samples(self, index_array):
        return index_array.tolist()


def test_rows_come_in_order_again_and_again():
    rows = Rows(5, 2, False, None)
    assert [next(rows) for _ in range(4)] == [[0, 1], [2, 3], [4], [0, 1]]
    rows.reset()
    assert rows.next() == [0, 1]
    assert len(rows) == 3


def test_each_epoch_has_its_own_order_and_every_row():
    np.random.seed(0)
    rows = Rows(6, 4, True, None)
    epochs = [[*next(rows), *next(rows)] for _ in range(2)]
    assert sorted(epochs[0]) == sorted(epochs[1]) == list(range(6))
    assert epochs[0] != epochs[1]


def test_a_seed_gives_the_same_order():
    orders = [next(Rows(9, 9, True, 4)) for _ in range(2)]
    assert orders[0] == orders[1]


def test_further_inputs_go_along():
    images, numbers = np.zeros((4, 2, 2, 1)), np.arange(4)
    flow = ImageDataGenerator().flow([images, numbers], numbers, shuffle=False)
    (x, beside), y = next(flow)
    assert x.shape == (4, 2, 2, 1)
    assert beside.tolist() == y.tolist() == [0, 1, 2, 3]


def test_parts_of_a_whole():
    assert subset_of(10, None, 0.5) == slice(0, 10)
    assert subset_of(10, "training", 0.25) == slice(2, 10)
    with pytest.raises(SettingError):
        subset_of(10, "half", 0.5)
