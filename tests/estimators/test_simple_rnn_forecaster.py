"""What both forecasters share is tested in test_series_forecaster."""

import numpy as np

from plainnet import SimpleRNN, SimpleRNNForecaster


def test_each_entry_of_units_is_a_layer():
    forecaster = SimpleRNNForecaster(window=4, units=(3, 5), epochs=1, random_state=0)
    layers = forecaster.fit(np.sin(np.arange(30.0))).model_.network.hidden
    assert [type(layer) for layer in layers[:2]] == [SimpleRNN, SimpleRNN]
    assert [layer.units for layer in layers] == [3, 5, 1]
