"""What `fit` is asked for: data, plans, and which loop runs."""

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.keras_names.preprocessing.batch_iterators import WholeArrays
from plainnet.layers.dense import Dense
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.training.batch_source import SequenceSource
from plainnet.training.fitting import FitSettings, read_data
from plainnet.training.training_data import DataReader

X = np.arange(10, dtype=np.float32)[:, None]
Y = np.arange(10) % 2


def test_class_weights_are_for_training_only() -> None:
    settings = FitSettings(validation_split=0.2, class_weight={1: 3.0})
    data = read_data(DataReader(), X, Y, settings)
    assert data.training.first.sample_weight.tolist() == [1, 3] * 4
    assert data.validation is not None
    assert data.validation.first.sample_weight.tolist() == [1, 1]
    assert data.is_at_hand
    settings = FitSettings(validation_data=[X, Y, np.full(10, 0.5)], class_weight={1: 3.0})
    data = read_data(DataReader(), X, Y, settings)
    assert data.validation is not None
    assert set(data.validation.first.sample_weight.tolist()) == {0.5}


def test_a_sequence_is_not_at_hand() -> None:
    class Batches:
        def __len__(self) -> int:
            return 2

        def __getitem__(self, number: int) -> tuple[object, object]:
            return X[:5], Y[:5]

    data = read_data(DataReader(), Batches(), None, FitSettings(validation_data=(X, Y)))
    assert isinstance(data.training.source, SequenceSource)
    assert not data.is_at_hand
    assert [part.n_rows for part in data.first] == [5, 10]
    with pytest.raises(SettingError, match="give validation_data"):
        read_data(DataReader(), Batches(), None, FitSettings(validation_split=0.2))


@pytest.mark.parametrize(("freq", "expected"), [(1, [0, 1, 2, 3]), (2, [1, 3]), ([1, 4], [0, 3])])
def test_which_epochs_validate(freq: object, expected: list[int]) -> None:
    settings = FitSettings(validation_freq=freq)  # type: ignore[arg-type]
    plan = settings.plan(DataReader().read(X, Y, batch_size=3), 0, "")
    assert [epoch for epoch in range(4) if plan.validates(epoch)] == expected
    assert plan.batch_size == plan.validation_batch_size == 3
    assert plan.resumed_at(2).initial_epoch == 2


def test_held_out_batches_keep_their_own_size() -> None:
    class Batches:
        def __iter__(self) -> object:
            raise NotImplementedError

        def as_arrays(self) -> WholeArrays:
            return WholeArrays(X, Y, 5, False, None)

    model = Model(Stack((Dense(1),)))
    model.compile("sgd", "mse")
    # Two batches of five: with the size of the training batches there would be one only.
    history = model.fit(X, Y, batch_size=10, validation_data=Batches(), validation_steps=2)
    assert history.figures["val_loss"] == pytest.approx([model.evaluate(X, Y)["loss"]])
