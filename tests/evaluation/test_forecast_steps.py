import numpy as np
import pytest

from plainnet.errors import ShapeError
from plainnet.evaluation.forecast import skill
from plainnet.evaluation.forecast_steps import figures_by_step
from plainnet.evaluation.regression import score_regression


def test_each_step_is_scored_as_alone() -> None:
    generator = np.random.default_rng(0)
    walk = 100 + np.cumsum(generator.normal(0, 1, 300))
    true = np.stack([walk[start + 1 : start + 4] for start in range(290)])
    last = np.repeat(walk[:290, None], 3, axis=1)
    said = (true + last) / 2
    steps = figures_by_step(true, said, last)
    assert [step.step for step in steps] == [1, 2, 3]
    for place, step in enumerate(steps):
        column = true[:, place], said[:, place], last[:, place]
        assert step.scores == {**score_regression(*column[:2]), "skill": skill(*column)}
        assert step.simple_scores["rmse"] == score_regression(column[0], column[2])["rmse"]
        assert step.skill_interval is not None
        assert step.skill_interval.low == pytest.approx(0.5)
        assert step.skill_interval.high == pytest.approx(0.5)
    assert steps[2].simple_scores["rmse"] > steps[0].simple_scores["rmse"]


def test_one_column_is_one_step() -> None:
    (step,) = figures_by_step([1.0, 2.0], [1.0, 2.0], [0.0, 1.0])
    assert step.scores["skill"] == 1.0
    with pytest.raises(ShapeError, match="2 true values stand against 3"):
        figures_by_step([1.0, 2.0], [1.0, 2.0, 3.0], [0.0, 1.0])
