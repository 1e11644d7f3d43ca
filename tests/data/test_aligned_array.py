"""Arrays that the engine takes over without a copy."""

import numpy as np

from plainnet.data.aligned_array import aligned_zeros


def test_arrays_start_where_the_engine_wants_them():
    for rows in (1, 3, 1000):
        array = aligned_zeros((rows, 7))
        assert array.ctypes.data % 64 == 0
        assert array.shape == (rows, 7)
        assert array.dtype == np.float32
        assert not array.any()
