"""Simpler models of tables."""

import numpy as np

from plainnet.recipes import table_baselines
from plainnet.recipes.table_baselines import TableBaselines

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(300, 3)).astype(np.float32)
NOTHING = (X[:0], np.zeros(0))


def test_numbers_have_mean_line_and_trees():
    said = TableBaselines(X, X[:, 0] * 2.0, NOTHING, lambda: X[:50], 50, 0)()
    assert list(said) == ["mean", "linear_regression", "gradient_boosted_trees"]
    np.testing.assert_allclose(said["linear_regression"], X[:50, 0] * 2, atol=1e-4)


def test_classes_have_majority_line_and_trees_with_probabilities():
    y = (X[:, 0] > 0.3).astype(float)
    said = TableBaselines(X, y, NOTHING, lambda: X[:50], 50, 2)()
    assert list(said) == ["majority", "logistic_regression", "gradient_boosted_trees"]
    np.testing.assert_allclose(said["majority"], np.tile([1 - y.mean(), y.mean()], (50, 1)))
    assert (said["gradient_boosted_trees"].argmax(axis=1) == y[:50]).mean() > 0.95


def test_huge_tables_are_sampled_and_it_is_said(monkeypatch):
    monkeypatch.setattr(table_baselines, "MOST_NUMBERS", 10)
    x = RANDOM.normal(size=(2000, 3)).astype(np.float32)
    baselines = TableBaselines(x, x[:, 0].astype(float), NOTHING, lambda: x[:5], 5, 0)
    assert baselines.n_rows == 1000
    assert [repair.key for repair in baselines.told] == ["table.baselines_sample"]
    assert len(baselines()["linear_regression"]) == 5
