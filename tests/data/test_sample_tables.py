"""The breast cancer table against scikit-learn and against the course's copy."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

from plainnet.data.content_hash import hash_array
from plainnet.data.sample_tables import (
    CONCENTRATION_STEPS,
    SUB_INDEX_STEPS,
    air_quality_index,
    generate_air_quality,
    load_breast_cancer_table,
)
from plainnet.data.table_file import read_table


def test_has_the_features_and_one_for_malignant() -> None:
    table = load_breast_cancer_table()
    theirs = load_breast_cancer()
    np.testing.assert_array_equal(table.values[:, :-1], theirs.data)
    np.testing.assert_array_equal(table.values[:, -1], 1 - theirs.target)
    assert table.values.dtype == np.float64
    assert table.column_names == (*theirs.feature_names, "target")
    assert "malignant" in str(table.repairs[0])


def test_says_where_it_comes_from() -> None:
    table = load_breast_cancer_table()
    assert table.source.path == "package:scikit-learn/breast_cancer"
    assert table.source.sha256 == hash_array(table.values)
    assert not table.source.is_generated


def test_agrees_with_the_course_row_by_row(course: Path) -> None:
    theirs = read_table(course / "2_logistic_breast_cancer" / "breast_cancer_data.csv")
    table = load_breast_cancer_table()
    assert table.column_names == theirs.column_names
    np.testing.assert_allclose(table.values, theirs.values, rtol=1e-12)


CLEAN = dict.fromkeys(CONCENTRATION_STEPS, 0.0)


@pytest.mark.parametrize(
    ("day", "index"),
    [
        ({}, 0),
        ({"PM2.5": 55}, 75),
        ({"PM10": 100}, 75),
        ({"So2": 50}, 50),
        ({"No2": 60}, 75),
        ({"Co": 3}, 75),
        ({"O3": 130}, 75),
        ({"O3": 800}, 300),
        ({"O3": 5000}, 300),
        ({"PM2.5": 900}, 500),
        ({"PM2.5": 10, "PM10": 300, "O3": 160}, 175),
        ({"PM2.5": 36}, 52),  # 51.25, rounded up
    ],
)
def test_is_the_largest_sub_index_rounded_up(day: dict[str, float], index: int) -> None:
    concentrations = np.array([list((CLEAN | day).values())])
    assert air_quality_index(concentrations).tolist() == [index]


def test_every_breakpoint_gives_its_step() -> None:
    for place, steps in enumerate(CONCENTRATION_STEPS.values()):
        days = np.zeros((len(steps), len(CONCENTRATION_STEPS)))
        days[:, place] = steps
        assert tuple(air_quality_index(days)) == SUB_INDEX_STEPS[: len(steps)]


def test_is_what_the_course_file_nearly_follows(course: Path) -> None:
    values = read_table(course / "4_dense_air_quality" / "data.csv").values
    errors = np.abs(air_quality_index(values[:, :6]) - values[:, 6])
    assert np.median(errors) <= 2


def root_mean_square(errors: np.ndarray) -> float:
    """Measure errors."""
    return float(np.sqrt(np.mean(errors**2)))


def test_the_seed_decides_everything() -> None:
    first, second = generate_air_quality(5), generate_air_quality(5)
    np.testing.assert_array_equal(first.values, second.values)
    assert first.source == second.source
    assert generate_air_quality(6).source.sha256 != first.source.sha256


def test_says_that_it_is_generated() -> None:
    table = generate_air_quality(n_rows=30)
    assert table.source.is_generated
    assert "generated" in str(table.repairs[0])
    assert table.values.shape == (30, 7)


def test_concentrations_are_possible() -> None:
    values = generate_air_quality().values
    assert values.shape == (2967, 7)
    assert np.isfinite(values).all()
    assert (values > 0).all()
    assert values[:, -1].max() <= 500
    assert (values[:, -1] == values[:, -1].round()).all()


def test_winter_is_dirty_and_summer_has_ozone() -> None:
    values = generate_air_quality().values
    season = np.cos(2 * np.pi * np.arange(len(values)) / 365.25)
    correlations = [np.corrcoef(season, column)[0, 1] for column in values.T[:6]]
    assert min(correlations[:5]) > 0.15
    assert correlations[5] < -0.3


def test_knowing_the_formula_is_not_knowing_the_answer() -> None:
    values = generate_air_quality().values
    errors = air_quality_index(values[:, :6]) - values[:, 6]
    assert 1 <= np.median(np.abs(errors)) <= 3
    assert 2 < root_mean_square(errors) < 5


def test_is_as_hard_as_the_real_table() -> None:
    values = generate_air_quality().values
    X, X_test, y, y_test = train_test_split(
        values[:, :6], values[:, 6], test_size=0.2, random_state=42
    )
    mean = root_mean_square(y.mean() - y_test)
    linear = root_mean_square(LinearRegression().fit(X, y).predict(X_test) - y_test)
    trees = HistGradientBoostingRegressor(max_iter=60, random_state=0).fit(X, y)
    boosted = root_mean_square(trees.predict(X_test) - y_test)
    assert 35 < mean < 50
    assert 8 < linear < 12
    assert 4 < boosted < 8


def test_quantiles_are_those_of_the_real_table(course: Path) -> None:
    real = read_table(course / "4_dense_air_quality" / "data.csv").values
    steps = [0.25, 0.5, 0.75, 0.95]
    generated = np.quantile(generate_air_quality().values, steps, axis=0)
    np.testing.assert_allclose(generated, np.quantile(real, steps, axis=0), rtol=0.25)
