"""What `keras.backend` asks about sessions, phases and graphs."""

import numpy as np
import pytest

from plainnet.keras_names.arrays import backend_sessions as sessions
from plainnet.keras_names.door.refusal import NotCoveredError
from plainnet.keras_names.model.keras_layer import automatic_name
from plainnet.keras_names.model.keras_model import Model
from plainnet.keras_names.model.layer_classes import Input, layer_class


def test_names_start_anew_in_a_new_session():
    automatic_name("Dense")
    sessions.clear_session()
    assert automatic_name("Dense") == "dense"
    sessions.clear_backend_session()


def test_old_sessions_have_nothing_to_do():
    sessions.set_session(sessions.get_session())
    sessions.manual_variable_initialization(True)
    sessions.set_random_seed(3)
    assert sessions.backend() == "tensorflow"
    assert not sessions.is_sparse(1)
    with sessions.name_scope("a"):
        pass


def test_the_phase_is_remembered():
    assert sessions.learning_phase() == 0
    with sessions.learning_phase_scope(1):
        assert sessions.in_train_phase(1, lambda: 2) == 1
        assert sessions.in_test_phase(1, lambda: 2) == 2
    assert sessions.in_train_phase(1, lambda: 2) == 2
    assert sessions.in_train_phase(1, 2, training=True) == 1


def test_a_choice_between_arrays():
    found = sessions.switch([True, False], lambda: np.ones((2, 2)), np.zeros((2, 2)))
    assert found.tolist() == [[1, 1], [0, 0]]


def test_a_function_gives_the_outputs_of_layers():
    inputs = Input((3,))
    hidden = layer_class("Dense")(4, activation="relu")(inputs)
    outputs = layer_class("Dense")(2)(hidden)
    model = Model(inputs, outputs)
    rows = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    compute = sessions.function([model.input, sessions.learning_phase()], [hidden, outputs])
    first, second = compute([rows, 0])
    assert first.shape == (5, 4)
    np.testing.assert_allclose(second, model.predict(rows, verbose=0), rtol=1e-5)
    assert sessions.function(model.input, outputs)(rows).shape == (5, 2)
    assert sessions.is_keras_tensor(hidden)
    with pytest.raises(NotCoveredError, match="updates"):
        sessions.function([inputs], [outputs], updates=[1])
