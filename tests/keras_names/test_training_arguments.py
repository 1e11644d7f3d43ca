"""Words of every version for `fit` and the methods for generators."""

import numpy as np

from plainnet import keras
from plainnet.keras_names.model.training_arguments import generator_arguments


class Batches:
    """Three batches of four rows."""

    def __len__(self):
        return 3

    def __getitem__(self, number):
        return np.full((4, 1), number), np.zeros(4)


def test_keras_1_counts_samples_and_takes_whole_batches_until_it_has_them():
    _, settings = generator_arguments("fit_generator", Batches(), (10,), {"nb_epoch": 2})
    assert settings["steps_per_epoch"] == 3 and settings["epochs"] == 2
    _, settings = generator_arguments("predict_generator", Batches(), (), {"val_samples": 5})
    assert settings["steps"] == 2


def test_keras_2_counts_batches_and_starts_over_where_they_run_out():
    given, settings = generator_arguments("fit_generator", Batches(), (5,), {"epochs": 2})
    assert settings["steps_per_epoch"] == 5
    assert [next(given)[0][0, 0] for _ in range(5)] == [0, 1, 2, 0, 1]
    few, _ = generator_arguments("fit_generator", Batches(), (3,), {})
    assert isinstance(few, Batches)


def test_one_callback_alone_and_lists_of_lists_are_taken() -> None:
    heard: list[str] = []
    alone = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: heard.append("alone"))
    other = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: heard.append("other"))
    model = keras.Sequential([keras.layers.Dense(1, input_shape=(1,))])
    model.compile("sgd", "mse")
    rows = np.ones((4, 1))
    model.fit(rows, rows, callbacks=alone, verbose=0)
    model.fit(rows, rows, callbacks=[[alone, other], [other]], verbose=0)
    model.evaluate(rows, rows, callbacks=alone, verbose=0)
    assert heard == ["alone", "alone", "other", "other"]
