"""Truth and prediction are checked before anything is counted."""

import numpy as np
import pytest
from sklearn import metrics

from plainnet.errors import DataError, PlainnetError, SettingError
from plainnet.evaluation.metric_formulas import (
    paired_labels,
    paired_values,
    tallies_and_formula,
    truth_with_both_classes,
)


def test_columns_are_flattened() -> None:
    true, predicted = paired_values([[1.0], [2.0]], [3.0, 4.0])
    assert true.tolist() == [1, 2]
    assert predicted.tolist() == [3, 4]


@pytest.mark.parametrize(
    ("true", "predicted"), [([1.0], [1.0, 2.0]), ([], []), ([float("nan")], [1])]
)
def test_values_that_do_not_pair_are_refused(true: list[float], predicted: list[float]) -> None:
    with pytest.raises(PlainnetError):
        paired_values(true, predicted)


@pytest.mark.parametrize("labels", [[0, 2], [0, -1]])
def test_labels_outside_the_classes_are_refused(labels: list[int]) -> None:
    with pytest.raises(PlainnetError):
        paired_labels([0, 1], labels, 2)


def test_both_classes_have_to_occur() -> None:
    with pytest.raises(DataError):
        truth_with_both_classes([1, 1], [0.2, 0.3])


GENERATOR = np.random.default_rng(0)
TRUE = GENERATOR.normal(1e6, 3, 200)
SAID = TRUE + GENERATOR.normal(0.5, 1, 200)


def figure(metric: str, true: np.ndarray, said: np.ndarray, **settings: object) -> float:
    tallies, formula = tallies_and_formula(metric, **settings)  # type: ignore[arg-type]
    return float(formula(tallies(true, said).mean(axis=0, keepdims=True))[0])


def test_formulas_of_values_agree_with_scikit_learn() -> None:
    assert figure("rmse", TRUE, SAID) == pytest.approx(metrics.root_mean_squared_error(TRUE, SAID))
    assert figure("mae", TRUE, SAID) == pytest.approx(metrics.mean_absolute_error(TRUE, SAID))


def test_unknown_metrics_are_refused() -> None:
    with pytest.raises(SettingError, match=r"auc.*accuracy.*rmse.*mape"):
        tallies_and_formula("auc")
