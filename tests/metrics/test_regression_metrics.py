"""RootMeanSquaredError against Keras and by hand."""

from typing import Any

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.errors import SettingError
from plainnet.metrics.regression_metrics import CosineSimilarity, R2Score, RootMeanSquaredError


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras(seed: int, columns: int) -> None:
    assert_same(RootMeanSquaredError(), draw_batches("numbers", columns=columns, seed=seed))


def test_targets_without_their_last_axis() -> None:
    batches = draw_batches("numbers", columns=1)
    assert measured(RootMeanSquaredError(), with_targets_as_rows(batches)) == measured(
        RootMeanSquaredError(), batches
    )


def test_the_root_is_taken_of_all_batches_together() -> None:
    batches = [(np.zeros(1), np.full((1, 1), error), np.ones(1)) for error in (1.0, 7.0)]
    assert measured(RootMeanSquaredError(), batches) == 5.0


@pytest.mark.parametrize("aggregation", ["uniform_average", "variance_weighted_average"])
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras_of_r2_score(columns: int, aggregation: Any) -> None:
    batches = draw_batches("numbers", columns=columns)
    assert_same(R2Score(aggregation), batches, class_aggregation=aggregation)


def test_the_mean_scores_nothing_and_the_truth_everything() -> None:
    targets = np.asarray([[1.0], [2.0], [6.0]])
    assert measured(R2Score(), [(targets, np.full((3, 1), 3.0), np.ones(3))]) == 0
    assert measured(R2Score(), [(targets, targets, np.ones(3))]) == 1


def test_an_unknown_aggregation_is_refused() -> None:
    with pytest.raises(SettingError, match="R2Score cannot be used with class_aggregation="):
        R2Score("sum")  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(3))
def test_against_keras_of_cosine_likeness(seed: int) -> None:
    assert_same(CosineSimilarity(), draw_batches("numbers", seed=seed))
