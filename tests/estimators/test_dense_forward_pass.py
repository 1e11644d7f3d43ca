import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.estimators.dense_forward_pass import (
    ACTIVATIONS,
    check_activation,
    kernels_and_biases,
    softmax_of,
    sums_before_output,
)
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
        softmax_of(sums_before_output(layers, ROWS, activation)), expected, atol=1e-6
    )


def test_a_row_alone_gets_the_answer_it_gets_in_company():
    layers = [
        (np.random.default_rng(1).normal(size=(4, 64)), np.zeros(64)),
        (np.ones((64, 1)), 1.0),
    ]
    alone = [sums_before_output(layers, row[None], "relu")[0] for row in ROWS]
    np.testing.assert_allclose(alone, sums_before_output(layers, ROWS, "relu"), rtol=1e-12)


def test_large_sums_do_not_overflow():
    assert softmax_of(np.array([[1e4, 0.0]])).tolist() == [[1.0, 0.0]]
    assert ACTIVATIONS["sigmoid"](np.array([-1e4, 1e4])).tolist() == [0.0, 1.0]


def test_an_unknown_activation_is_refused():
    with pytest.raises(SettingError, match="relu, tanh, sigmoid, linear"):
        check_activation("gelu")
