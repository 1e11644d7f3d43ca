"""Scaling against scikit-learn's scalers."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from plainnet.data.scaling import Scaling, learn_min_max, learn_standard
from plainnet.errors import DataError, SettingError, ShapeError

RANDOM = np.random.default_rng(0)
TABLES = [
    RANDOM.normal(size=(50, 3)) * [1, 1e6, 1e-6] + [0, -1e5, 3],
    np.full((7, 2), 3.7),
    np.array([[0.1, 1.0], [0.1, 1.0 + 1e-16], [0.1, 1.0]]),
    np.full((1000, 1), 0.1),
    np.array([[1e-20], [3e-20]]),
    np.array([[5.0]]),
    RANDOM.integers(0, 5, (20, 4)).astype(float),
]
FLOATS = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=6),
    elements=st.floats(-1e9, 1e9),
)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("learn", "scaler"), [(learn_min_max, MinMaxScaler), (learn_standard, StandardScaler)]
)
def test_equals_scikit_learn(table: NDArray[np.float64], learn, scaler) -> None:  # type: ignore[no-untyped-def]
    reference = scaler().fit(table)
    scaling = learn(table)
    other = table * 1.5 - 2
    np.testing.assert_allclose(
        scaling.apply(other), reference.transform(other), rtol=1e-12, atol=1e-9
    )
    np.testing.assert_allclose(
        scaling.undo(other), reference.inverse_transform(other), rtol=1e-12, atol=1e-12
    )


@given(FLOATS)
def test_undo_takes_apply_back(table: NDArray[np.float64]) -> None:
    for scaling in (learn_min_max(table), learn_standard(table)):
        largest = np.abs(table).max()
        np.testing.assert_allclose(
            scaling.undo(scaling.apply(table)), table, rtol=1e-12, atol=1e-13 * largest
        )


@given(FLOATS)
def test_min_max_lies_between_zero_and_one(table: NDArray[np.float64]) -> None:
    scaled = learn_min_max(table).apply(table)
    assert scaled.min() >= 0
    assert scaled.max() <= 1


@given(FLOATS)
def test_survives_json(table: NDArray[np.float64]) -> None:
    scaling = learn_standard(table)
    again = Scaling.from_dict(json.loads(json.dumps(scaling.to_dict())))
    assert again == scaling
    assert hash(again) == hash(scaling)


def test_scales_windows_along_the_last_axis() -> None:
    scaling = learn_min_max([[0.0, 10.0], [2.0, 30.0]])
    assert scaling.apply(np.ones((4, 5, 2))).shape == (4, 5, 2)
    with pytest.raises(ShapeError, match=r"\(4, 5, 3\).*2 column"):
        scaling.apply(np.ones((4, 5, 3)))


@pytest.mark.parametrize("learn", [learn_min_max, learn_standard])
def test_refuses_what_nothing_can_be_learned_from(learn) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError, match="no rows"):
        learn(np.empty((0, 2)))
    with pytest.raises(DataError, match="Row 1, column 0"):
        learn([[1.0], [np.nan]])
    with pytest.raises(ShapeError, match=r"\(2,\)"):
        learn([1.0, 2.0])


@pytest.mark.parametrize(
    "saved",
    [
        {},
        {"kind": "other", "offset": [0.0], "scale": [1.0]},
        {"kind": "standard", "offset": [0.0], "scale": [0.0]},
        {"kind": "standard", "offset": [0.0, 1.0], "scale": [1.0]},
        {"kind": "standard", "offset": ["0"], "scale": [1.0]},
        {"kind": "standard", "offset": [float("nan")], "scale": [1.0]},
        {"kind": ["standard"], "offset": [0.0], "scale": [1.0]},
    ],
)
def test_refuses_a_broken_scaling(saved: dict[str, object]) -> None:
    with pytest.raises(SettingError, match="cannot be used"):
        Scaling.from_dict(saved)
