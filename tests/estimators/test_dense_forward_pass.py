import numpy as np
import pytest

from plainnet.data.scaling import learn_standard
from plainnet.errors import SettingError
from plainnet.estimators.dense_forward_pass import (
    ACTIVATIONS,
    check_activation,
    kernels_and_biases,
    network_on_raw_inputs,
    sums_before_output,
)
from plainnet.layers.activations import IN_NUMPY, softmax_in_numpy
from plainnet.model import Model
from plainnet.networks.classic_networks import dense_network

ROWS = np.random.default_rng(0).normal(size=(50, 4))


@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
def test_it_says_what_the_model_says(activation):
    network = dense_network(3, (6, 5), activation=activation, output_activation="softmax")
    model = Model(network, 1)
    expected = model.predict(ROWS)
    layers = kernels_and_biases(network, model.weights)
    np.testing.assert_allclose(
        softmax_in_numpy(sums_before_output(layers, ROWS, activation)), expected, atol=1e-6
    )


def test_a_row_alone_gets_the_answer_it_gets_in_company():
    layers = [
        (np.random.default_rng(1).normal(size=(4, 64)), np.zeros(64)),
        (np.ones((64, 1)), 1.0),
    ]
    alone = [sums_before_output(layers, row[None], "relu")[0] for row in ROWS]
    np.testing.assert_allclose(alone, sums_before_output(layers, ROWS, "relu"), rtol=1e-12)


def test_large_sums_do_not_overflow():
    assert softmax_in_numpy(np.array([[1e4, 0.0]])).tolist() == [[1.0, 0.0]]
    assert IN_NUMPY["sigmoid"](np.array([-1e4, 1e4])).tolist() == [0.0, 1.0]


def test_an_unknown_activation_is_refused():
    with pytest.raises(SettingError, match="relu, tanh, sigmoid, linear"):
        check_activation("gelu")


ROWS_OF_NETWORK_ON_RAW_INPUTS = np.random.default_rng(0).normal(
    [5.0, -300.0], [0.1, 40.0], size=(30, 2)
)
NUMBERS = np.random.default_rng(1).normal(1e4, 700.0, size=(30, 1))


def test_scalings_are_worked_in_and_dropout_is_left_out():
    scaling, target_scaling = learn_standard(ROWS_OF_NETWORK_ON_RAW_INPUTS), learn_standard(NUMBERS)
    model = Model(dense_network(1, (7, 5), dropout=0.5), 3, built=None)
    model.compile("adam", "mse")
    expected = target_scaling.undo(model.predict(scaling.apply(ROWS_OF_NETWORK_ON_RAW_INPUTS)))
    whole = network_on_raw_inputs([model], scaling, target_scaling)
    np.testing.assert_allclose(whole.predict(ROWS_OF_NETWORK_ON_RAW_INPUTS), expected, rtol=1e-5)
    assert [type(layer).__name__ for layer in whole.network.hidden] == ["Dense"] * 3
