import numpy as np

from plainnet.data.scaling import learn_standard
from plainnet.estimators.network_on_raw_inputs import network_on_raw_inputs
from plainnet.model import Model
from plainnet.networks.classic_networks import dense_network

ROWS = np.random.default_rng(0).normal([5.0, -300.0], [0.1, 40.0], size=(30, 2))
NUMBERS = np.random.default_rng(1).normal(1e4, 700.0, size=(30, 1))


def test_scalings_are_worked_in_and_dropout_is_left_out():
    scaling, target_scaling = learn_standard(ROWS), learn_standard(NUMBERS)
    model = Model(dense_network(1, (7, 5), dropout=0.5), 3, built=None)
    model.compile("adam", "mse")
    expected = target_scaling.undo(model.predict(scaling.apply(ROWS)))
    whole = network_on_raw_inputs([model], scaling, target_scaling)
    np.testing.assert_allclose(whole.predict(ROWS), expected, rtol=1e-5)
    assert [type(layer).__name__ for layer in whole.network.hidden] == ["Dense"] * 3
