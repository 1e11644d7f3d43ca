"""Which probability is enough to raise the alarm, given what either mistake costs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError
from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.metric_formulas import truth_with_both_classes

USUAL_THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(1, 20))


@dataclass(frozen=True)
class ThresholdRow:
    """What one threshold does to the rows at hand.

    `precision`, `recall` and `f1`: of the positive class; None where undefined.
    """

    threshold: float  # above it, the row is called positive
    precision: float | None
    recall: float | None
    f1: float | None
    cost: float  # mean cost of a row, in the unit of the two costs


def choose_threshold(
    y_true: ArrayLike, probabilities: ArrayLike, *, cost_missed: float, cost_false_alarm: float
) -> ThresholdRow:
    """Return the threshold with the smallest mean cost on validation rows.

    Of equally cheap ones it takes the one nearest to the threshold that is right for
    perfectly calibrated probabilities, cost_false_alarm / (cost_false_alarm + cost_missed).

    Shapes: `y_true` (rows,), `probabilities` (rows,).
    `cost_false_alarm`: of a negative row called positive, in the same unit.

    Elkan (2001), "The foundations of cost-sensitive learning", IJCAI.

    >>> choose_threshold([0, 1, 1], [0.1, 0.2, 0.9], cost_missed=9, cost_false_alarm=1).recall
    1.0
    """
    for cost in (cost_missed, cost_false_alarm):
        if not (np.isfinite(cost) and cost > 0):
            raise SettingError("evaluation.cost_not_positive", cost=cost)
    values = np.asarray(probabilities, dtype=np.float64).reshape(-1)
    # Between any two neighbours lies one threshold worth trying; at 1 no alarm is raised.
    edges = np.unique(np.concatenate([[0.0], values, [1.0]]))
    calibrated = cost_false_alarm / (cost_false_alarm + cost_missed)
    candidates = np.concatenate([[calibrated, 1.0], (edges[1:] + edges[:-1]) / 2])
    costs = _mean_costs(y_true, probabilities, candidates, cost_missed, cost_false_alarm)
    # Costs are sums of a few equal numbers; rounding keeps equals equal.
    order = np.lexsort((np.abs(candidates - calibrated), costs.round(12)))
    best = float(candidates[order[0]])
    both = {"cost_missed": cost_missed, "cost_false_alarm": cost_false_alarm}
    return threshold_table(y_true, probabilities, **both, thresholds=(best,))[0]


def threshold_table(
    y_true: ArrayLike,
    probabilities: ArrayLike,
    *,
    cost_missed: float,
    cost_false_alarm: float,
    thresholds: tuple[float, ...] = USUAL_THRESHOLDS,
) -> tuple[ThresholdRow, ...]:
    """Return precision, recall, F1 and mean cost at each threshold.

    Shapes: `y_true` (rows,), `probabilities` (rows,).
    `cost_missed` and `cost_false_alarm`: in one unit.

    >>> rows = threshold_table([0, 1], [0.2, 0.8], cost_missed=5, cost_false_alarm=1)
    >>> rows[0].cost, rows[9].cost, rows[-1].cost
    (0.5, 0.0, 2.5)
    """
    true = truth_with_both_classes(y_true, probabilities)
    values = np.asarray(probabilities, dtype=np.float64).reshape(-1)
    tried = np.asarray(thresholds, dtype=np.float64)
    costs = _mean_costs(true, values, tried, cost_missed, cost_false_alarm)
    rows = []
    for threshold, cost in zip(thresholds, costs, strict=True):
        of = score_classification(true, values > threshold, 2)
        rows.append(ThresholdRow(threshold, of["precision"], of["recall"], of["f1"], float(cost)))
    return tuple(rows)


def _mean_costs(
    y_true: ArrayLike,
    probabilities: ArrayLike,
    thresholds: NDArray[np.float64],
    cost_missed: float,
    cost_false_alarm: float,
) -> NDArray[np.float64]:
    """Mean cost of a row at each threshold."""
    true = truth_with_both_classes(y_true, probabilities)
    values = np.asarray(probabilities, dtype=np.float64).reshape(-1)
    positives, negatives = np.sort(values[true == 1]), np.sort(values[true == 0])
    missed = np.searchsorted(positives, thresholds, side="right")
    alarms = negatives.size - np.searchsorted(negatives, thresholds, side="right")
    return np.asarray((cost_missed * missed + cost_false_alarm * alarms) / true.size)


STANDARD_ERRORS = 2.0  # beyond which a difference is no chance
STEPS_BETWEEN = 101


def one_standard_error_threshold(
    y_true: ArrayLike, probabilities: ArrayLike, *, cost_missed: float, cost_false_alarm: float
) -> tuple[float, bool]:
    """Return the threshold right for calibrated probabilities, or a clearly cheaper one.

    Shapes: `y_true` (rows,), `probabilities` (rows,).
    `cost_missed` and `cost_false_alarm`: in one unit.
    `threshold`: the nearest to the one that is right for calibrated probabilities, cost_false_alarm
        / (cost_false_alarm + cost_missed), of those that cost no more than the cheapest one and two
        standard errors of the difference.

    Elkan (2001), "The foundations of cost-sensitive learning", IJCAI.

    >>> one_standard_error_threshold([0, 1, 1], [0.1, 0.2, 0.9], cost_missed=9, cost_false_alarm=1)
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
    """Return what each row costs at a threshold.

    Shapes: `is_positive` (rows,), `probabilities` (rows,) -> (rows,).
    `cost_missed` and `cost_false_alarm`: in one unit.
    """
    is_called = probabilities > threshold
    missed, alarmed = is_positive & ~is_called, ~is_positive & is_called
    return cost_missed * missed + cost_false_alarm * alarmed
