"""train_on_batch and test_on_batch, as in Keras."""

import numpy as np
import pytest

from training.callbacks.keras_twins import X, Y, twins

WEIGHTS = np.linspace(0.2, 2.0, len(X)).astype(np.float32)


def test_as_in_keras() -> None:
    ours, theirs = twins(optimizer="adam")
    for rows in (slice(6), slice(6, 20), slice(20, 23), slice(6)):
        mine = ours.train_on_batch(X[rows], Y[rows], WEIGHTS[rows])
        other = theirs.train_on_batch(X[rows], Y[rows], WEIGHTS[rows], return_dict=True)
        assert mine == pytest.approx(other, rel=1e-5)
        mine = ours.test_on_batch(X[:5], Y[:5])
        assert mine == pytest.approx(theirs.test_on_batch(X[:5], Y[:5], return_dict=True), rel=1e-5)
    for mine_array, array in zip(ours.state.copy_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine_array, array, rtol=1e-4, atol=1e-6)


def test_steps_weights_and_rates_set_between_batches() -> None:
    ours, theirs = twins(optimizer="adam")
    for model in (ours, theirs):
        model.train_on_batch(X, Y, class_weight={0: 2.0})
    ours.state.learning_rate = theirs.optimizer.learning_rate = 0.01
    halved = [0.5 * array for array in theirs.get_weights()]
    ours.state.set_weights(halved)
    theirs.set_weights(halved)
    ours.train_on_batch(X, Y)
    theirs.train_on_batch(X, Y)
    ours.fit(X, Y, epochs=2, shuffle=False)
    theirs.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    ours.train_on_batch(X, Y)
    theirs.train_on_batch(X, Y)
    assert ours.state.steps_taken == 5
    for mine_array, array in zip(ours.state.copy_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine_array, array, rtol=1e-4, atol=1e-6)
