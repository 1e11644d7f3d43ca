"""Shapes changed as `keras.ops` and TensorFlow change them."""

import jax
import numpy as np
import pytest

from plainnet.keras_names.arrays import array_shaping

CUBE = np.arange(24.0, dtype=np.float32).reshape(2, 3, 4)

CASES = [
    ("expand_dims", (0,), lambda x: x[None]),
    ("expand_dims", (), lambda x: x[..., None]),
    ("reshape", ((4, -1),), lambda x: x.reshape(4, 6)),
    ("flatten", (), lambda x: x.ravel()),
    ("batch_flatten", (), lambda x: x.reshape(2, 12)),
    ("transpose", (), lambda x: x.T),
    ("transpose", ([0, 2, 1],), lambda x: x.transpose(0, 2, 1)),
    ("permute_dimensions", ((2, 0, 1),), lambda x: x.transpose(2, 0, 1)),
    ("swapaxes", (0, 2), lambda x: x.swapaxes(0, 2)),
    ("tile", ([1, 2, 1],), lambda x: np.tile(x, (1, 2, 1))),
    ("repeat", (2, 1), lambda x: x.repeat(2, 1)),
    ("repeat_elements", (3, 0), lambda x: x.repeat(3, 0)),
    ("reverse", ([1],), lambda x: x[:, ::-1]),
    ("pad", ([[1, 0], [0, 0], [0, 2]],), lambda x: np.pad(x, ((1, 0), (0, 0), (0, 2)))),
    ("gather", ([1, 0],), lambda x: x[[1, 0]]),
    ("sort", (1, "DESCENDING"), lambda x: -np.sort(-x, 1)),
    ("argsort", (-1, "DESCENDING"), lambda x: np.argsort(-x, -1)),
    ("argsort", (), lambda x: np.argsort(x, -1)),
]


@pytest.mark.parametrize(("name", "arguments", "expected"), CASES, ids=[c[0] for c in CASES])
def test_a_shape_is_changed_traced_or_not(name, arguments, expected):
    function = getattr(array_shaping, name)
    np.testing.assert_array_equal(function(CUBE, *arguments), expected(CUBE))
    traced = jax.jit(lambda x: function(x, *arguments))(CUBE)
    np.testing.assert_array_equal(traced, expected(CUBE))


def test_arrays_are_put_together_and_taken_apart():
    one = CUBE[0]
    assert array_shaping.concatenate([one, one]).shape == (3, 8)
    assert array_shaping.concat([one, one], 0).shape == (6, 4)
    assert array_shaping.concat(1, [one, one]).shape == (3, 8)
    assert array_shaping.stack([one, one], axis=1).shape == (3, 2, 4)
    assert [part.shape for part in array_shaping.unstack(CUBE)] == [(3, 4), (3, 4)]
    assert [part.shape for part in array_shaping.split(CUBE, 2, axis=2)] == [(2, 3, 2)] * 2
    assert [len(part) for part in array_shaping.split(one, [1, 2])] == [1, 2]
    assert array_shaping.repeat_rows(one, 2).shape == (3, 2, 4)
    assert array_shaping.squeeze(CUBE[:1]).shape == (3, 4)
    assert array_shaping.squeeze(CUBE[:1], squeeze_dims=[0]).shape == (3, 4)


def test_values_are_chosen():
    assert array_shaping.where([True, False], 1.0, [3.0, 4.0]).tolist() == [1, 4]
    assert array_shaping.where([[False, True]]).tolist() == [[0, 1]]
    assert array_shaping.gather_nd(CUBE, [[0, 1, 2], [1, 0, 0]]).tolist() == [6, 12]
    assert array_shaping.boolean_mask(CUBE[0, 0], [1, 0, 0, 1]).tolist() == [0, 3]
    assert array_shaping.pad([1.0], [[1, 1]], "CONSTANT", 7).tolist() == [7, 1, 7]
    assert array_shaping.pad([1.0, 2.0], [[1, 0]], "REFLECT").tolist() == [2, 1, 2]


def test_shapes_are_told():
    assert array_shaping.shape(CUBE).tolist() == [2, 3, 4]
    assert array_shaping.int_shape(CUBE) == array_shaping.int_shape(CUBE.tolist()) == (2, 3, 4)
    assert array_shaping.static_shape(CUBE).as_list() == [2, 3, 4]
    assert array_shaping.ndim(CUBE) == array_shaping.rank(CUBE) == 3
    assert array_shaping.size(CUBE) == 24
    assert array_shaping.dtype_name(CUBE) == "float32"
