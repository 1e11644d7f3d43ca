"""R2Score against Keras and by hand."""

from typing import Any

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured
from plainnet.errors import SettingError
from plainnet.metrics.r2_score import R2Score


@pytest.mark.parametrize("aggregation", ["uniform_average", "variance_weighted_average"])
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras(columns: int, aggregation: Any) -> None:
    batches = draw_batches("numbers", columns=columns)
    assert_same(R2Score(aggregation), batches, class_aggregation=aggregation)


def test_the_mean_scores_nothing_and_the_truth_everything() -> None:
    targets = np.asarray([[1.0], [2.0], [6.0]])
    assert measured(R2Score(), [(targets, np.full((3, 1), 3.0), np.ones(3))]) == 0
    assert measured(R2Score(), [(targets, targets, np.ones(3))]) == 1


def test_an_unknown_aggregation_is_refused() -> None:
    with pytest.raises(SettingError, match="R2Score cannot be used with class_aggregation="):
        R2Score("sum")  # type: ignore[arg-type]
