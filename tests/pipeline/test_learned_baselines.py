"""Simpler models that learn, in this process and in another."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import StandardScaler

from plainnet.messages.language import say
from plainnet.pipeline.learned_baselines import (
    BaselineData,
    TableBaselines,
    boosted_trees,
    fitted_apart,
    learned_baselines,
    logistic_probabilities,
    ridge_values,
)
from plainnet.pipeline.training_run import awaited

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(300, 3)).astype(np.float32)


def data_of(x: np.ndarray, y: np.ndarray, test: np.ndarray, validation: int = 0) -> BaselineData:
    """Keep the last rows aside for validation."""
    n = len(x) - validation
    x, test = x.astype(np.float32), test.astype(np.float32)
    return BaselineData(x[:n], y[:n].astype(float), x[n:], y[n:].astype(float), test)


def test_trees_separate_a_corner():
    y = ((X[:, 0] > 0) & (X[:, 1] > 0)).astype(float)
    shares = boosted_trees(data_of(X, y, X), 2)
    assert (shares.argmax(axis=1) == y).mean() > 0.98
    np.testing.assert_allclose(shares.sum(axis=1), 1)


@pytest.mark.parametrize("n_classes", [2, 0])
def test_another_process_says_the_same(n_classes: int):
    y = (X[:, 0] > 0.3).astype(float) if n_classes else X[:, 0] * 2.0
    data = data_of(X, y, X[:50], validation=60)
    here, there = (
        learned_baselines(data, n_classes),
        fitted_apart(lambda: tuple(vars(data).values()), n_classes),
    )
    assert list(there) == list(here)
    for name, said in here.items():
        np.testing.assert_allclose(there[name], said, rtol=1e-6)


def test_lines_are_those_of_scikit_learn_where_columns_are_sound():
    y = X @ [1.0, -2.0, 0.5] + RANDOM.normal(size=300)
    test = RANDOM.normal(size=(40, 3))
    x, test32 = X.astype(np.float64), test.astype(np.float32).astype(np.float64)
    expected = LinearRegression().fit(x, y).predict(test32)
    np.testing.assert_allclose(ridge_values(data_of(X, y, test)), expected, atol=1e-6)
    scaler = StandardScaler().fit(x)
    labels = (y > 0).astype(int) + (y > 2)
    model = LogisticRegression(max_iter=1000).fit(scaler.transform(x), labels)
    np.testing.assert_allclose(
        logistic_probabilities(data_of(X, labels, test), 3),
        model.predict_proba(scaler.transform(test32)),
        atol=1e-3,
    )


def one_hot(generator: np.random.Generator, rows: int, names: int) -> np.ndarray:
    return np.eye(names)[generator.integers(0, names, rows)]


@pytest.mark.parametrize("scale", [1.0, 1e4, 1e8])
@pytest.mark.parametrize("seed", range(4))
def test_columns_that_follow_from_each_other_leave_the_line_whole(scale: float, seed: int):
    generator = np.random.default_rng(seed)
    rows = 260
    # All names of four categories, two of them the same in other words, and a column twice.
    parts = [one_hot(generator, rows, names) for names in (7, 4, 3)]
    parts += [parts[0] @ np.eye(7)[::-1]]
    numbers = generator.normal(size=(rows, 3)) * [1.0, scale, 1.0] + [0.0, 5 * scale, 0.0]
    x = np.concatenate([*parts, numbers, numbers[:, 1:2] * 3], axis=1)
    x = (x - x.mean(axis=0)) / x.std(axis=0)  # as the network takes them, rounded to float32
    y = x[:, :7] @ generator.normal(size=7) + 3 * x[:, 14] + generator.normal(size=rows)
    said = ridge_values(data_of(x[:200], y[:200], x[200:]))
    assert np.sqrt(np.mean((said - y[200:]) ** 2)) < 1.6


def test_seventeen_classes_of_few_rows_do_not_make_trees_collapse():
    generator = np.random.default_rng(1)
    shares = np.r_[0.35, 0.2, np.full(15, 0.03)]
    labels = generator.choice(17, 1200, p=shares)
    centres = generator.normal(size=(17, 6)) * 2.5
    x = centres[labels] + generator.normal(size=(1200, 6))
    data = data_of(x[:900], labels[:900], x[900:], validation=180)
    said = boosted_trees(data, 17).argmax(axis=1)
    assert np.mean(said == labels[900:]) > 0.75


def test_classes_seen_in_validation_alone_are_passed_over():
    labels = np.r_[np.zeros(120), np.ones(120), np.full(60, 2.0)]
    shares = boosted_trees(data_of(X, labels, X[:5], validation=60), 3)
    assert shares.shape == (5, 3)
    assert (shares[:, 2] == 0).all()


def test_a_column_that_is_constant_in_training_moves_nothing():
    x = np.concatenate([X, np.full((300, 1), 7.0)], axis=1)
    test = x[:20].copy()
    test[:, 3] = 1e6
    y = X[:, 0] * 2.0
    np.testing.assert_allclose(ridge_values(data_of(x, y, test)), y[:20], atol=1e-5)


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
    monkeypatch.setattr("plainnet.pipeline.learned_baselines.MOST_NUMBERS", 10)
    x = RANDOM.normal(size=(2000, 3)).astype(np.float32)
    baselines = TableBaselines(x, x[:, 0].astype(float), NOTHING, lambda: x[:5], 5, 0)
    assert baselines.n_rows == 1000
    assert [repair.key for repair in baselines.notes] == ["table.baselines_sample"]
    assert len(baselines()["linear_regression"]) == 5


def test_a_file_beside_the_data_called_like_a_library_does_not_run(tmp_path, monkeypatch):
    (tmp_path / "threadpoolctl.py").write_text("raise SystemExit('ran')")
    monkeypatch.chdir(tmp_path)
    x = RANDOM.normal(size=(60, 2)).astype(np.float32)
    arrays = (x, x[:, 0].astype(float), x[:5], x[:5, 0].astype(float), x[:7])
    assert len(fitted_apart(lambda: arrays, 0)["linear_regression"]) == 7


def test_a_process_of_baselines_that_fails_costs_them_alone(monkeypatch):
    monkeypatch.setattr("plainnet.pipeline.learned_baselines.MOST_NUMBERS", 10)
    monkeypatch.setattr("plainnet.pipeline.learned_baselines._RUN", "raise SystemExit(1)")
    x = RANDOM.normal(size=(2000, 3)).astype(np.float32)
    baselines = TableBaselines(x, x[:, 0].astype(float), NOTHING, lambda: x[:5], 5, 0)
    with ThreadPoolExecutor(1) as pool:
        told = []
        found = awaited(pool.submit(baselines), told.append)
    assert list(found) == ["mean"]
    assert told[-1] == say("train.baselines_failed")
