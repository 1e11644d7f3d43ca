"""A model trained on one's own data, with its answers for the test rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from plainnet.predictors.predictor import Answer, Predictor, Scores
from plainnet.recipes.prepared import Prepared
from plainnet.training.history import History


@dataclass(frozen=True)
class FinishedRun:
    """What the report, the table on the screen and `metrics.json` are made from.

    `validation_answer`: for the validation rows that thresholds are chosen on; None where numbers
        are predicted.
    `baseline_probabilities`: (test_rows, classes), of the baselines that give them.
    """

    prepared: Prepared  # the data, the network and every setting
    predictor: Predictor  # the model with its card, threshold included
    history: History  # of the training
    answer: Answer  # for the test rows
    validation_answer: Answer | None
    metrics: Scores  # measured on the test rows
    baselines: Mapping[str, NDArray[Any]]  # what simpler models predict for the test rows, by name
    baseline_scores: Mapping[str, Scores]  # their figures
    seconds: dict[str, float]  # "read", "train", "evaluate", "total"
    baseline_probabilities: Mapping[str, NDArray[Any]] = field(default_factory=dict)
