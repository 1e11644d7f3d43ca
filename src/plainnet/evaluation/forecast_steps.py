"""A forecast of several steps, measured step by step."""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from plainnet.errors import ShapeError
from plainnet.evaluation.forecast import skill
from plainnet.evaluation.forecast_intervals import by_window, skill_interval
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.regression import score_regression


@dataclass(frozen=True)
class StepFigures:
    """What the forecast of one step ahead is worth.

    `skill_interval`: of the skill; None where it is undefined or the windows are too few.
    """

    step: int  # how many steps ahead, from 1
    scores: dict[str, float | None]  # RMSE, MAE, MAPE, and skill against the simple forecast
    simple_scores: dict[str, float | None]  # RMSE, MAE and MAPE of the simple forecast
    skill_interval: Interval | None


def figures_by_step(
    y_true: ArrayLike, forecast: ArrayLike, simple: ArrayLike, *, season: int | None = None
) -> tuple[StepFigures, ...]:
    """Measure each step ahead by itself.

    Shapes: `y_true`, `forecast` and `simple` (windows, horizon).

    >>> true, said = [[1.0, 2.0], [2.0, 3.0]], [[1.5, 2.5], [2.5, 3.5]]
    >>> simple = [[0.0, 0.0], [1.0, 1.0]]
    >>> [step.scores["skill"] for step in figures_by_step(true, said, simple)]
    [0.5, 0.75]
    """
    columns = [by_window(values) for values in (y_true, forecast, simple)]
    for column in columns[1:]:
        if column.shape != columns[0].shape:
            raise ShapeError(
                "evaluation.lengths_differ", true=columns[0].size, predicted=column.size
            )
    found = []
    for step in range(columns[0].shape[1]):
        true, said, plain = (column[:, step] for column in columns)
        found.append(
            StepFigures(
                step + 1,
                score_regression(true, said) | {"skill": skill(true, said, plain)},
                score_regression(true, plain),
                skill_interval(true, said, plain, horizon=step + 1, season=season),
            )
        )
    return tuple(found)
