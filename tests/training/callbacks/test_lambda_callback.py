"""LambdaCallback: functions as hooks."""

import numpy as np

from plainnet.training.callbacks.lambda_callback import LambdaCallback
from training.callbacks.keras_twins import X, Y, twins


def test_functions_are_called() -> None:
    told: list[object] = []
    callback = LambdaCallback(
        on_epoch_end=lambda epoch, logs: told.append((epoch, sorted(logs))),
        on_train_begin=lambda logs: told.append("begin"),
        on_train_end=None,
    )
    twins()[0].fit(X, Y, epochs=2, callbacks=[callback])
    assert told == ["begin", (0, ["accuracy", "loss"]), (1, ["accuracy", "loss"])]


def test_batches_are_handed_out_where_a_function_listens() -> None:
    losses: list[float] = []
    callback = LambdaCallback(on_train_batch_end=lambda batch, logs: losses.append(logs["loss"]))
    history = twins()[0].fit(X, Y, batch_size=5, callbacks=[callback])
    assert len(losses) == 5
    np.testing.assert_allclose(losses[-1], history.figures["loss"][0], rtol=1e-6)
