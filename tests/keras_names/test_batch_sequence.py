"""The class that scripts derive their own batches from."""

import pytest

from plainnet.keras_names.batch_sequence import PyDataset


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
