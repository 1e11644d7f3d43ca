"""What callbacks are shown: the model's own numbers."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.errors import SettingError, ShapeError
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay
from plainnet.optimizers.optimizer import SGD
from plainnet.training.callbacks.model_view import ModelView
from training.callbacks.keras_twins import X, Y, twins


def test_it_shows_and_changes_the_model(tmp_path: Path) -> None:
    model = twins()[0]
    view = ModelView(model)
    before = view.get_weights()
    view.set_weights([array + 1 for array in before])
    np.testing.assert_allclose(model.weights["dense"]["bias"], before[1] + 1)
    view.optimizer.learning_rate = 0.125
    assert model.optimizer == SGD(0.125)
    model.fit(X, Y, batch_size=8)
    assert view.optimizer.iterations == 3
    view.stop_training = True
    assert model.state.stop_training
    assert view.input_shape == (3,)
    view.save(str(tmp_path / "m.keras"), overwrite=True)
    assert (tmp_path / "m.keras").is_file()


def test_weights_that_do_not_fit_and_rates_that_follow_a_schedule() -> None:
    model = twins()[0]
    with pytest.raises(ShapeError, match="4 arrays of weights, but 3"):
        ModelView(model).set_weights(ModelView(model).get_weights()[:3])
    with pytest.raises(ShapeError, match="dense/kernel has shape"):
        ModelView(model).set_weights([np.zeros((1, 1))] * 4)
    model.compile(SGD(ExponentialDecay(0.1, 10, 0.5)), "mse")
    assert ModelView(model).optimizer.learning_rate == pytest.approx(0.1)
    with pytest.raises(SettingError, match="follows a schedule"):
        ModelView(model).optimizer.learning_rate = 0.2
