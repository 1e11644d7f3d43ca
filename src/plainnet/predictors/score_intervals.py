"""How far the score of a saved model could have come out otherwise on other rows of the kind.

Concepts: bootstrap, confidence interval
"""

import numpy as np
from numpy.typing import NDArray

from plainnet.evaluation.intervals import block_length_for
from plainnet.evaluation.score_comparison import compare_models
from plainnet.files.model_card import ClassTarget, ModelCard, SeriesInputs

OF_CLASSES = ("accuracy", "precision", "recall", "f1")
OF_NUMBERS = ("rmse", "mae", "mape", "skill")


def score_intervals(
    card: ModelCard,
    truth: NDArray[np.generic],
    predictions: NDArray[np.generic],
    simplest: NDArray[np.generic],
) -> dict[str, list[float] | None]:
    """Give the interval of each figure that `plainnet test` shows.

    Parameters
    ----------
    card : ModelCard
        Tells classes from numbers, and rows from windows of a series.
    truth, predictions : array of shape (rows,) or (windows, steps)
        Class numbers, or values in the target's unit.
    simplest : array of shape (rows,) or (windows, steps)
        Of the baseline that skill is measured against.

    Returns
    -------
    dict of str to [low, high] or None
        By metric, as in the `metrics.json` of a run; None where undefined.
    """
    flat = {"model": predictions.reshape(-1)}
    target = card.target
    if isinstance(target, ClassTarget):
        compared = compare_models(
            OF_CLASSES, truth, flat, n_classes=len(target.names), positive=target.positive
        )
    else:
        compared = compare_models(
            OF_NUMBERS,
            truth.reshape(-1),
            flat,
            reference=simplest.reshape(-1),
            block_length=_block_length(card, truth),
        )
    return {
        metric: None if interval is None else [interval.low, interval.high]
        for metric, interval in compared["model"].intervals.items()
    }


def _block_length(card: ModelCard, truth: NDArray[np.generic]) -> int:
    """Give the number of neighbouring values to draw together: those of windows that overlap."""
    if not isinstance(card.inputs, SeriesInputs):
        return 1
    horizon = card.inputs.horizon
    return horizon * max(block_length_for(len(truth)), horizon)
