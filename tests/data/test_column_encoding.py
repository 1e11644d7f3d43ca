"""Columns of a table as inputs of a network."""

import json

import numpy as np
import pytest

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.errors import SettingError

NUMBER = ColumnEncoding("n", "number", fill=2.0, offset=1.0, scale=2.0, with_missing=True)
CITY = ColumnEncoding("c", "category", levels=("x", "y"), rare=("z",), with_missing=True)
FLAG = ColumnEncoding("f", "boolean", levels=("no", "yes"))
DAY = ColumnEncoding("d", "date", fill=10.0, offset=10.0, scale=5.0, with_time=True)
ENCODING = TableEncoding((NUMBER, CITY, FLAG, DAY))


def test_numbers_and_holes():
    assert TableEncoding((NUMBER,)).apply(np.array([[3.0], [np.nan]])).tolist() == [
        [1, 0],
        [0.5, 1],
    ]


def test_categories_known_rare_new_and_missing():
    raw = np.array([[0.0], [1.0], [2.0], [3.0], [np.nan]])
    expected = np.eye(4)[[0, 1, 2, 2, 3]]
    np.testing.assert_array_equal(TableEncoding((CITY,)).apply(raw), expected)


def test_a_new_category_without_rare_ones_says_nothing():
    plain = TableEncoding((ColumnEncoding("c", "category", levels=("x", "y", "z")),))
    np.testing.assert_array_equal(plain.apply(np.array([[3.0], [np.nan]])), np.zeros((2, 3)))


def test_two_categories_are_one_input():
    raw = np.array([[0.0], [1.0], [2.0], [np.nan]])
    assert TableEncoding((FLAG,)).apply(raw)[:, 0].tolist() == [0, 1, 0.5, 0.5]


def test_dates_lie_on_circles():
    raw = np.array([[15.0, 21600.0], [np.nan, np.nan]])
    encoded = TableEncoding((DAY,)).apply(raw)
    assert encoded.shape == (2, 7)
    assert encoded[0, 0] == 1
    np.testing.assert_allclose(encoded[0, 1::2] ** 2 + encoded[0, 2::2] ** 2, 1, rtol=1e-6)
    np.testing.assert_allclose(encoded[0, 5:], [1, 0], atol=1e-6)
    np.testing.assert_array_equal(encoded[1], 0)


def test_names_fit_the_inputs_and_nothing_is_lost_in_json():
    raw = np.array([[1.0, 1.0, 0.0, 3.0, 0.0]])
    assert ENCODING.slots == 5
    assert ENCODING.apply(raw).shape == (1, len(ENCODING.feature_names))
    again = TableEncoding.from_dict(json.loads(json.dumps(ENCODING.to_dict())))
    assert again == ENCODING
    np.testing.assert_array_equal(again.apply(raw), ENCODING.apply(raw))


@pytest.mark.parametrize(
    "broken", [{"kind": "other"}, {"kind": "number", "scale": 0.0}, {"kind": "boolean"}]
)
def test_a_broken_encoding_is_refused(broken: dict[str, object]):
    with pytest.raises(SettingError):
        TableEncoding.from_dict({"columns": [{"name": "x", **broken}]})
