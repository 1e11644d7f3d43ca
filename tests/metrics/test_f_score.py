"""F scores against Keras."""

from typing import Any

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches
from plainnet.errors import SettingError
from plainnet.metrics.f_score import F1Score, FBetaScore


@pytest.mark.parametrize("average", ["micro", "macro", "weighted"])
@pytest.mark.parametrize("threshold", [None, 0.3])
def test_against_keras(average: Any, threshold: float | None) -> None:
    settings = {"average": average, "threshold": threshold}
    assert_same(F1Score(**settings), draw_batches("one_hot"), **settings)
    settings["beta"] = 2.0
    assert_same(FBetaScore(**settings), draw_batches("one_hot"), **settings)


def test_one_output_against_keras() -> None:
    batches = draw_batches("one_hot", columns=1)
    assert_same(F1Score(threshold=0.25), batches, threshold=0.25, average="macro")


def test_several_figures_are_refused() -> None:
    with pytest.raises(
        SettingError, match='average=None here: a metric is a single number; choose "'
    ):
        F1Score().tally(np.eye(3), np.eye(3), np.ones(3))
    with pytest.raises(SettingError, match="F1Score cannot be used with average='mean'"):
        F1Score("mean")  # type: ignore[arg-type]
