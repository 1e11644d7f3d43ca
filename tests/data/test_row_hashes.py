"""Rows are known by what they hold: copies, and rows trained on."""

import numpy as np
import pytest

from plainnet.data import row_hashes
from plainnet.data.row_hashes import groups_of_copies, hash_cells, hash_rows, trained_rows


def groups(table):
    return groups_of_copies(lambda place: table[:, place], table.shape[1])


def test_a_hash_is_the_sum_of_its_cells_and_knows_places():
    table = np.random.default_rng(0).normal(size=(5000, 3))
    cells = [hash_cells(table[:, place], place) for place in range(3)]
    assert (hash_rows(table) == cells[0] + cells[1] + cells[2]).all()
    assert len(np.unique(hash_rows(table))) == 5000
    assert (hash_rows(table) != hash_rows(table[:, [1, 0, 2]])).all()


def test_rounding_makes_rows_of_a_large_table_known_in_a_small_one():
    table = np.random.default_rng(0).normal(size=(50, 2))
    rounded = table.astype(np.float32)
    assert (hash_rows(table, is_single=True) == hash_rows(rounded, is_single=True)).all()
    assert (hash_rows(table) != hash_rows(rounded)).all()


@pytest.mark.parametrize("n_rows", [1, 100, 50_000])
def test_marks_find_exactly_the_rows_trained_on(n_rows):
    hashes = hash_rows(np.random.default_rng(0).normal(size=(2 * n_rows, 2)))
    rows = trained_rows(hashes[:n_rows], hashes[n_rows:])
    is_trained, is_unknown = rows.where_trained(hashes)
    assert (is_trained == (np.arange(2 * n_rows) < n_rows)).all()
    assert not is_unknown.any()
    assert len(rows.marks) * 3 / 4 <= 6.1 * n_rows + 20


def test_beyond_the_bound_a_share_is_marked_and_the_others_are_unknown(monkeypatch):
    monkeypatch.setattr(row_hashes, "MOST_MARKS", 250)
    hashes = hash_rows(np.random.default_rng(0).normal(size=(2000, 2)))
    rows = trained_rows(hashes[:1000], hashes[1000:])
    assert rows.share == 0.25
    is_trained, is_unknown = rows.where_trained(hashes)
    assert is_trained.sum() == 250
    is_new = ~is_trained & ~is_unknown
    assert not is_new[:1000].any()
    assert 150 < is_new[1000:].sum() < 350
    assert not any(part.any() for part in rows.where_trained(hashes[1000:]))


def test_as_many_equal_rows_as_chance_gives_were_not_trained_on():
    drawn = np.random.default_rng(0).integers(20_000, size=(6000, 1)).astype(float)
    hashes = hash_rows(drawn)
    rows = trained_rows(hashes[:2000], hashes[2000:4000])
    assert 0.05 < rows.natural < row_hashes.COMMON
    assert not rows.where_trained(hashes[4000:])[0].any()
    assert rows.where_trained(hashes[:2000])[0].all()


def test_copies_are_in_the_group_of_their_row():
    random = np.random.default_rng(0)
    drawn = random.normal(size=(100, 4)).round(2)
    drawn[:, 0] = random.integers(2, size=100)
    drawn[random.random((100, 4)) < 0.05] = np.nan
    found = groups(np.tile(drawn, (4, 1)))
    assert found is not None
    assert (found.reshape(4, 100) == found[:100]).all()
    assert len(np.unique(found)) == 100


@pytest.mark.parametrize(
    "table",
    [
        np.random.default_rng(0).integers(2, size=(500, 3)),  # few levels
        np.random.default_rng(1).poisson(0.3, size=(700, 9)),  # mostly zeros
        np.tile(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), (100, 1)),  # a logic gate
        np.repeat(np.indices((3, 3, 3)).reshape(3, -1).T, 5, axis=0),  # a factorial design
        np.repeat(np.arange(30), 4)[:, None],  # one dose, measured four times
        np.random.default_rng(0).normal(size=(300, 5)),  # no copies at all
    ],
)  # fmt: skip
def test_rows_that_coincide_by_nature_are_no_copies(table):
    assert groups(table.astype(float)) is None
