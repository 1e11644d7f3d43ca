"""The numbers a model, its run and its callbacks share."""

import numpy as np

from plainnet.training.model_state import ModelState, taken_up
from plainnet.training.training_loop import Plan, start_of_run
from training.callbacks.keras_twins import twins


def test_weights_set_since_they_were_shown_are_taken_up() -> None:
    model = twins()[0]
    program = model._program(model._reader().examples([[0.0] * 3], [[1.0, 0.0]]))
    run = start_of_run(program, model.state, Plan(1)).run
    shown = model.state.show(model.network, run)
    assert taken_up(model.state, shown, model.network, run) is run
    model.state.set_weights([array + 1 for array in model.state.copy_weights()])
    changed = taken_up(model.state, shown, model.network, run)
    np.testing.assert_allclose(changed.moved["dense"]["bias"], run.moved["dense"]["bias"] + 1)


def test_copies_stay_what_they_are() -> None:
    state = ModelState({"dense": {"bias": np.zeros(2, np.float32)}})
    copies = state.copy_weights()
    state.set_weights([np.ones(2)])
    copies[0][:] = 5
    assert state.copy_weights()[0].tolist() == [1.0, 1.0]
