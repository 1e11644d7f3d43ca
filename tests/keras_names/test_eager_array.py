"""Arrays that answer as TensorFlow's tensors do."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.errors import ShapeError
from plainnet.keras_names.arrays import eager_array as nested
from plainnet.keras_names.arrays.eager_array import (
    EagerArray,
    TensorShape,
    Variable,
    eager,
    is_traced,
    namespace,
    numpy_dtype,
    tensor,
    whole_numbers,
)


def test_pythons_numbers_become_short_and_arrays_keep_their_type():
    assert tensor(1.5).dtype == np.float32
    assert tensor([[1, 2]]).dtype == np.int32
    assert tensor(np.zeros(2)).dtype == np.float64
    assert tensor([np.float64(1)]).dtype == np.float64
    assert tensor([True]).dtype == bool
    assert tensor([1, 2], "float64").dtype == np.float64


def test_a_tensor_speaks_as_tensorflows():
    one = tensor([[1.0, 2.0], [3.0, 4.0]])
    assert one.shape.as_list() == [2, 2] and one.get_shape().rank == one.shape.ndims == 2
    assert one.shape.num_elements() == 4 and one.shape.is_fully_defined()
    assert repr(one.shape) == "TensorShape([2, 2])" and str(one.shape) == "(2, 2)"
    assert type(one.numpy()) is np.ndarray
    assert isinstance(one[0, 1].numpy(), np.float32) and one[0, 1].numpy() == 2
    assert str(tensor([1, 2])) == "tf.Tensor([1 2], shape=(2,), dtype=int32)"
    assert repr(tensor(2.0)) == "<tf.Tensor: shape=(), dtype=float32, numpy=2.0>"
    assert f"{one[1, 1]:.2f}" == "4.00" and str(int(one[0, 1])) == "2"
    assert [float(row[0]) for row in one] == [1, 3]
    assert one.eval().tolist() == [[1, 2], [3, 4]]
    one.set_shape([2, 2])


def test_operators_give_tensors_and_numpys_functions_give_numpys_arrays():
    one = tensor([1.0, 3.0])
    for result in (one + 1, 2 * one, -one, one @ one, one > 2, one.mean(), one[tensor(0)]):
        assert isinstance(result, EagerArray)
    assert (one + 1).dtype == np.float32
    assert type(np.mean(one)) is np.float32
    assert type(np.concatenate([one, one])) is np.ndarray
    assert np.array(["a", "b"])[np.argmax(one)] == "b"


def test_texts_are_bytes_and_can_be_compared_with_texts():
    words = tensor(["cat", "dog"])
    assert words[0].numpy() == b"cat"
    assert (words[1] == np.array(["cat", "dog"])).numpy().tolist() == [False, True]
    assert (words != "cat").numpy().tolist() == [False, True]
    assert str(words[0]) == "tf.Tensor(b'cat', shape=(), dtype=string)"


def test_a_variable_can_be_assigned_to():
    one = Variable([1, 2], name="counts")
    one.assign_add([1, 1]).assign_sub([0, 1])
    assert one.numpy().tolist() == [2, 2]
    assert one.assign([5, 6]).read_value().tolist() == [5, 6]
    assert (
        repr(one)
        == "<tf.Variable 'counts:0' shape=(2,) dtype=int32, numpy=array([5, 6], dtype=int32)>"
    )
    assert not isinstance(one + 1, Variable)
    assert Variable(lambda: 2.0).dtype == np.float32


def test_arrays_of_jax_stay_what_they_are():
    traced = []

    @jax.jit
    def double(x):
        traced.append(tensor(x))
        return tensor([x[0], x[1]]) + tensor([1.0, 1.0]) * x

    assert double(jnp.array([1.0, 2.0])).tolist() == [2, 4]
    assert is_traced(traced) and namespace(traced) is jnp and namespace(1.0) is np
    assert eager(jnp.ones(1)) is not None and isinstance(eager(np.float32(1)), EagerArray)
    assert tensor(jnp.ones(2), "int32").dtype == jnp.int32


def test_names_of_types_and_shapes_in_all_spellings():
    assert numpy_dtype("double") == np.float64 and numpy_dtype("int") == np.int32
    assert numpy_dtype("string") == np.dtype(object) and numpy_dtype(np.uint8) == np.uint8
    assert whole_numbers(tensor([2, 3])) == (2, 3) and whole_numbers(tensor(4)) == 4
    assert TensorShape([1, None]).is_fully_defined() is False


def test_a_tensor_cannot_be_a_key():
    with pytest.raises(TypeError):
        {tensor(1): 1}


def test_a_nest_is_walked_through():
    nest = (np.arange(3), {"a": np.arange(6).reshape(3, 2)})
    assert nested.map_arrays(np.sum, nest) == (3, {"a": 15})
    assert [leaf.ndim for leaf in nested.leaves(nest)] == [1, 2]
    rows = list(nested.rows_of(nest))
    assert rows[1][1]["a"].tolist() == [2, 3]
    again = nested.stacked(rows)
    assert again[1]["a"].tolist() == nest[1]["a"].tolist()


def test_lengths_must_agree():
    assert nested.element_count((np.zeros(2), np.zeros((2, 3)))) == 2
    with pytest.raises(ShapeError, match="2 inputs and 3"):
        nested.element_count((np.zeros(2), np.zeros(3)))
