"""Arrays in tuples and dicts."""

import numpy as np
import pytest

from plainnet.errors import ShapeError
from plainnet.keras_names import nested_arrays as nested


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
