"""Which rows make up each step."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainnet.training.minibatches import (
    EVALUATION_NUMBERS,
    FILLER,
    count_steps,
    evaluation_batch_size,
    rows_of_epoch,
    slices_of,
)

counts = st.integers(1, 60)


@given(n_rows=counts, batch_size=counts, shuffle=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_row_comes_once_and_the_filler_last(
    n_rows: int, batch_size: int, shuffle: bool
) -> None:
    order = rows_of_epoch(n_rows, batch_size, seed=3, epoch=2, shuffle=shuffle)
    assert order.shape == (count_steps(n_rows, batch_size), batch_size)
    flat = order.reshape(-1)
    assert sorted(flat[:n_rows]) == list(range(n_rows))
    assert (flat[n_rows:] == FILLER).all()
    assert len(flat) - n_rows < batch_size


def test_the_order_depends_on_seed_and_epoch_alone() -> None:
    first = rows_of_epoch(50, 8, 1, 4, True)
    np.testing.assert_array_equal(first, rows_of_epoch(50, 8, 1, 4, True))
    for seed, epoch in [(1, 5), (2, 4), (4, 1)]:
        assert (first != rows_of_epoch(50, 8, seed, epoch, True)).any()


def test_every_row_comes_first_equally_often() -> None:
    firsts = [rows_of_epoch(4, 2, 0, epoch, True)[0, 0] for epoch in range(2000)]
    assert np.bincount(firsts) == pytest.approx([500] * 4, abs=5 * (2000 * 3 / 16) ** 0.5)


def test_slices_cut_in_order() -> None:
    cut = [list(range(7))[part] for part in slices_of(7, 3)]
    assert cut == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(slices_of(0, 3)) == []


@pytest.mark.parametrize(
    ("n_rows", "shape", "size"),
    [
        (5, (4,), 5),
        (10**6, (4,), EVALUATION_NUMBERS // 4),
        (10**6, (64, 64, 3), 32),
        (10**6, (1000, 1000), 32),
        (1, (), 1),
    ],
)
def test_rows_evaluated_at_once(n_rows: int, shape: tuple[int, ...], size: int) -> None:
    assert evaluation_batch_size(n_rows, shape) == size
