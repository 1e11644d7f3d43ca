"""The arithmetic of `keras.ops`, on NumPy's and on JAX's arrays alike."""

import jax
import numpy as np
import pytest

from plainnet.keras_names.arrays import array_arithmetic
from plainnet.keras_names.arrays.array_arithmetic import ELEMENTWISE, REDUCTIONS, named_function

keras = pytest.importorskip("keras")
NUMBERS = np.random.default_rng(0).uniform(0.1, 0.9, (3, 4)).astype(np.float32)
OTHERS = np.random.default_rng(1).uniform(0.1, 0.9, (3, 4)).astype(np.float32)
ABOVE_ONE = {"acosh", "arccosh"}
_TWO = (
    "add arctan2 atan2 divide equal floor_divide floordiv greater greater_equal less less_equal"
    " logaddexp logical_and logical_or logical_xor maximum minimum mod mul multiply not_equal pow"
    " power sub subtract true_divide truediv"
)
TWO = set(_TWO.split())


@pytest.mark.parametrize("name", sorted(ELEMENTWISE))
def test_functions_of_values_are_the_same_traced_and_not(name):
    function = named_function(name)
    arguments = [NUMBERS + (1 if name in ABOVE_ONE else 0), OTHERS][: 2 if name in TWO else 1]
    found = function(*arguments).numpy()
    np.testing.assert_allclose(found, jax.jit(function)(*arguments), rtol=1e-5)
    theirs = getattr(keras.ops, ELEMENTWISE[name], None)
    if theirs is not None:
        np.testing.assert_allclose(found, theirs(*arguments), rtol=1e-5)


@pytest.mark.parametrize("name", sorted(REDUCTIONS))
@pytest.mark.parametrize("axis", [None, 1, (0, 1)])
def test_reductions_equal_those_of_keras(name, axis):
    function, theirs = named_function(name), getattr(keras.ops, REDUCTIONS[name])
    values = NUMBERS > 0.5 if REDUCTIONS[name] in ("all", "any") else NUMBERS
    for keepdims in (False, True):
        found = function(values, axis=axis, keepdims=keepdims)
        np.testing.assert_allclose(found, theirs(values, axis=axis, keepdims=keepdims), rtol=1e-5)
        traced = jax.jit(lambda x, kept=keepdims: function(x, axis, kept))(values)
        np.testing.assert_allclose(found, traced, rtol=1e-5)


SQUARE = NUMBERS[:, :3]
AS_NUMPY = [
    ("average", [NUMBERS], {"axis": 1}), ("broadcast_to", [NUMBERS[0], (2, 4)], {}),
    ("count_nonzero", [NUMBERS > 0.5], {"axis": 0}), ("cumprod", [NUMBERS], {"axis": 1}),
    ("diag", [SQUARE], {}), ("diff", [NUMBERS], {"axis": -1}),
    ("einsum", ["ij,kj->ik", NUMBERS, OTHERS], {}), ("full_like", [NUMBERS, 2], {}),
    ("hstack", [[NUMBERS, OTHERS]], {}), ("isclose", [NUMBERS, OTHERS], {}),
    ("median", [NUMBERS], {"axis": 1, "keepdims": True}), ("moveaxis", [NUMBERS, 0, 1], {}),
    ("outer", [NUMBERS[0], OTHERS[0]], {}), ("quantile", [NUMBERS, 0.3], {"axis": 0}),
    ("roll", [NUMBERS], {"shift": 1, "axis": 1}), ("trace", [SQUARE], {}), ("triu", [SQUARE], {}),
    ("take_along_axis", [NUMBERS, NUMBERS.argsort(1)], {"axis": 1}),
    ("searchsorted", [NUMBERS[0], OTHERS[0]], {}), ("vstack", [[NUMBERS, OTHERS]], {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "settings"), AS_NUMPY, ids=lambda v: str(v)[:12])
def test_functions_that_numpy_has_too(name, arguments, settings):
    found = named_function(name)(*arguments, **settings)
    theirs = getattr(keras.ops, name)(*arguments, **settings)
    np.testing.assert_allclose(found, theirs, rtol=1e-5)


def test_arguments_are_known_in_all_spellings():
    total = named_function("reduce_sum")
    assert total(input_tensor=NUMBERS, reduction_indices=1, keep_dims=True, name="s").shape == (
        3,
        1,
    )
    assert named_function("maximum")(x=NUMBERS, y=0.5).min() >= 0.5
    assert named_function("no_such_function") is None
    assert array_arithmetic.clip(NUMBERS, clip_value_min=0.3, clip_value_max=0.6).max() <= 0.6


def test_whole_numbers_stay_whole_and_shares_of_truths_are_numbers():
    assert named_function("sum")(np.array([1, 2], np.int32)).dtype == np.int32
    assert named_function("mean")([True, False]).numpy() == 0.5


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("clip", (0.2, 0.6)),
        ("argmax_of_last", ()),
        ("argmin_of_last", ()),
        ("cumsum", (1,)),
        ("logsumexp", (1,)),
        ("rsqrt", ()),
        ("cast", ("int32",)),
        ("norm", ()),
    ],
)
def test_other_functions_of_one_array(name, arguments):
    names = {"argmax_of_last": "argmax", "argmin_of_last": "argmin"}
    function = getattr(array_arithmetic, name)
    theirs = getattr(keras.ops, names.get(name, name))
    place = arguments or ((-1,) if "arg" in name else ())
    found = function(NUMBERS, *arguments)
    np.testing.assert_allclose(found, theirs(NUMBERS, *place), rtol=1e-5)
    np.testing.assert_allclose(
        found, jax.jit(lambda x: function(x, *arguments))(NUMBERS), rtol=1e-5
    )


