"""A threshold by cost that does not run after the chance of few rows."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.threshold import choose_threshold

STANDARD_ERRORS = 2.0  # beyond which a difference is no chance
STEPS_BETWEEN = 101


def careful_threshold(
    y_true: ArrayLike, probabilities: ArrayLike, *, cost_missed: float, cost_false_alarm: float
) -> tuple[float, bool]:
    """Give the threshold right for calibrated probabilities, or a clearly cheaper one.

    Shapes: `y_true` (rows,), `probabilities` (rows,).
    `cost_missed` and `cost_false_alarm`: in one unit.
    `threshold`: the nearest to the one that is right for calibrated probabilities, cost_false_alarm
        / (cost_false_alarm + cost_missed), of those that cost no more than the cheapest one and two
        standard errors of the difference.

    Elkan (2001), "The foundations of cost-sensitive learning", IJCAI.

    >>> careful_threshold([0, 1, 1], [0.1, 0.2, 0.9], cost_missed=9, cost_false_alarm=1)
    (0.1, False)
    """
    true = np.asarray(y_true).reshape(-1) == 1
    values = np.asarray(probabilities, dtype=np.float64).reshape(-1)
    costs = {"cost_missed": cost_missed, "cost_false_alarm": cost_false_alarm}
    calibrated = cost_false_alarm / (cost_false_alarm + cost_missed)
    if true.all() or not true.any():
        return calibrated, False
    cheapest = choose_threshold(true, values, **costs).threshold
    least = row_costs(true, values, cheapest, **costs)
    between = np.linspace(calibrated, cheapest, STEPS_BETWEEN)  # the nearest first
    for threshold in between:
        dearer = row_costs(true, values, float(threshold), **costs) - least
        if dearer.mean() <= STANDARD_ERRORS * dearer.std() / np.sqrt(dearer.size):
            return float(threshold), bool(threshold != calibrated)
    return cheapest, True


def row_costs(
    is_positive: NDArray[np.bool_],
    probabilities: NDArray[np.float64],
    threshold: float,
    *,
    cost_missed: float,
    cost_false_alarm: float,
) -> NDArray[np.float64]:
    """Give what each row costs at a threshold.

    Shapes: `is_positive` (rows,), `probabilities` (rows,) -> (rows,).
    `cost_missed` and `cost_false_alarm`: in one unit.
    """
    is_called = probabilities > threshold
    missed, alarmed = is_positive & ~is_called, ~is_positive & is_called
    return cost_missed * missed + cost_false_alarm * alarmed
