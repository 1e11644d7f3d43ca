"""New arrays, variables and what is done with them."""

import jax
import numpy as np
import pytest

from plainnet.keras_names.arrays import array_making as making
from plainnet.keras_names.arrays.eager_array import EagerArray, Variable


def test_arrays_of_given_shapes():
    assert making.zeros((2, 3)).shape == making.ones([2, 3], "int32").shape == (2, 3)
    assert making.fill([2], 5).tolist() == making.full((2,), 5).tolist() == [5, 5]
    assert making.eye(2).tolist() == [[1, 0], [0, 1]]
    assert making.constant(2.0, shape=(2,)).tolist() == [2, 2]
    assert making.constant([1, 2, 3, 4], shape=(2, 2)).tolist() == [[1, 2], [3, 4]]
    assert making.backend_constant(3).dtype == np.float32
    assert making.linspace(0.0, 1.0, 3).tolist() == [0, 0.5, 1]
    assert making.zeros_like([1.0, 2.0]).tolist() == [0, 0]
    assert making.ones_like([1, 2], "float32").dtype == np.float32
    assert isinstance(making.identity([1]), EagerArray)


def test_counting():
    assert making.arange(3).tolist() == [0, 1, 2]
    assert making.arange(1, 2, 0.5).tolist() == [1, 1.5]
    assert making.arange(start=0, stop=4, step=2).tolist() == [0, 2]
    assert making.arange(0, limit=4, delta=2).tolist() == [0, 2]
    assert making.arange(3).dtype == np.int32


@pytest.mark.parametrize("axis", [-1, 0])
def test_numbers_become_rows_with_a_one(axis):
    keras = pytest.importorskip("keras")
    expected = keras.ops.one_hot(np.array([[0, 2], [1, 5]]), 3, axis=axis)
    function = lambda x: making.one_hot(x, 3, axis=axis)  # noqa: E731
    np.testing.assert_array_equal(function(np.array([[0, 2], [1, 5]])), expected)
    np.testing.assert_array_equal(jax.jit(function)(np.array([[0, 2], [1, 5]])), expected)
    assert making.one_hot([1], num_classes=2, on_value=5.0, off_value=-1.0).tolist() == [[-1, 5]]


def test_variables_are_read_and_written():
    one = making.backend_variable([1, 2])
    assert isinstance(one, Variable) and one.dtype == np.float32
    making.set_value(one, [3, 4])
    making.batch_set_value([(one, [4, 4])])
    assert making.update_sub(making.update_add(one, 1), 2).tolist() == [3, 3]
    assert making.update(one, [0, 0]) is one
    assert type(making.get_value(one)) is np.ndarray
    assert making.batch_get_value([one])[0].tolist() == [0, 0]


def test_arrays_change_hands():
    assert type(making.convert_to_numpy(jax.numpy.ones(2))) is np.ndarray
    assert making.is_tensor(making.convert_to_tensor([1])) and not making.is_tensor([1])
    assert making.cast_to_floatx([1, 2]).dtype == np.float32
    assert making.cast_to_floatx(jax.numpy.ones(1, "int32")).dtype == np.float32


def test_no_gradient_gets_through_what_is_stopped():
    slope = jax.grad(lambda x: x * making.stop_gradient(x))(3.0)
    assert slope == 3.0
    assert making.stop_gradient([1.0]).tolist() == [1]