@pytest.mark.parametrize(
    ("shapes", "axes"),
    [
        (((5, 3), (5, 3)), 1),
        (((5, 2, 3), (5, 3, 4)), None),
        (((5, 2, 3), (5, 4, 3)), (2, 2)),
        (((5, 2, 3), (5, 3)), (2, 1)),
    ],
)
def test_products_row_by_row(shapes, axes):
    rng = np.random.default_rng(2)
    one, other = (rng.normal(size=shape).astype(np.float32) for shape in shapes)
    found = array_arithmetic.batch_dot(one, other, axes)
    first, second = (axes, axes) if isinstance(axes, int) else axes or (2, 1)
    rows = [
        np.tensordot(a, b, ([first - 1], [second - 1])) for a, b in zip(one, other, strict=True)
    ]
    expected = np.stack(rows)
    expected = expected[:, None] if expected.ndim == 1 else expected  # as Keras, never one axis
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_products_sums_and_quotients():
    one, other = NUMBERS, OTHERS.T
    np.testing.assert_allclose(array_arithmetic.dot(one, other), one @ other, rtol=1e-6)
    np.testing.assert_allclose(
        array_arithmetic.matmul(one, OTHERS, transpose_b=True), one @ other, rtol=1e-6
    )
    np.testing.assert_allclose(
        array_arithmetic.matmul(one, OTHERS, transpose_a=True), one.T @ OTHERS, rtol=1e-6
    )
    np.testing.assert_allclose(array_arithmetic.tensordot(one, other, 1), one @ other, rtol=1e-6)
    np.testing.assert_allclose(array_arithmetic.add_n([one, one]), 2 * one)
    np.testing.assert_allclose(array_arithmetic.squared_difference(one, 1.0), (one - 1) ** 2)
    assert array_arithmetic.divide_no_nan([1.0, 1.0], [0.0, 2.0]).tolist() == [0, 0.5]
    assert array_arithmetic.argmax([[1, 5], [7, 2]]).tolist() == [1, 0]
    assert array_arithmetic.argmin([[1, 5], [7, 2]], axis=1).dtype == np.int64
    assert array_arithmetic.norm([[3.0, 4.0]], ord=1, axis=1).tolist() == [7]


def test_a_confusion_matrix_takes_weights_and_a_type():
    counts = array_arithmetic.confusion_matrix([0, 1, 1], [0, 1, 0], 3, [0.5, 1, 2], "float32")
    assert counts.tolist() == [[0.5, 0, 0], [2, 1, 0], [0, 0, 0]]
