"""A model trained on one's own data, with its answers for the test rows.

Concepts: run, score, baseline
"""

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

    Attributes
    ----------
    prepared : Prepared
        The data, the network and every setting.
    predictor : Predictor
        The model with its card, threshold included.
    history : History
        Of the training.
    answer : Answer
        For the test rows.
    validation_answer : Answer or None
        For the validation rows that thresholds are chosen on; None where numbers are
        predicted.
    metrics : dict of str to float or None
        Measured on the test rows.
    baselines : mapping of str to array
        What simpler models predict for the test rows, by name.
    baseline_scores : mapping of str to dict
        Their figures.
    seconds : dict of str to float
        "read", "train", "evaluate", "total".
    baseline_probabilities : mapping of str to array of shape (test_rows, classes)
        Of the baselines that give them.
    """

    prepared: Prepared
    predictor: Predictor
    history: History
    answer: Answer
    validation_answer: Answer | None
    metrics: Scores
    baselines: Mapping[str, NDArray[Any]]
    baseline_scores: Mapping[str, Scores]
    seconds: dict[str, float]
    baseline_probabilities: Mapping[str, NDArray[Any]] = field(default_factory=dict)
