"""Outputs are counted on both sides of a threshold."""

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.metrics.recall import Recall


def test_counts_are_weighted_and_every_output_is_a_question() -> None:
    targets = np.asarray([[1, 0], [1, 1], [0, 1]])
    outputs = np.asarray([[0.9, 0.8], [0.2, 0.7], [0.1, 0.5]])
    tally = Recall().tally(targets, outputs, [1.0, 2.0, 4.0])
    counts = {name: float(count) for name, count in tally.items()}
    assert counts == {"true_positives": 3.0, "false_positives": 1.0, "false_negatives": 6.0}


def test_several_thresholds_are_refused() -> None:
    with pytest.raises(SettingError, match="Recall cannot be used with thresholds="):
        Recall(thresholds=[0.2, 0.5])  # type: ignore[arg-type]
