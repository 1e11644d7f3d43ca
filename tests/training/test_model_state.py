"""The numbers a model, its run and its callbacks share."""

import numpy as np

from plainnet.training.model_state import (
    ModelState,
    optimizer_variables,
    restore_optimizer,
    with_weights_set,
)
from plainnet.training.training_loop import Plan, start_of_run
from training.callbacks.keras_twins import X, Y, twins


def test_weights_set_since_they_were_shown_are_taken_up() -> None:
    model = twins()[0]
    program = model._program(model._reader().examples([[0.0] * 3], [[1.0, 0.0]]))
    run = start_of_run(program, model.state, Plan(1)).run
    shown = model.state.show(model.network, run)
    assert with_weights_set(model.state, shown, model.network, run) is run
    model.state.set_weights([array + 1 for array in model.state.copy_weights()])
    changed = with_weights_set(model.state, shown, model.network, run)
    np.testing.assert_allclose(changed.moved["dense"]["bias"], run.moved["dense"]["bias"] + 1)


def test_copies_stay_what_they_are() -> None:
    state = ModelState({"dense": {"bias": np.zeros(2, np.float32)}})
    copies = state.copy_weights()
    state.set_weights([np.ones(2)])
    copies[0][:] = 5
    assert state.copy_weights()[0].tolist() == [1.0, 1.0]


def test_a_run_goes_on_where_it_stood() -> None:
    first, second = (twins(optimizer="adam")[0] for _ in range(2))
    first.fit(X, Y, epochs=2)
    second.state.set_weights(first.state.copy_weights())
    restore_optimizer(second.state, second.network, optimizer_variables(first.state, first.network))
    assert second.state.steps_taken == first.state.steps_taken == 2
    for model in (first, second):
        model.fit(X, Y, epochs=3, initial_epoch=2)
    for ours, expected in zip(second.state.copy_weights(), first.state.copy_weights(), strict=True):
        np.testing.assert_array_equal(ours, expected)


def test_variables_of_another_model_leave_the_start() -> None:
    model = twins()[0]
    restore_optimizer(model.state, model.network, [np.zeros(3)])
    assert model.state.optimizer_state is None
    model.state.optimizer = None
    assert optimizer_variables(model.state, model.network) == ()
