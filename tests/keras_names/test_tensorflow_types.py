"""TensorFlow's types of numbers."""

import numpy as np

from plainnet.keras_names import tensorflow_types as types
from plainnet.keras_names.eager_array import tensor


def test_a_type_is_understood_by_numpy_and_by_scripts():
    assert np.zeros(2, types.float32).dtype == np.float32
    assert tensor([1.0]).dtype == types.float32 and types.float32 == tensor([1.0]).dtype
    assert types.float32 == "float32" != types.int32 and types.float32 != "no type"
    assert types.float32.as_numpy_dtype is np.float32
    assert (types.float32.is_floating, types.int32.is_integer) == (True, True)
    assert types.uint8.max == 255 and types.uint8.min == 0 and types.float32.max > 1e38
    assert repr(types.int32) == "tf.int32" and str(types.int32) == "<dtype: 'int32'>"
    assert {types.float32: 1}[types.as_dtype(np.float32)] == 1
    assert tensor([1], types.string).dtype == object or types.string.dtype == object
    assert types.bfloat16.is_floating


def test_shapes_and_descriptions():
    assert types.make_shape([1, None]).as_list() == [1, None]
    assert types.make_shape(None).rank == 0
    assert types.TensorSpec((2,)).dtype == "float32"
