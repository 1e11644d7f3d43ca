"""Fingerprints of arrays."""

import hashlib

import numpy as np

from plainnet.data.array_hash import hash_array


def test_is_the_sha256_of_the_little_endian_bytes() -> None:
    assert hash_array(np.array([1, 256], "<i4")) == hashlib.sha256(b"\1\0\0\0\0\1\0\0").hexdigest()


def test_does_not_depend_on_byte_order_or_memory_layout() -> None:
    values = np.arange(12.0).reshape(3, 4)
    for other in (values.astype(">f8"), np.asfortranarray(values), values[::-1][::-1]):
        assert hash_array(other) == hash_array(values)


def test_one_changed_number_changes_it() -> None:
    values = np.zeros(1000)
    changed = values.copy()
    changed[999] = 1e-300
    assert hash_array(changed) != hash_array(values)
