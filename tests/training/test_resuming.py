"""An optimizer's state goes into a file and comes back."""

import numpy as np

from plainnet.training.resuming import optimizer_variables, take_up
from training.callbacks.keras_twins import X, Y, twins


def test_a_run_goes_on_where_it_stood() -> None:
    first, second = (twins(optimizer="adam")[0] for _ in range(2))
    first.fit(X, Y, epochs=2)
    second.state.set_weights(first.state.copy_weights())
    take_up(second.state, second.network, optimizer_variables(first.state, first.network))
    assert second.state.steps_taken == first.state.steps_taken == 2
    for model in (first, second):
        model.fit(X, Y, epochs=3, initial_epoch=2)
    for ours, expected in zip(second.state.copy_weights(), first.state.copy_weights(), strict=True):
        np.testing.assert_array_equal(ours, expected)


def test_variables_of_another_model_leave_the_start() -> None:
    model = twins()[0]
    take_up(model.state, model.network, [np.zeros(3)])
    assert model.state.optimizer_state is None
    model.state.optimizer = None
    assert optimizer_variables(model.state, model.network) == ()
