"""How far the score of a saved model could have come out otherwise on other rows of the kind."""

import numpy as np
from numpy.typing import NDArray

from plainnet.evaluation.forecast_intervals import compare_forecasts
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

    Shapes: `truth` and `predictions` (rows,), `simplest` (rows,).
    `truth` and `predictions`: class numbers, or values in the target's unit.
    Result: None where undefined.
    """
    flat = {"model": predictions.reshape(-1)}
    target = card.target
    if isinstance(target, ClassTarget):
        compared = compare_models(
            OF_CLASSES, truth, flat, n_classes=len(target.names), positive=target.positive
        )
    elif isinstance(card.inputs, SeriesInputs):
        compared = compare_forecasts(
            OF_NUMBERS,
            truth,
            {"model": predictions},
            reference=simplest,
            season=card.inputs.season,
        )
    else:
        compared = compare_models(OF_NUMBERS, truth, flat, reference=simplest)
    return {
        metric: None if interval is None else [interval.low, interval.high]
        for metric, interval in compared["model"].intervals.items()
    }
