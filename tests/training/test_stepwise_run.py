"""Batches of one size, and what fills them up counts nothing."""

from dataclasses import replace

import numpy as np

from plainnet.training.stepwise_run import BatchSize, empty_tallies, measuring_step, training_step
from plainnet.training.training_loop import Plan, program_to_compile, start_of_run
from training.callbacks.keras_twins import X, Y, twins


def test_rows_that_fill_up_count_nothing() -> None:
    model = twins()[0]
    whole = model._reader().examples(X[:9], Y[:9])
    few = model._reader().examples(X[:4], Y[:4])
    program = program_to_compile(model._program(whole))
    size = BatchSize(program)
    assert size.filled(whole).present.sum() == 9
    filled, exact = size.filled(few), BatchSize(program).filled(few)
    assert filled.present.tolist() == [1] * 4 + [0] * 5
    assert exact.present.tolist() == [1] * 4
    found = []
    for batch in (filled, exact):
        run = start_of_run(program, model.state, Plan(1)).run
        tallies = empty_tallies(program, model.weights, batch)
        run, _, figures = training_step(program)(run, tallies, batch, np.float32(0.3))
        tallies = empty_tallies(program, model.weights, batch)
        _, measured = measuring_step(program)(model.weights, tallies, batch)
        found.append([figures, measured, run.moved["dense"]["kernel"]])
    for ours, expected in zip(*found, strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-6)


def test_batches_whose_rows_are_mixed_keep_their_size() -> None:
    model = twins(loss=lambda y_true, y_pred: y_true - y_pred)[0]
    whole = model._reader().examples(X[:9], Y[:9])
    program = replace(model._program(whole))
    size = BatchSize(program)
    size.filled(whole)
    assert len(size.filled(whole.at(slice(4))).present) == 4
