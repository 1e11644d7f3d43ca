from dataclasses import replace

import numpy as np

from plainnet.predictors.predictor import Answer
from plainnet.recipes.forecast_section import forecast_section
from plainnet.recipes.run_figures import figures_of
from plainnet.report.blocks import Paragraph, TableBlock
from recipes.finished_runs import run_of_a_series


def test_steps_and_the_share_held_by_the_interval_are_told() -> None:
    run = run_of_a_series()
    blocks = forecast_section(run, figures_of(run)).blocks
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    truth = run.prepared.test.truth
    assert truth is not None
    held = np.mean(np.abs(truth - run.answer.predictions) <= 3)
    assert said[0].startswith(f"The 90 % prediction interval held {100 * held:.0f} %")
    assert "does not merely follow" in said[1]
    table = blocks[-1]
    assert isinstance(table, TableBlock)
    assert [row[0] for row in table.rows] == ["1", "2", "3"]


def test_a_forecast_without_interval_or_dates_is_drawn_all_the_same() -> None:
    run = run_of_a_series(1, knows=0.0)
    plain = replace(
        run,
        answer=Answer(run.answer.predictions),
        baselines={},
        prepared=replace(run.prepared, more={}),
    )
    assert len(forecast_section(plain, figures_of(plain)).blocks) == 1
