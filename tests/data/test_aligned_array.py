"""Arrays that the engine takes over without a copy."""

import numpy as np

from plainnet.data.aligned_array import aligned_zeros, mapped_copy


def test_arrays_start_where_the_engine_wants_them():
    for rows in (1, 3, 1000):
        array = aligned_zeros((rows, 7))
        assert array.ctypes.data % 64 == 0
        assert array.shape == (rows, 7)
        assert array.dtype == np.float32
        assert not array.any()


def test_mapped_copies_hold_the_numbers_and_can_be_changed():
    values = np.arange(12.0).reshape(4, 3)
    copy = mapped_copy(values)
    np.testing.assert_array_equal(copy, values)
    copy[0] = 7
    assert copy.dtype == np.float32
    assert values[0, 0] == 0
